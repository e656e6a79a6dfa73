import { expect, test, vi } from 'vitest';
import { LinkEnded } from '../links/link-ended.ts';
import { openLink } from '../links/testing.ts';
import { pairingRow, person, startNode } from './testing.ts';

test('who came with a link is told when the service goes and comes back: by the state, and each time once', async () => {
  const row = pairingRow();
  const expiresAt = Date.now() + 60_000;
  const who = person({ kind: 'link', userId: 'link:1', role: 'operator', sessionId: row.id, expiresAt });
  const refuse = () => Promise.reject(new LinkEnded());
  const node = await startNode({
    deps: {
      links: {
        admit: () => Promise.resolve({ who, sessionName: row.name, askedBy: 'Rani', expiresAt }),
        onEnded: () => () => undefined,
        start: refuse,
        code: refuse,
      },
    },
  });
  node.tail.offer([row]);
  const holder = await openLink(`http://127.0.0.1:${node.port}`, '/pair#token');
  await vi.waitFor(() => expect(holder.states).toHaveLength(1));

  const become = (status: 'reachable' | 'unreachable') => {
    node.known.upstream = { ...node.known.upstream, status };
    node.upstreamMoved();
    // A sweep that is complete tells of nothing that moved.
    node.upstreamMoved();
  };
  become('unreachable');
  become('reachable');
  node.tail.offer([{ ...row, version: 2 }]);
  await vi.waitFor(() => expect(holder.last()?.version).toBe(2));
  const told = holder.states.map(({ version, freshness }) => [version, freshness.upstream]);
  expect(told).toEqual([
    [1, 'reachable'],
    [1, 'unreachable'],
    [1, 'reachable'],
    [2, 'reachable'],
  ]);
  expect(holder.states[1]?.changed).toEqual([]);
  expect(holder.states[2]?.qr?.image).toBe(row.qr?.image);
  expect(holder.heard).not.toContain('upstream:status');
});
