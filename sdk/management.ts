/** Sessions made, changed, given away and removed; their secrets, timeline and uptime. */
import type { NewSessionBody, RevealData, SessionPatch, UptimeData } from '../contract/session-bodies.ts';
import type { Session } from '../contract/session.ts';
import type { TimelineEntry } from '../contract/socket.ts';
import type { Call, CallOptions, Done } from './request.ts';

export interface UptimeOptions {
  /** At most 200; left out: the first ones that one may see. */
  ids?: string[];
  window?: '24h' | '7d';
  /** Into how many parts the window is cut, 1-200. */
  cells?: number;
}

export interface TimelineOptions {
  /** An entry's id: what is older than it. `nextCursor` of the page before. */
  before?: string;
  limit?: number;
}

type Send = <T>(method: Call['method'], path: string, more?: Partial<Call>) => Promise<Done<T>>;

/** @param sessions the path of all sessions; @param change sends once, however often it has to be tried */
export function createManagement(sessions: string, read: Send, change: Send) {
  const of = (id: string) => `${sessions}/${encodeURIComponent(id)}`;
  return {
    /** Here and at the service. Without `token` one is made, which only `reveal` and an admin's status show. */
    create: async (body: NewSessionBody, more?: CallOptions): Promise<Session> =>
      (await change<Session>('POST', sessions, { body, ...more })).data,
    /** What is left out stays, and so does a secret that reads "***". `warning`: what waits for the next connect. */
    update: (id: string, body: SessionPatch, more?: CallOptions) =>
      change<Session>('PUT', of(id), { body, ...more }),
    /** Here and at the service; not while its codes run (`not_now`). */
    remove: (id: string, more?: CallOptions) =>
      change<{ id: string; generation: number }>('DELETE', of(id), { ...more }),
    /** @param userId null: nobody's from now on */
    transfer: async (id: string, userId: string | null, more?: CallOptions): Promise<Session> =>
      (await change<Session>('PUT', `${of(id)}/transfer`, { body: { userId }, ...more })).data,
    /** Admins only. @param reason 5 characters or more, for the audit */
    reveal: async (
      id: string,
      fields: (keyof RevealData)[],
      reason: string,
      { signal }: CallOptions = {},
    ): Promise<RevealData> =>
      (await read<RevealData>('POST', `${of(id)}/reveal`, { body: { fields, reason }, signal })).data,
    timeline: async (
      id: string,
      page: TimelineOptions = {},
      { signal }: CallOptions = {},
    ): Promise<{ events: TimelineEntry[]; nextCursor: string | null }> =>
      (
        await read<{ events: TimelineEntry[]; nextCursor: string | null }>(
          'GET',
          `${of(id)}/events${queryOf({ ...page })}`,
          { signal },
        )
      ).data,
    uptime: async (
      { ids, ...rest }: UptimeOptions = {},
      { signal }: CallOptions = {},
    ): Promise<UptimeData['items']> => {
      const query = queryOf({ ids: ids?.join(','), ...rest });
      return (await read<UptimeData>('GET', `${sessions}/uptime${query}`, { signal })).data.items;
    },
  };
}

/** "?a=b" of what is given; "" of nothing. */
export function queryOf(values: Record<string, unknown>): string {
  const given = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  );
  return given.length > 0 ? `?${new URLSearchParams(given).toString()}` : '';
}
