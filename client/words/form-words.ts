/** The words of the form that makes and edits sessions: fetched with it. */
import { addWords } from './copy.ts';
import form from './form.json';

addWords(form);
