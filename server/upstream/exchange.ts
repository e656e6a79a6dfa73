/** One HTTP exchange with the service: timed, never redirected, and its errors free of secrets. */
import { setMaxListeners } from 'node:events';
import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import axios from 'axios';
import type { Answer } from './answers.ts';
import type { Request } from './call.ts';
import { UpstreamError } from './upstream-error.ts';
import { exchangeFault, type GivenUp } from './exchange-fault.ts';

interface Exchange {
  /** Throws UpstreamError, or the signal's reason when the caller gave up. */
  send(request: Request): Promise<Answer>;
  /** Gives up what is under way and lets the sockets go. */
  close(): void;
}

/** axios would leave other letters out, and so ask with another token. */
const fitsHeader = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/;
const fewBytes = 4 * 1024 * 1024;
/** Well below the idle end of the service and of common proxies: an old socket may be closed under a new call. */
const idleSocketMs = 20_000;

/** `reuse`: keep sockets for the next call. Writes do not: a fresh socket tells for certain whether they were sent. */
export function createExchange(server: {
  baseUrl: string;
  adminToken: string | null;
  reuse: boolean;
}): Exchange {
  const base = server.baseUrl.replace(/\/+$/, '');
  const client = base.startsWith('https:') ? https : http;
  const agentOptions = { keepAlive: server.reuse, timeout: idleSocketMs };
  const httpAgent = new http.Agent(agentOptions);
  const httpsAgent = new https.Agent(agentOptions);
  const closing = new AbortController();
  // Each call under way listens; how many there are is bounded elsewhere.
  setMaxListeners(0, closing.signal);

  function credentials(as: Request['as']): Record<string, string> {
    if (as === 'nobody') return {};
    const secret = as === 'admin' ? (server.adminToken ?? '') : as.token;
    if (secret === '') throw new UpstreamError('refused_token', { says: 'no token to ask with' });
    if (!fitsHeader.test(secret))
      throw new UpstreamError('refused_token', { says: 'this token fits in no header' });
    return as === 'admin' ? { Authorization: secret } : { token: secret };
  }

  async function attempt(request: Request, progress: Progress): Promise<Answer> {
    const stop = new AbortController();
    let givenUp: GivenUp = null;
    const giveUp = (why: GivenUp) => () => {
      givenUp ??= why;
      stop.abort();
    };
    const [onAbort, onClose] = [giveUp('aborted'), giveUp('closed')];
    const timer = setTimeout(giveUp('timeout'), request.timeoutMs);
    request.signal?.addEventListener('abort', onAbort, { once: true });
    closing.signal.addEventListener('abort', onClose, { once: true });
    try {
      const answer = await axios.request<Buffer>({
        url: base + request.path,
        method: request.method,
        headers: { Accept: 'application/json', ...credentials(request.as) },
        data: request.body,
        responseType: 'arraybuffer',
        maxRedirects: 0,
        maxContentLength: request.maxBytes ?? fewBytes,
        validateStatus: () => true,
        proxy: false,
        httpAgent,
        httpsAgent,
        signal: stop.signal,
        transport: {
          request: (to: RequestOptions, onAnswer: (answer: IncomingMessage) => void) =>
            watch(client.request(to, onAnswer), progress),
        },
      });
      const contentType = String(answer.headers['content-type'] ?? '');
      return { status: answer.status, contentType, bytes: answer.data };
    } catch (error) {
      if (givenUp === 'aborted') throw request.signal?.reason;
      if (error instanceof UpstreamError) throw error;
      throw exchangeFault(error, givenUp, request.method !== 'GET' && progress.sent);
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
      closing.signal.removeEventListener('abort', onClose);
    }
  }

  return {
    async send(request) {
      request.signal?.throwIfAborted();
      if (closing.signal.aborted) throw new UpstreamError('unreachable', { says: 'closed' });
      const progress: Progress = { sent: false, reused: false };
      try {
        return await attempt(request, progress);
      } catch (error) {
        // The other side closes an idle socket just as it is used again: no fault, and a read may be asked anew.
        const closedUnderway = error instanceof UpstreamError && ['econnreset', 'epipe'].includes(error.says);
        if (!(closedUnderway && progress.reused && request.method === 'GET')) throw error;
        return attempt(request, progress);
      }
    },
    close() {
      closing.abort();
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

interface Progress {
  /** It had a socket that reaches the other side: from then on it may be carried out. */
  sent: boolean;
  reused: boolean;
}

function watch(request: ClientRequest, progress: Progress): ClientRequest {
  return request.once('socket', (socket: Socket) => {
    progress.reused = request.reusedSocket;
    const connected = () => {
      progress.sent = true;
    };
    if (!socket.connecting) connected();
    else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected);
  });
}
