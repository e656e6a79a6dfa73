/** The live side of a pairing link: one session's code, for whoever has the link and no account. */
import type { SessionState } from '../contract/session.ts';
import type { PairingContextEvent, Refusal } from '../contract/socket.ts';
import { createBackoff } from './backoff.ts';
import type { Connection } from './connection-state.ts';
import { openConnection } from './connection.ts';
import { createCredentials } from './credentials.ts';
import { HeliographError } from './heliograph-error.ts';
import { createListeners } from './listeners.ts';
import { createServerClock } from './server-clock.ts';
import { createStates } from './states.ts';
import { watchWake } from './wake.ts';

export interface PairingLinkFeed {
  /** Whose pairing it is and who asks; null until it was told. */
  readonly context: PairingContextEvent | null;
  readonly state: SessionState | null;
  /** `signed-out` with reason `link_ended`: used, revoked, or at its end. */
  readonly connection: Connection;
  /** The gateway's clock in ms; null while it is not known. */
  now(): number | null;
  /** Called when any of the above changes. */
  onChange(listener: () => void): () => void;
  /** Starts or renews the pairing, three times at most. @throws HeliographError */
  start(): Promise<void>;
  /** A code to type on the phone with this number. @throws HeliographError */
  code(phone: string): Promise<string>;
  retry(): void;
  close(): void;
}

const answerMs = 90_000;

/** @param url of the gateway, "" in a page of its own; @param token what the link has after its `#` */
export function openPairingLink(url: string, token: string): PairingLinkFeed {
  const clock = createServerClock();
  const changes = createListeners<void>();
  const states = createStates(() => 'whole');
  let context: PairingContextEvent | null = null;
  const link = openConnection({
    url,
    credentials: createCredentials(token),
    authOf: (pairingLink) => ({ pairingLink }),
    backoff: createBackoff(),
    onState(state) {
      if (state.is === 'live') clock.restart();
      changes.tell();
    },
  });
  const { socket } = link;
  socket.on('pairing:context', (told) => {
    context = told;
    changes.tell();
  });
  socket.on('session:state', ({ changed, serverTime, ...state }) => {
    wake.check();
    clock.learn(serverTime);
    if (states.take(state, changed)) changes.tell();
  });
  socket.on('session:removed', ({ id }) => {
    if (states.remove(id)) changes.tell();
  });

  // Its holder goes to WhatsApp and comes back: what is shown after that has to be what holds.
  const again = () => {
    clock.distrust();
    if (socket.connected) link.renew();
    else link.hurry();
  };
  const wake = watchWake({
    slept: again,
    back: () => (socket.connected && clock.now() === null ? again() : link.hurry()),
    networkGone: () => link.networkGone(),
  });

  async function call<T extends { ok: true }>(asked: Promise<T | Refusal>): Promise<T> {
    const answer = await asked.catch((error: unknown) => {
      const message = 'The gateway did not answer in time';
      throw new HeliographError({ reason: 'timeout', status: 0, message }, { cause: error });
    });
    if (answer.ok) return answer;
    const { reason, why, error: message, details, retryAfterS } = answer;
    throw new HeliographError({ reason, why, status: statusOf(reason), message, details, retryAfterS });
  }

  return {
    get context() {
      return context;
    },
    get state() {
      return states.all()[0] ?? null;
    },
    get connection() {
      return link.state();
    },
    now: () => clock.now(),
    onChange: (listener) => changes.add(listener),
    async start() {
      await call(socket.timeout(answerMs).emitWithAck('pairing:start', {}));
    },
    async code(phone) {
      return (await call(socket.timeout(answerMs).emitWithAck('pairing:code', { phone }))).code;
    },
    retry: () => link.retry(),
    close() {
      wake.stop();
      link.close();
      changes.clear();
    },
  };
}

/** A refusal over the socket has no status; these are what REST answers with the same word. */
function statusOf(reason: Refusal['reason']): number {
  if (reason === 'link_ended') return 410;
  if (reason === 'rate_limited' || reason === 'too_many') return 429;
  if (reason === 'invalid_phone' || reason === 'invalid_body') return 400;
  return reason === 'internal' ? 500 : 409;
}
