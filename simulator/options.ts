/** Which build of the service is played: wuzapi of February 2026, or the genfity build of January 2026. */
export type Build = 'Z' | 'G26';

/** How long things take, in milliseconds of simulated time. */
export interface Latency {
  /** TCP, TLS and Noise handshake of a socket to WhatsApp. */
  dialMs: number;
  /** From the handshake to WhatsApp's <success>. */
  loginMs: number;
  /** From the handshake of an unpaired client to its first code. */
  firstCodeMs: number;
  /** From PairSuccess to the stream error 515 that replaces the socket. */
  pairMs: number;
  /** How long the socket is gone before the paired client dials again. */
  pairGapMs: number;
  /** From the end that WhatsApp announces (a stream error, a refused login) to the end of the socket. */
  endMs: number;
}

/** Everything that can be chosen when a simulator starts. */
export interface SimulatorOptions {
  /** 0 takes a free port. */
  port: number;
  host: string;
  /** A port of their own for the controls (0: a free one), for a service whose port is closed; null: none. */
  controlPort: number | null;
  adminToken: string;
  /** Divides all simulated times: 10 makes the first QR code live for 6 s. */
  speed: number;
  build: Build;
  /** Sequences that kill the real service kill this one too; otherwise they are only written down. */
  deadly: boolean;
  latency: Latency;
  /** The service's own answer time for every call, in real milliseconds. */
  answerDelayMs: number;
  /** Share of database calls that answer "database is locked" and its like, as SQLite does. */
  sqliteHiccups: number;
  /** Readers of /session/status in flight that a write of the same session needs to be a crash (K4). */
  deadlyReaders: number;
  /** The global webhook; none when empty. */
  webhookUrl: string;
  webhookHmacKey: string;
  webhookFormat: 'json' | 'form';
  /** Whether WhatsApp tells the account's name after the first login; without a name a restart may forget it. */
  accountNames: boolean;
}

export const defaultOptions: SimulatorOptions = {
  port: 0,
  host: '127.0.0.1',
  controlPort: null,
  adminToken: 'simulator-admin-token',
  speed: 1,
  build: 'Z',
  deadly: false,
  latency: { dialMs: 60, loginMs: 90, firstCodeMs: 15, pairMs: 100, pairGapMs: 30, endMs: 300 },
  answerDelayMs: 0,
  sqliteHiccups: 0,
  deadlyReaders: 2,
  webhookUrl: '',
  webhookHmacKey: '',
  webhookFormat: 'json',
  accountNames: true,
};
