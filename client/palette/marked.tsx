import { hitIn } from './hit.ts';

/** Words with what was typed in them set off. */
export function Marked({ words, typed }: { words: string; typed: string }) {
  const found = hitIn(words, typed);
  if (!found) return words;
  return (
    <>
      {found.before}
      <strong>{found.hit}</strong>
      {found.after}
    </>
  );
}
