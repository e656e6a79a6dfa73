/** True where this gateway runs on the built-in simulator: the server says so in the page's head. */
export const isDemo = (): boolean =>
  document.querySelector<HTMLMetaElement>('meta[name="heliograph"]')?.content === 'demo';
