/** The words of a pairing link's own page. */
import { addWords } from './copy.ts';
import pair from './pair.json';

addWords(pair);
