/** The words of the dashboard, in both languages. copy.json is the brief's; the others are what it lacks. */
import brief from './copy.json';
import type fall from './fall.json';
import failure from './failure.json';
import type form from './form.json';
import manage from './manage.json';
import more from './more.json';
import type pair from './pair.json';
import type people from './people.json';
import settings from './settings.json';
import type sync from './sync.json';

/** The files whose words every page may need; the others come with what says them. */
export const wordFiles: object[] = [brief, more, manage, settings, failure];

export type Language = 'en' | 'id';
export const languages: readonly Language[] = ['en', 'id'];

type Words = Record<Language, string>;
type Paths<T> = {
  [Key in keyof T & string]: T[Key] extends Words
    ? Key
    : T[Key] extends string | null
      ? never
      : `${Key}.${Paths<T[Key]>}`;
}[keyof T & string];

/** The name of a sentence: `pairing.untilNext`. */
export type CopyKey =
  | Paths<typeof brief>
  | Paths<typeof more>
  | Paths<typeof manage>
  | Paths<typeof settings>
  | Paths<typeof failure>
  | Paths<typeof people>
  | Paths<typeof form>
  | Paths<typeof pair>
  | Paths<typeof fall>
  | Paths<typeof sync>;
/** Sentences that have a form for one and a form for more. */
export type CountedKey = CopyKey extends infer Key
  ? Key extends `${infer Stem}_other`
    ? Stem
    : never
  : never;
export type Values = Record<string, string | number>;

const isWords = (value: unknown): value is Words =>
  typeof value === 'object' && value !== null && 'en' in value && typeof value.en === 'string';

/** Every sentence by its name, flat. */
export function sentences(tree: object, prefix = ''): [string, Words][] {
  return Object.entries(tree).flatMap(([name, value]: [string, unknown]) => {
    if (isWords(value)) return [[prefix + name, value]];
    return typeof value === 'object' && value !== null ? sentences(value, `${prefix}${name}.`) : [];
  });
}

const all = new Map<string, Words>(wordFiles.flatMap((file) => sentences(file)));
/** Words that came later, with the page that says them. */
export function addWords(file: object): void {
  for (const [key, words] of sentences(file)) all.set(key, words);
}
const rules = { en: new Intl.PluralRules('en'), id: new Intl.PluralRules('id') };

const fill = (text: string, values: Values) =>
  text.replace(/\{\{(\w+)\}\}/g, (hole, name: string) => String(values[name] ?? hole));

/** A sentence in a language, its holes filled. */
export function say(language: Language, key: CopyKey, values: Values = {}): string {
  return fill(all.get(key)?.[language] ?? key, values);
}

/** A sentence that counts: picks the form for `count`, which fills the hole of that name. */
export function sayCounted(language: Language, key: CountedKey, count: number, values: Values = {}): string {
  const shown = count.toLocaleString(language);
  const form = rules[language].select(count) === 'one' ? 'one' : 'other';
  const words = all.get(`${key}_${form}`) ?? all.get(`${key}_other`);
  return fill(words?.[language] ?? key, { count: shown, ...values });
}

/** True for the name of a sentence that there is. */
export const hasSentence = (key: string): key is CopyKey => all.has(key);
