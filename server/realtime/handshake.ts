/** Who may open a socket: the page it comes from, the protocol it speaks, the token it brings. */
import { z } from 'zod';
import { protocolVersion } from '../../contract/socket.ts';
import type { Reason } from '../../contract/words.ts';
import type { Identity } from '../auth/identity.ts';
import type { Admitted } from '../links/links.ts';
import type { LiveSocket } from './socket.ts';

export interface HandshakeDeps {
  /** Throws an error with a `reason` (`unauthorized`, `token_expired`) on a token that is not good. */
  verify(token: string): Promise<Identity>;
  /** The same for a pairing link's token (`link_ended`). */
  links: { admit(token: string): Promise<Admitted> };
  /** Origins of other sites' pages that may connect. */
  corsOrigins: readonly string[];
  /** A proxy in front is trusted to say by X-Forwarded-Host which name the browser used. */
  trustProxy: false | number | string[];
}

/** Becomes the client's `connect_error`, with `data: { reason }`. */
export class HandshakeRefused extends Error {
  readonly data: { reason: Reason };
  constructor(reason: Reason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.data = { reason };
  }
}

const protocol = z.number().int().optional();
const Auth = z.union([
  z.object({ pairingLink: z.string().min(1).max(200), protocol }),
  z.object({ token: z.string().min(1).max(8_192), protocol }),
]);

type Headers = LiveSocket['handshake']['headers'];

/** A page of our own host, or of an origin that was named; no Origin: not a browser. */
export function originAllowed(
  headers: Headers,
  deps: Pick<HandshakeDeps, 'corsOrigins' | 'trustProxy'>,
): boolean {
  const { origin } = headers;
  if (origin === undefined) return true;
  if (deps.corsOrigins.includes(origin)) return true;
  const forwarded = deps.trustProxy ? headers['x-forwarded-host'] : undefined;
  const host = (Array.isArray(forwarded) ? forwarded[0] : forwarded)?.split(',')[0]?.trim() ?? headers.host;
  if (host === undefined || !URL.canParse(origin)) return false;
  const page = new URL(origin);
  // The browser leaves a scheme's own port out of Origin; a proxy may write it into Host.
  return URL.canParse(`${page.protocol}//${host}`) && new URL(`${page.protocol}//${host}`).host === page.host;
}

/** Whose socket it is; throws HandshakeRefused. */
export async function admit(
  handshake: LiveSocket['handshake'],
  deps: HandshakeDeps,
): Promise<{ who: Identity; link: Admitted | null }> {
  if (!originAllowed(handshake.headers, deps)) {
    throw new HandshakeRefused('origin_refused', 'This page may not connect here');
  }
  const auth = Auth.safeParse(handshake.auth);
  if (!auth.success) throw new HandshakeRefused('unauthorized', 'Unauthorized');
  if (auth.data.protocol !== undefined && auth.data.protocol !== protocolVersion) {
    throw new HandshakeRefused('invalid_body', `This gateway speaks protocol ${protocolVersion}`);
  }
  try {
    if ('token' in auth.data) return { who: await deps.verify(auth.data.token), link: null };
    const link = await deps.links.admit(auth.data.pairingLink);
    return { who: link.who, link };
  } catch (error) {
    const reason = refusalOf(error);
    const words = reason === 'link_ended' && error instanceof Error ? error.message : 'Unauthorized';
    throw new HandshakeRefused(reason, words, { cause: error });
  }
}

/** Whether it would be let in again; null: that cannot be said just now. */
export async function stillAdmitted(
  handshake: LiveSocket['handshake'],
  deps: HandshakeDeps,
): Promise<boolean | null> {
  try {
    await admit(handshake, deps);
    return true;
  } catch (error) {
    return error instanceof HandshakeRefused && error.data.reason !== 'internal' ? false : null;
  }
}

const refusals = ['token_expired', 'unauthorized', 'forbidden', 'link_ended'] as const;

/** The reason that an error of the token check carries; any other fault is ours. */
export function refusalOf(error: unknown): Reason {
  const reason = error instanceof Error && 'reason' in error ? error.reason : undefined;
  return refusals.find((known) => known === reason) ?? 'internal';
}
