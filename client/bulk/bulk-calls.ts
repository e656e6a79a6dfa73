import { deleteSession, transferSession } from '../manage/manage-calls.ts';
import type { Api } from '../api/port.ts';
import type { Send } from './runner.ts';

/** One call of a run, with the key of its own. */
export const sendOver =
  (api: Pick<Api, 'call'>): Send =>
  async (kind, id, to, idempotencyKey) => {
    switch (kind) {
      case 'delete':
        return void (await deleteSession(api, id, idempotencyKey));
      case 'transfer':
        return void (await transferSession(api, id, to?.id ?? null, idempotencyKey));
      case 'connect':
      case 'disconnect':
      case 'logout': {
        const path = `/api/admin/whatsapp/sessions/${encodeURIComponent(id)}/${kind}`;
        return void (await api.call('POST', path, { body: {}, idempotencyKey }));
      }
    }
  };
