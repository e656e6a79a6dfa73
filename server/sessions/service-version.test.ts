import { expect, test, vi } from 'vitest';
import pino from 'pino';
import { followServiceVersion } from './service-version.ts';
import type { UpstreamView } from './known.ts';

const log = pino({ level: 'silent' });

test('it is asked once, again when the service was away, and after a while; a failure keeps what was known', async () => {
  let now = 0;
  let tell: (view: UpstreamView) => void = () => undefined;
  const said = { uptimeMs: 1, totalUsers: 0, connectedUsers: 0, loggedInUsers: 0 };
  const health = vi.fn(() => Promise.resolve({ ...said, version: '1.0.5' }));
  const followed = followServiceVersion({
    reader: { health },
    reachability: {
      onChange(listener) {
        tell = listener;
        return () => undefined;
      },
    },
    clock: { now: () => now },
    log,
  });
  const view = (status: UpstreamView['status']) => tell({ status, since: now, observedAt: null });
  expect(followed.version()).toBeNull();
  view('reachable');
  view('reachable');
  await vi.waitFor(() => expect(followed.version()).toBe('1.0.5'));
  expect(health).toHaveBeenCalledTimes(1);
  health.mockImplementation(() => Promise.reject(new Error('too slow')));
  view('unreachable');
  view('reachable');
  expect(health).toHaveBeenCalledTimes(2);
  health.mockImplementation(() => Promise.resolve({ ...said, version: '1.0.6' }));
  now = 601_000;
  view('reachable');
  await vi.waitFor(() => expect(followed.version()).toBe('1.0.6'));
});
