/** The words of the pages about people, keys, the audit log and the system: fetched with the first of them. */
import { addWords } from './copy.ts';
import people from './people.json';

addWords(people);
