/** The words of the dialog that syncs: fetched with it. */
import { addWords } from './copy.ts';
import sync from './sync.json';

addWords(sync);
