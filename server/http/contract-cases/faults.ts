/** What callers are answered when the service is not itself: each tells what is wrong, and the row stays true. */
import { expect } from 'vitest';
import { eventually } from '../../sessions/testing.ts';
import { sessions, type Case, type World } from './case.ts';

const of = (name: string, action: string) => `${sessions}/{${name}}/${action}`;
const well = { error500: false, garbage: false, hang: false, only: '' };
const control = (world: World) => world.gateway.simulator.control;

/** Until what was seen before is no answer any more. */
const refusedBy = (world: World, call: string, code: number) =>
  eventually(async () => (await world.call({ call })).status === code);

const upstreamIs = (status: 'reachable' | 'unreachable') => (world: World) =>
  eventually(async () => {
    const { body } = await world.call({ call: 'GET /api/admin/system' });
    return (body.data as { upstream: { status: string } }).upstream.status === status;
  });

const seedFailure = {
  error: 'Disconnect feature is still in development and may have bugs. Session status updated in database.',
  details: 'External service error',
  warning: 'This feature is experimental',
};

export const faultCases: Case[] = [
  {
    what: 'status from a service that hangs',
    prepare: (world) => {
      control(world).faults({ ...well, hang: true });
      return refusedBy(world, `GET ${of('online', 'status')}`, 504);
    },
    call: `GET ${of('online', 'status')}`,
    code: 504,
    reason: 'upstream_timeout',
  },
  {
    what: 'qr from a service that hangs',
    call: `GET ${of('codes', 'qr')}`,
    code: 504,
    reason: 'upstream_timeout',
  },
  {
    what: "disconnect while the service hangs: the seed's failure, key by key",
    call: `POST ${of('online', 'disconnect')}`,
    code: 500,
    reason: 'upstream_timeout',
    ...seedFailure,
  },
  {
    what: 'connect while the service hangs',
    call: `POST ${of('codes', 'connect')}`,
    code: 504,
    reason: 'upstream_timeout',
  },
  {
    what: 'connect at a service that answers HTML',
    prepare: (world) => control(world).faults({ ...well, garbage: true, only: 'POST' }),
    call: `POST ${of('idle', 'connect')}`,
    code: 502,
    reason: 'upstream_unreachable',
  },
  {
    what: 'status from a service that is down',
    prepare: (world) => {
      control(world).faults(well);
      control(world).down();
      return refusedBy(world, `GET ${of('online', 'status')}`, 502);
    },
    call: `GET ${of('online', 'status')}`,
    code: 502,
    reason: 'upstream_unreachable',
  },
  {
    what: 'connect at a service that is down',
    call: `POST ${of('own', 'connect')}`,
    as: 'oscar',
    code: 502,
    reason: 'upstream_unreachable',
  },
  {
    what: "disconnect while it is known to be down: the seed's failure",
    prepare: upstreamIs('unreachable'),
    call: `POST ${of('online', 'disconnect')}`,
    code: 500,
    reason: 'upstream_unreachable',
    ...seedFailure,
  },
  {
    what: 'a new session while it is known to be down, with a word on when to come again',
    call: `POST ${sessions}`,
    body: { name: 'Terlambat' },
    code: 503,
    reason: 'upstream_unavailable',
    retryAfter: true,
  },
  {
    what: 'sync with a service that is down',
    call: `POST ${sessions}/sync`,
    code: 502,
    reason: 'upstream_unreachable',
  },
  {
    what: 'what a sync would change at a service that is down',
    call: `GET ${sessions}/sync`,
    code: 502,
    reason: 'upstream_unreachable',
  },
  {
    what: 'what was seen last is still to be read, and says that it is old',
    call: `GET ${sessions}?status=all&q=test_user`,
    code: 200,
    data: expect.objectContaining({
      sessions: [
        expect.objectContaining({
          connected: true,
          desired: 'offline',
          freshness: expect.objectContaining({ upstream: 'unreachable' }) as unknown,
        }),
      ],
    }),
  },
  {
    what: 'when it is back, the wish to be offline is carried out',
    prepare: async (world) => {
      control(world).up();
      await upstreamIs('reachable')(world);
      await world.until('online', ({ connected }) => !connected);
    },
    call: `GET ${of('online', 'status')}`,
    code: 200,
    data: expect.objectContaining({ connected: false, phase: 'offline' }),
  },
];
