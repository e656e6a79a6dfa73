/** A phone number's linked device, as WhatsApp keeps it. */
export interface Device {
  phone: string;
  index: number;
  /** `<phone>:<index>@s.whatsapp.net` */
  jid: string;
  lid: string;
  /** False once the person unlinked it or it logged out. */
  linked: boolean;
}

/** What a refused login says: 401, 403, 406 unlink; 402 is a ban; 405 an outdated client; others are failures. */
export interface LoginFailure {
  reason: number;
  code?: number;
  expireMs?: number;
}

/** Stream errors of an open socket. */
export type StreamEnd = { kind: 'replaced' } | { kind: 'unlinked' } | { kind: 'error'; code: string };

/** The client at the other end of a socket hears this from WhatsApp. */
export interface LinkOwner {
  userId: string;
  onLoginSuccess(link: Link): void;
  onLoginFailure(link: Link, failure: LoginFailure): void;
  onPaired(link: Link, device: Device, platform: string, businessName: string): void;
  onPairRefused(link: Link, device: Device): void;
  onStreamEnd(link: Link, end: StreamEnd): void;
  /** The account got another name. */
  onRenamed(link: Link, name: string): void;
  /** The TCP connection is cut. */
  onCut(link: Link): void;
}

/** One socket between a client and WhatsApp, seen from WhatsApp. */
export interface Link {
  id: number;
  owner: LinkOwner;
  phase: 'registering' | 'login' | 'online' | 'paired' | 'closed';
  device: Device | null;
  /** The login code that is valid now, and until when (epoch ms). */
  code: { text: string; validUntil: number } | null;
  /** The pairing code that was asked for last. */
  linking: { code: string; phone: string } | null;
}
