/** What is said in one moment is told as one: a live region reads only the last words that were put into it. */
export function together(tell: (words: string) => void): (words: string) => void {
  let said: string[] = [];
  return (words) => {
    said.push(words);
    if (said.length > 1) return;
    queueMicrotask(() => {
      const all = said.reduce((before, next) => `${before}${/[.!?]$/.test(before) ? '' : '.'} ${next}`);
      said = [];
      tell(all);
    });
  };
}
