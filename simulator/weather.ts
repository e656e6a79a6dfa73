import type { Service } from './service.ts';
import type { UserFinder } from './user-finder.ts';
import type { Reach } from './whatsapp.ts';
import type { Link } from './whatsapp-link.ts';

/** What networks and WhatsApp do. A user is named by id or token; times are simulated time. */
export interface WeatherControl {
  /** The TCP connection is cut; a paired client heals by itself at once. */
  drop(user: string): void;
  /** Cut, and WhatsApp stays out of reach for this session: it heals at 0, 2, 6, 12, 20, 30, 42 s. */
  goOffline(user: string, how?: { forMs?: number; reach?: Reach }): void;
  comeBack(user: string): void;
  /** A temporary ban (402), from the next login on: the connection is cut for that. */
  ban(user: string, how?: { minutes?: number; code?: number }): void;
  unban(user: string): void;
  /** WhatsApp refuses the client as outdated (405), from the next login on; one that shows codes at once. */
  outdated(user: string, on?: boolean): void;
  /** The connection is cut and the next logins are refused with this reason: 401, 403, 406, 409, 415, 500, 503. */
  refuseLogin(user: string, how: { reason: number; times?: number }): void;
  /** The stream of an online session ends with this code: 500, 503, 515, or none. */
  streamError(user: string, code: string): void;
  /** WhatsApp is out of reach for everybody. */
  outage(on: boolean, how?: { reach?: Reach; cut?: boolean }): void;
  /** WhatsApp stops answering on open sockets, for one user or for everybody. */
  silence(on: boolean, user?: string): void;
}

export function createWeather({ whatsapp }: Service, find: UserFinder): WeatherControl {
  const cutAll = (links: Iterable<Link>) => {
    for (const link of [...links]) whatsapp.cut(link);
  };
  const drop = (user: string) => cutAll(find.links(user));

  return {
    drop,
    goOffline(user, { forMs, reach = 'refused' } = {}) {
      const { id } = find.row(user);
      whatsapp.setReach(reach, id);
      cutAll(find.links(user));
      if (forMs !== undefined) whatsapp.after(forMs, () => whatsapp.setReach('ok', id));
    },
    comeBack: (user) => whatsapp.setReach('ok', find.row(user).id),
    ban(user, { minutes = 60, code = 101 } = {}) {
      whatsapp.ban(find.phone(user), minutes, code);
      drop(user);
    },
    unban(user) {
      whatsapp.account(find.phone(user)).ban = null;
    },
    outdated(user, on = true) {
      const unpaired = find.links(user).filter((link) => link.phase === 'registering');
      if (on) for (const link of unpaired) link.owner.onLoginFailure(link, { reason: 405 });
      if (unpaired.length > 0) return;
      whatsapp.account(find.phone(user)).refusal = on ? { reason: 405, times: Infinity } : null;
      if (on) drop(user);
    },
    refuseLogin(user, { reason, times = 1 }) {
      whatsapp.account(find.phone(user)).refusal = { reason, times };
      drop(user);
    },
    streamError(user, code) {
      const online = find.links(user).filter((link) => link.phase === 'online');
      for (const link of online) whatsapp.endStream(link, { kind: 'error', code });
    },
    outage(on, { reach = 'refused', cut = true } = {}) {
      whatsapp.setReach(on ? reach : 'ok');
      if (on && cut) cutAll(whatsapp.links);
    },
    silence: (on, user) => whatsapp.setSilent(on, user === undefined ? undefined : find.row(user).id),
  };
}
