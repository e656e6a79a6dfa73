/** Where a name has what was typed: its start before the start of a word, and that before anywhere. Pure. */
export function hitIn(name: string, query: string): { before: string; hit: string; after: string } | null {
  const typed = query.trim().toLowerCase();
  const low = name.toLowerCase();
  // A letter that grows when it is made small would shift what follows.
  if (typed === '' || low.length !== name.length) return null;
  const word = low.startsWith(typed) ? 0 : low.indexOf(` ${typed}`) + 1;
  const at = word > 0 || low.startsWith(typed) ? word : low.indexOf(typed);
  if (at < 0) return null;
  const end = at + typed.length;
  return { before: name.slice(0, at), hit: name.slice(at, end), after: name.slice(end) };
}
