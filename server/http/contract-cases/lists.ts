/** Sessions in pages, sync, and the timeline. */
import { expect } from 'vitest';
import { sessions, type Case } from './case.ts';
import { text } from './shapes.ts';
import { partly } from './shapes.ts';

export const listsCases: Case[] = [
  { what: 'the list of all', call: `GET ${sessions}`, code: 200 },
  { what: 'the list for a viewer', as: 'vera', call: `GET ${sessions}?limit=2`, code: 200 },
  {
    what: 'the list for an operator: the own',
    as: 'oscar',
    call: `GET ${sessions}`,
    code: 200,
    data: { sessions: [partly({ name: 'Toko Selatan', token: '***' })], total: 1, nextCursor: null },
  },
  {
    what: 'the list of what is connected',
    call: `GET ${sessions}?status=connected&q=test`,
    code: 200,
    data: partly({ total: 1, sessions: [partly({ connected: true, loggedIn: true, token: '***' })] }),
  },
  ...['status=online', 'limit=0', 'limit=201', 'limit=x', 'cursor=x', 'unknown=1', 'q=a&q=b'].map(
    (query): Case => ({
      what: `the list with ?${query}`,
      call: `GET ${sessions}?${query}`,
      code: 400,
      reason: 'invalid_query',
    }),
  ),
  {
    what: 'what a sync would change',
    call: `GET ${sessions}/sync`,
    code: 200,
    data: partly({ created: [], missing: [], leftOut: [] }),
  },
  {
    what: 'what a sync would change, for an operator',
    as: 'oscar',
    call: `GET ${sessions}/sync`,
    code: 403,
    reason: 'forbidden',
  },
  {
    what: 'sync',
    call: `POST ${sessions}/sync`,
    code: 200,
    data: partly({ created: 0, missing: 0 }),
  },
  { what: 'sync by an operator', as: 'oscar', call: `POST ${sessions}/sync`, code: 403, reason: 'forbidden' },
  {
    what: 'the timeline',
    call: `GET ${sessions}/{online}/events?limit=1`,
    code: 200,
    data: {
      events: [partly({ type: text })],
      nextCursor: expect.anything() as unknown,
    },
  },
  {
    what: 'the timeline before nothing',
    call: `GET ${sessions}/{online}/events?before=x`,
    code: 400,
    reason: 'invalid_query',
  },
];
