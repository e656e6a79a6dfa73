/** The words of a fall on a session's page: fetched with it. */
import { addWords } from './copy.ts';
import fall from './fall.json';

addWords(fall);
