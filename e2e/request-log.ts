import type { BrowserContext } from '@playwright/test';

export interface RequestLog {
  /** What was asked about a session's state over HTTP: its status, its QR, or the list. */
  aboutStates(): string[];
  /** What went to anybody but the gateway. */
  elsewhere(): string[];
  /** How often that path was asked for. */
  count(path: string): number;
}

/** Notes every request of every page of this context, pictures and scripts too. */
export function followRequests(context: BrowserContext, origin: string): RequestLog {
  const urls: URL[] = [];
  context.on('request', (request) => urls.push(new URL(request.url())));
  const shown = (some: URL[]) => some.map(({ href }) => href);
  return {
    aboutStates: () =>
      shown(
        urls.filter(
          ({ pathname }) =>
            /\/sessions(\/[^/]+\/(status|qr))?$/.test(pathname) && pathname.startsWith('/api/'),
        ),
      ),
    elsewhere: () => shown(urls.filter((url) => /^https?:$/.test(url.protocol) && url.origin !== origin)),
    count: (path) => urls.filter(({ pathname }) => pathname === path).length,
  };
}
