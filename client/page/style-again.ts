/**
 * Fetches the styles that failed. Whatever asks for a script asks for its styles once in a page's life, and would show
 * it without them the second time.
 */
export async function styleAgain(): Promise<void> {
  const failed = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].filter(
    (link) => link.sheet === null,
  );
  await Promise.allSettled(
    failed.map((link) => {
      const next = link.cloneNode() as HTMLLinkElement;
      const done = new Promise((resolve, reject) => {
        next.addEventListener('load', resolve);
        next.addEventListener('error', reject);
      });
      link.replaceWith(next);
      return done;
    }),
  );
}
