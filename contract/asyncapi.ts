/** The AsyncAPI 3 document of the Socket.IO side, made from the schemas that validate what is sent. */
import { z } from 'zod';
import { clientCalls, protocolVersion, Refusal, serverEvents } from './socket.ts';

type Call = keyof typeof clientCalls;
type Event = keyof typeof serverEvents;

const events: Record<Event, string> = {
  'session:state':
    "The whole state of a session, not a patch, each time it changes. `changed` names what differs from the last one. For one session (generation, version) only grow. To a pairing link's socket it is sent again, `changed` empty, when the WhatsApp service goes or comes back: it gets no upstream:status.",
  'session:states': 'The further pages of a snapshot, after a subscribe that was answered with `more`.',
  'session:removed': 'The session was deleted. A later one with this id has a higher generation.',
  'session:presence': 'Who looks at this session now. To those subscribed by id.',
  'session:event':
    'An entry of the timeline. To those subscribed by id. Not repeated: after a gap, read it over REST.',
  'upstream:status':
    'Whether the WhatsApp service answers, at each change and after each complete sweep. Until then all states are what was last seen.',
  'auth:required': 'Sent 60 s before the token ends: answer with auth:refresh.',
  'auth:expired': 'The token ended, or was revoked. The socket is closed next.',
  'pairing:context': "First thing to a pairing link's socket: whose session it is, and until when.",
};

const calls: Record<Call, string> = {
  subscribe:
    'Begins to send what happens to these sessions, or to all that one may see; its ack has their states. By id with QR images and pairing codes, for those who may see them; "all" without.',
  unsubscribe: 'Ends it.',
  'auth:refresh': 'Brings a newer token for the same person, and the socket stays.',
  'pairing:start': 'Starts or renews the pairing, at most three times. For a pairing link alone.',
  'pairing:code': 'Makes a pairing code for this number. For a pairing link alone.',
};

const schemaOf = (schema: z.ZodType) => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7' });
  return rest;
};

/** Names without ":" for what the document's own pointers name. */
const nameOf = (event: string) => event.replace(/:(\w)/g, (_, letter: string) => letter.toUpperCase());
const message = (name: string) => ({ $ref: `#/channels/gateway/messages/${name}` });

/** @returns a document of AsyncAPI 3.0.0, ready for JSON. */
export function asyncApiDocument(): object {
  const sent = Object.entries(serverEvents).map(([event, payload]) => ({ event: event as Event, payload }));
  const asked = Object.entries(clientCalls).map(([call, shapes]) => ({ call: call as Call, ...shapes }));
  const messages = {
    ...Object.fromEntries(
      sent.map(({ event, payload }) => [
        nameOf(event),
        { name: event, summary: events[event], payload: schemaOf(payload) },
      ]),
    ),
    ...Object.fromEntries(
      asked.flatMap(({ call, payload, ack }) => [
        [nameOf(call), { name: call, summary: calls[call], payload: schemaOf(payload) }],
        [`${nameOf(call)}Ack`, { name: `${call} ack`, payload: schemaOf(ack) }],
      ]),
    ),
    refusal: {
      name: 'refusal',
      summary: 'The ack of any call that is refused; `reason` is for programs.',
      payload: schemaOf(Refusal),
    },
  };
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Heliograph live events',
      version: String(protocolVersion),
      description:
        'Socket.IO 4, path /socket.io, namespace /, websocket only. The handshake is `auth: { token, protocol?: number }`, or `auth: { pairingLink: token }`; a refused one gets `connect_error` with `data: { reason }`. Each call of a client has an ack: what it asked for, or a refusal. All times are ISO 8601 in UTC; `serverTime` is the moment of sending.',
    },
    defaultContentType: 'application/json',
    channels: { gateway: { address: '/socket.io', messages } },
    operations: {
      ...Object.fromEntries(
        sent.map(({ event }) => [
          nameOf(event),
          {
            action: 'send',
            channel: { $ref: '#/channels/gateway' },
            summary: events[event],
            messages: [message(nameOf(event))],
          },
        ]),
      ),
      ...Object.fromEntries(
        asked.map(({ call }) => [
          nameOf(call),
          {
            action: 'receive',
            channel: { $ref: '#/channels/gateway' },
            summary: calls[call],
            messages: [message(nameOf(call))],
            reply: {
              channel: { $ref: '#/channels/gateway' },
              messages: [message(`${nameOf(call)}Ack`), message('refusal')],
            },
          },
        ]),
      ),
    },
  };
}
