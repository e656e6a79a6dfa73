/** The dashboard's calls over the sdk, to the gateway that served this page. */
import { HeliographError } from '../../sdk/heliograph-error.ts';
import { request, type Call } from '../../sdk/request.ts';
import { createRest } from '../../sdk/rest.ts';
import type { Api, CallBody, PhoneAct, TimelinePage, Trouble } from './port.ts';

type Method = Call['method'];

const timelinePage = 50;
const slowMs = 8_000;
/** The phone comes back by itself. */
const offlineMs = 30_000;
const banMinutes = 10;

export function createGatewayApi(token: (ask: { fresh: boolean }) => Promise<string>): Api {
  const rest = createRest('', { token });
  const post = async (path: string, body: object): Promise<void> => {
    await request({ url: path, method: 'POST', body, token: await token({ fresh: false }) });
  };
  return {
    async call<T>(method: Method, path: string, more: CallBody = {}) {
      const send = async (fresh: boolean) =>
        (await request<T>({ url: path, method, token: await token({ fresh }), ...more })).data;
      try {
        return await send(false);
      } catch (error) {
        if (!(error instanceof HeliographError) || error.status !== 401) throw error;
        return send(true);
      }
    },
    login: rest.login,
    refresh: rest.refresh,
    signOut: async () => void (await rest.logout()),
    connect: async (id) => void (await rest.connect(id)),
    disconnect: async (id) => void (await rest.disconnect(id)),
    logout: async (id) => void (await rest.logoutSession(id)),
    pairPhone: async (id, phone) => void (await rest.pairPhone(id, phone)),
    sync: async () => (await rest.sync()).data,
    async timeline(id, before) {
      const query = new URLSearchParams({
        limit: String(timelinePage),
        ...(before === undefined ? {} : { before }),
      });
      try {
        const { data } = await request<TimelinePage>({
          url: `/api/admin/whatsapp/sessions/${encodeURIComponent(id)}/events?${query.toString()}`,
          method: 'GET',
          token: await token({ fresh: false }),
        });
        return data;
      } catch (error) {
        if (error instanceof HeliographError && error.status === 404) return null;
        throw error;
      }
    },
    phone: (sessionId, act) => post(`/api/demo/${act.act}`, { sessionId, ...bodyOf(act) }),
    trouble: (trouble, on) => post(...troubleCall(trouble, on)),
    async troubles() {
      const { data } = await request<{ slowMs: number; lose: string }>({
        url: '/api/demo/troubles',
        method: 'GET',
        token: await token({ fresh: false }),
      });
      return [
        ...(data.slowMs > 0 ? ['slow' as const] : []),
        ...(data.lose === 'none' ? [] : ['loseWebhooks' as const]),
      ];
    },
  };
}

function bodyOf(act: PhoneAct): object {
  switch (act.act) {
    case 'scan':
      return { qr: act.text, ...(act.phone === null ? {} : { phone: act.phone }) };
    case 'enterCode':
      return { code: act.code, phone: act.phone };
    case 'goOffline':
      return { forMs: offlineMs };
    case 'ban':
      return { minutes: banMinutes };
    case 'unlink':
    case 'openElsewhere':
      return {};
  }
}

function troubleCall(trouble: Trouble, on: boolean): [string, object] {
  switch (trouble) {
    case 'down':
      return [on ? '/api/demo/down' : '/api/demo/up', {}];
    case 'slow':
      return ['/api/demo/slow', { ms: on ? slowMs : 0 }];
    case 'loseWebhooks':
      return ['/api/demo/loseWebhooks', { which: on ? 'half' : 'none' }];
  }
}
