/** One that looks at sessions, however it does: what each look tells is noted under the change's key. */
import type { Delays } from './delays.ts';

export interface Seen {
  /** A PNG data URL; "" where there is no code. */
  image: string;
  connected: boolean;
  loggedIn: boolean;
}

export type Side = (id: string, seen: Seen) => void;

/** @param scanned the sessions whose code a phone has scanned: from then on "no code" is news */
export function createSide(name: string, delays: Delays, scanned: ReadonlySet<string>): Side {
  const wasOnline = new Set<string>();
  return (id, { image, connected, loggedIn }) => {
    const online = connected && loggedIn;
    if (image) delays.saw(name, image);
    else if (scanned.has(id)) delays.saw(name, `${id} scan`);
    if (online) {
      wasOnline.add(id);
      delays.saw(name, `${id} online`);
    } else if (wasOnline.has(id)) {
      delays.saw(name, `${id} fall`);
    }
  };
}
