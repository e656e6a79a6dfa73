import type { FrontDoor } from './front-door.ts';
import type { Service } from './service.ts';
import { startSession } from './session-start.ts';
import type { Webhooks } from './webhooks.ts';

/** The service's process from outside. */
export interface ProcessControl {
  /**
   * The service stops answering. `reset` takes connections and resets them, `refuse` closes the port (then the
   * controls are in reach only in-process). Its sessions go on unless `kill` says otherwise.
   */
  down(how?: { mode?: 'reset' | 'refuse'; kill?: boolean }): Promise<void>;
  /** The service answers again; a process that was killed starts as after a restart. */
  up(): Promise<void>;
  /** The process ends and starts again: only what its database has as connected comes back. */
  restart(): Promise<void>;
  /** After a death: the same as a restart. */
  revive(): Promise<void>;
}

export interface ProcessState extends ProcessControl {
  /** Whether connections are reset at this moment. */
  isDown(): boolean;
}

export function createProcessControl(service: Service, webhooks: Webhooks, door: FrontDoor): ProcessState {
  let down = false;

  const stop = async (mode: 'reset' | 'refuse') => {
    down = true;
    if (mode === 'refuse') await door.close();
  };
  const start = async () => {
    if (!service.alive) startAgain(service, webhooks);
    down = false;
    await door.open(door.port);
  };
  service.onDeath = () => {
    down = true;
    door.resetSockets();
  };

  return {
    isDown: () => down,
    async down({ mode = 'reset', kill = false } = {}) {
      if (kill) service.stopProcess();
      await stop(mode);
      // The control call itself may be on one of these sockets: it is answered first.
      setImmediate(() => down && door.resetSockets());
    },
    up: start,
    async restart() {
      service.stopProcess();
      await start();
    },
    revive: start,
  };
}

/** What the service does at its own start: exactly the sessions that its database has as connected. */
function startAgain(service: Service, webhooks: Webhooks): void {
  service.startProcess();
  for (const row of service.rows.values()) {
    if (!row.connected) continue;
    const user = service.userByToken(row.token);
    // They are marked as not connected until their login says otherwise.
    service.update(row.id, { connected: false });
    if (user) void startSession(service, webhooks, user);
  }
}
