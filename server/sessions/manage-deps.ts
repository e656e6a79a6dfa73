/** What making, changing and removing sessions needs. */
import type { SessionStore } from '../../db/sessions.ts';
import type { Reader } from '../upstream/read.ts';
import type { Writer } from '../upstream/write.ts';
import type { createRunner, RunDeps } from './act-run.ts';
import type { Committer } from './commit.ts';

export interface ManageDeps extends Pick<RunDeps, 'rows' | 'known' | 'tail' | 'addEntry' | 'clock'> {
  writer: Writer;
  reader: Reader;
  store: SessionStore;
  committer: Committer;
  runner: ReturnType<typeof createRunner>;
  /** With an admin token sessions can be made and removed at the service. */
  byAdmin: boolean;
  /** The service's global webhook comes here. */
  pushed: boolean;
}
