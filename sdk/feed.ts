/** The live feed: subscribe to sessions and get each committed state once, newest last, whatever the network does. */
import type { SessionState } from '../contract/session.ts';
import type { PresenceEvent, TimelineEntry, UpstreamStatusEvent } from '../contract/socket.ts';
import type { Connection } from './connection-state.ts';
import type { TokenSource } from './credentials.ts';
import type { Doubt } from './doubt.ts';
import type { Change } from './states.ts';

export interface FeedOptions {
  /** A token, or a function that gives one; `fresh` asks for another than the last. */
  token: TokenSource;
  /** The ceiling of the waits between attempts. */
  maxBackoffMs?: number;
  firstBackoffMs?: number;
}

export interface Feed {
  /**
   * Follows sessions by id (with QR images and pairing codes) or all that this person may see (without), until the
   * returned function is called. The listener gets what is known already, then each change, of these sessions only.
   */
  subscribe(sessions: string | string[] | 'all', listener?: (change: Change) => void): () => void;
  get(id: string): SessionState | undefined;
  /** Every session that is followed; the same array until something changes. */
  states(): readonly SessionState[];
  /** The first complete answer to this subscription is here (and after a loss, still). */
  loaded(session: string | 'all'): boolean;
  /** Asked for by id, and does not exist, or is somebody else's (or has become so). */
  denied(id: string): boolean;
  /** Who looks at a session that is followed by id. */
  presence(id: string): PresenceEvent | undefined;
  /** The WhatsApp service, as the gateway sees it; null until it was told. */
  readonly upstream: UpstreamStatusEvent | null;
  readonly connection: Connection;
  /** Set while what is shown is not confirmed: the gateway is not heard, or what was asked is not answered again yet. */
  readonly doubt: Doubt | null;
  /** The gateway's clock in ms; null while it is not known or not to be trusted (after sleep). */
  now(): number | null;
  onChange(listener: (change: Change) => void): () => void;
  /** Entries of the timeline as they happen. None is sent again after a gap: read them over REST then. */
  onEvent(listener: (entry: TimelineEntry) => void): () => void;
  onPresence(listener: (presence: PresenceEvent) => void): () => void;
  onUpstream(listener: (status: UpstreamStatusEvent) => void): () => void;
  onConnection(listener: (connection: Connection) => void): () => void;
  /** A subscription has its first complete answer, or has it again after a loss. */
  onLoaded(listener: (sessions: string[] | 'all') => void): () => void;
  /** Resolves with the first state that satisfies; rejects with a HeliographError, or the signal's reason. */
  waitFor(
    id: string,
    predicate: (state: SessionState) => boolean,
    options?: WaitOptions,
  ): Promise<SessionState>;
  /**
   * The states of these sessions, the known ones first, then each change; one that is slow gets the newest of each.
   * Ends by `break`, or throws: the signal's reason, or a HeliographError when signed out or closed, and when the
   * one session that was asked for is gone.
   */
  changes(
    sessions: string | string[] | 'all',
    options?: { signal?: AbortSignal },
  ): AsyncGenerator<SessionState, void, undefined>;
  onDoubt(listener: (doubt: Doubt | null) => void): () => void;
  /** Tries to connect at once; after a sign-out with a fresh token. While connected it asks for everything again. */
  retry(): void;
  close(): void;
}

export interface WaitOptions {
  signal?: AbortSignal;
  /** No limit when left out. */
  timeoutMs?: number;
}
