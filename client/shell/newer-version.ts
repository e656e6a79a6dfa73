/** Whether the gateway serves another build of this page than the one that runs. */
import { useEffect, useRef, useState } from 'react';
import { useConnection } from '../live/live.tsx';

/** The page's main script carries its build's hash in its name. */
const scriptIn = (html: string) => /\bsrc="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? null;
const ownScript = () =>
  document.querySelector<HTMLScriptElement>('script[type="module"][src^="/assets/"]')?.getAttribute('src') ??
  null;

async function servesAnother(): Promise<boolean> {
  const own = ownScript();
  if (own === null) return false;
  const answer = await fetch('/index.html', { cache: 'no-cache' });
  const served = answer.ok ? scriptIn(await answer.text()) : null;
  return served !== null && served !== own;
}

/** Asked each time the connection is back: an update always ends it. */
export function useNewerVersion(): boolean {
  const [newer, setNewer] = useState(false);
  const connection = useConnection();
  const since = connection.is === 'live' ? connection.since : null;
  const first = useRef(true);
  useEffect(() => {
    if (since === null) return;
    if (first.current) {
      first.current = false;
      return;
    }
    let wanted = true;
    servesAnother().then(
      (yes) => wanted && yes && setNewer(true),
      // Then the next time the connection is back.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [since]);
  return newer;
}

/** Asked where something broke: an update may have taken away what was wanted. */
export function useNewerThanThis(): boolean {
  const [newer, setNewer] = useState(false);
  useEffect(() => {
    let wanted = true;
    servesAnother().then(
      (yes) => wanted && setNewer(yes),
      // Without an answer there is no update to tell of.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, []);
  return newer;
}
