/** What the REST side needs of the rest of the house. */
import type { PushesView, PushWindow, SystemView } from '../../contract/system.ts';
import type { Cipher } from '../../db/cipher.ts';
import type { Db } from '../../db/database.ts';
import type { SessionRow } from '../../db/session-row.ts';
import type { SessionStore } from '../../db/sessions.ts';
import type { Auth } from '../auth/auth.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Links } from '../links/links.ts';
import type { Audit } from '../observability/audit.ts';
import type { DatabasePulse } from '../observability/database-pulse.ts';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Actions } from '../sessions/act.ts';
import type { Management } from '../sessions/act-manage.ts';
import type { Known } from '../sessions/known.ts';
import type { Looker } from '../sessions/look.ts';
import type { Sync } from '../sessions/sync.ts';
import type { Viewers } from '../sessions/viewers.ts';
import type { WebhookDoor } from './webhook.ts';

export interface AppDeps {
  config: Pick<Config, 'corsOrigins' | 'trustProxy' | 'metricsToken'>;
  db: Db;
  /** Whose sessions these are: the demo's, or the real service's. */
  scope: string;
  cipher: Pick<Cipher, 'seal' | 'open' | 'hash'>;
  /** This node's name. */
  node: string;
  clock: Clock;
  log: Log;
  auth: Auth;
  audit: Pick<Audit, 'record'>;
  metrics: Pick<Metrics, 'requested' | 'expose'>;
  /** What GET /api/admin/system answers. */
  system(): Promise<SystemView>;
  /** What GET /api/admin/system/pushes answers. */
  pushes(window: PushWindow): Promise<PushesView>;
  known: Known;
  store: Pick<SessionStore, 'page' | 'byIds'>;
  fresh: Looker['fresh'];
  viewers: Pick<Viewers, 'look'>;
  /** When an unwatched pairing stops, ms; null while somebody looks. */
  idleStopsAt(row: SessionRow): number | null;
  actions: Pick<Actions, 'connect' | 'pairPhone' | 'disconnect' | 'logout'>;
  manage: Management;
  sync: Sync['sync'];
  previewSync: Sync['previewSync'];
  links: Pick<Links, 'create' | 'open' | 'revoke'>;
  webhook: WebhookDoor;
  /** Whether Postgres answered when it was asked last. */
  database: Pick<DatabasePulse, 'answers'>;
  /** True while the gateway serves: from the end of its start to the beginning of its end. */
  ready(): boolean;
  /** The built dashboard. */
  staticDir: string;
  /** Base URL of the simulator's controls (…/_sim), in the demo only. */
  demo: { controlUrl: string } | null;
}
