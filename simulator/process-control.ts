import type { Socket } from 'node:net';
import type { FrontDoor } from './front-door.ts';
import type { Service } from './service.ts';
import { startSession } from './session-start.ts';
import type { Webhooks } from './webhooks.ts';

/** The service's process from outside. */
export interface ProcessControl {
  /**
   * The service stops answering: `reset` takes connections and resets them, `refuse` closes the port. Its sessions
   * go on unless `kill` says otherwise.
   */
  down(how?: { mode?: 'reset' | 'refuse'; kill?: boolean }): Promise<void>;
  /** The service answers again; a process that was killed or died starts as after a restart. */
  up(): Promise<void>;
  /** The process ends and starts again: only what its database has as connected comes back. */
  restart(): Promise<void>;
  /** After a death: the same as `up`. */
  revive(): Promise<void>;
}

export interface ProcessState extends ProcessControl {
  /** Whether connections are reset at this moment. */
  isDown(): boolean;
  /** Connections that carry a control call: they outlive the service's death. */
  controlSockets: Set<Socket>;
}

/** Plays the life of the service's process on its listener. */
export function createProcessControl(service: Service, webhooks: Webhooks, door: FrontDoor): ProcessState {
  const controlSockets = new Set<Socket>();
  let down = false;

  const goDown = () => {
    down = true;
    door.resetSockets(controlSockets);
  };
  const up = async () => {
    if (!service.alive) startAgain(service, webhooks);
    down = false;
    await door.open(door.port);
  };
  service.onDeath = goDown;

  return {
    controlSockets,
    isDown: () => down,
    async down({ mode = 'reset', kill = false } = {}) {
      if (kill) service.stopProcess();
      goDown();
      if (mode === 'refuse') await door.close();
    },
    up,
    async restart() {
      service.stopProcess();
      goDown();
      await up();
    },
    revive: up,
  };
}

/** What the service does at its own start: exactly the sessions that its database has as connected. */
function startAgain(service: Service, webhooks: Webhooks): void {
  service.startProcess();
  for (const row of service.rows.values()) {
    if (!row.connected) continue;
    const user = service.userByToken(row.token);
    // They are marked as not connected until their login says otherwise.
    service.update(row.id, { connected: false, hmacKeyInUse: row.hmacKeyByCall });
    if (user) void startSession(service, webhooks, user);
  }
}
