import { createHash } from 'node:crypto';
import { z } from 'zod';
import { expect, test } from 'vitest';
import { protocolVersion } from './protocol-version.ts';
import * as actions from './actions.ts';
import * as audit from './audit.ts';
import * as envelope from './envelope.ts';
import * as keys from './keys.ts';
import * as links from './links.ts';
import * as people from './people.ts';
import * as rest from './rest.ts';
import * as session from './session.ts';
import * as bodies from './session-bodies.ts';
import * as socket from './socket.ts';
import * as sync from './sync.ts';
import * as system from './system.ts';
import * as timeline from './timeline.ts';
import * as words from './words.ts';

const rooms = {
  actions,
  audit,
  bodies,
  envelope,
  keys,
  links,
  people,
  rest,
  session,
  socket,
  sync,
  system,
  timeline,
  words,
};

/** Every schema of the wire by its name, as JSON Schema. */
function wire(): string {
  const schemas = Object.entries(rooms).flatMap(([room, names]) =>
    Object.entries(names).flatMap(([name, value]: [string, unknown]) =>
      value instanceof z.ZodType
        ? [[`${room}.${name}`, z.toJSONSchema(value, { unrepresentable: 'any', io: 'input' })] as const]
        : [],
    ),
  );
  const calls = Object.entries(socket.clientCalls).map(([name, { payload, ack }]) => [
    name,
    z.toJSONSchema(payload),
    z.toJSONSchema(ack),
  ]);
  const events = Object.keys(socket.serverEvents);
  return JSON.stringify([schemas.sort(([a], [b]) => (a < b ? -1 : 1)), calls, events]);
}

/**
 * What each version's wire hashes to. An addition that clients of the version may leave unread renews its hash; what
 * breaks them is a version of its own, which a handshake then refuses to the old ones.
 */
const hashes: Record<number, string> = {
  1: 'a5248c9d45c1978ef23eaffffa2092cd8710d2d60273ba8ff666a3f8a38a0102',
};

test('the schemas of the wire do not change unnoticed', () => {
  const hash = createHash('sha256').update(wire()).digest('hex');
  expect(hash, 'the wire changed: renew its hash, or raise protocolVersion if clients break').toBe(
    hashes[protocolVersion],
  );
});
