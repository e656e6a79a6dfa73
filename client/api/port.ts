/** The calls the dashboard makes. Implemented over the sdk; tests play it. No component calls anything else. */
import type { LoginData, User } from '../../contract/rest.ts';
import type { TimelineEntry } from '../../contract/socket.ts';
import type { SyncData } from '../../contract/sync.ts';

export interface TimelinePage {
  events: TimelineEntry[];
  nextCursor: string | null;
}

/** What the simulated phone and the simulated service can be told, in the demo only. */
export type PhoneAct =
  /** `text` is what the camera read from the screen; `phone` the number of the phone, null: a new one. */
  | { act: 'scan'; text: string; phone: string | null }
  | { act: 'enterCode'; code: string; phone: string }
  | { act: 'unlink' | 'goOffline' | 'openElsewhere' | 'ban' };
export type Trouble = 'down' | 'slow' | 'loseWebhooks';

export interface CallBody {
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export interface Api {
  /** Any call of the contract; `path` from /api on. What each page calls stands in a file of that page. */
  call<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, more?: CallBody): Promise<T>;
  login(email: string, password: string): Promise<LoginData>;
  /** With the cookie; rejects with 401 if there is no login to go on with. */
  refresh(): Promise<LoginData>;
  signOut(): Promise<void>;
  connect(id: string): Promise<void>;
  disconnect(id: string): Promise<void>;
  logout(id: string): Promise<void>;
  pairPhone(id: string, phone: string): Promise<void>;
  sync(): Promise<SyncData>;
  /** Newest first; null where this server keeps no history. */
  timeline(id: string, before?: string): Promise<TimelinePage | null>;
  phone(sessionId: string, act: PhoneAct): Promise<void>;
  trouble(trouble: Trouble, on: boolean): Promise<void>;
  /** Those that the simulated service has now, whoever made them; `down` is told by the feed. */
  troubles(): Promise<Trouble[]>;
}

export type { LoginData, SyncData, User };
