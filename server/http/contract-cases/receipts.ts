/** Actions that are sent twice: the same key gets the first answer again. */
import { sessions, type Case } from './case.ts';
import { words } from './shapes.ts';

const headers = { 'idempotency-key': 'the-key-of-one-pairing' };
const call = `POST ${sessions}/{fresh}/pairphone`;
const first: { code?: string } = {};

export const receiptCases: Case[] = [
  {
    what: 'the same key and body: the first answer again, though each call makes a fresh code',
    prepare: async (world) => {
      const { body } = await world.call({ call, body: { Phone: '6281233784490' }, headers });
      first.code = (body.data as { LinkingCode: string }).LinkingCode;
      again.data = { LinkingCode: first.code };
    },
    call,
    body: { Phone: '6281233784490' },
    headers,
    code: 200,
    data: { LinkingCode: words(/^\w{4}-\w{4}$/) },
  },
  {
    what: 'the same key with another body',
    call,
    body: { Phone: '6281233784491' },
    headers,
    code: 422,
    reason: 'idempotency_key_reused',
  },
  {
    what: 'the same key at another session is another key',
    call: `POST ${sessions}/{idle}/pairphone`,
    body: { Phone: '6281233784490' },
    headers,
    code: 409,
    reason: 'not_connected',
  },
];
const again = receiptCases[0]!;
