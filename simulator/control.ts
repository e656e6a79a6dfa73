import type { CallCounts, Journal, Told } from './journal.ts';
import type { PhoneControl } from './phone.ts';
import { createPhone } from './phone.ts';
import type { ProcessControl } from './process-control.ts';
import type { SeedUser } from './seed.ts';
import { addUser } from './seed.ts';
import { seedDemo } from './seed-demo.ts';
import type { Death, Service } from './service.ts';
import type { ServiceFaults } from './service-faults.ts';
import type { UserTruth } from './truth.ts';
import { truthOf } from './truth.ts';
import type { UserRow } from './user.ts';
import { createUserFinder } from './user-finder.ts';
import type { WeatherControl } from './weather.ts';
import { createWeather } from './weather.ts';
import type { WebhookFaults, WebhookRecord, Webhooks } from './webhooks.ts';

/** Everything that is really so, whatever the service says. */
export interface Truth {
  /** False after a deadly sequence, until `revive`. */
  alive: boolean;
  deaths: Death[];
  users: UserTruth[];
  /** The last thousand webhooks, also those that were lost on purpose. */
  webhooks: WebhookRecord[];
}

/** All controls: the phone, the weather, the service's process and its faults, and what is true. */
export interface SimulatorControl extends PhoneControl, WeatherControl, ProcessControl {
  addUser(seed: SeedUser): UserRow;
  /** Six sessions in different states. */
  seedDemo(): UserRow[];
  /** Changes how the service misbehaves as a whole; the fields not given stay. */
  faults(change: Partial<ServiceFaults>): void;
  webhookFaults(change: Partial<WebhookFaults>): void;
  /** How it misbehaves now. */
  troubles(): { slowMs: number; lose: WebhookFaults['lose'] };
  /** Sets the global webhook of a running service, as its environment does at the start. */
  globalWebhook(url: string, key: string): void;
  /** The next start of this session does not find its device: it shows a code although it is paired (T8). */
  failNextRead(user: string): void;
  /** Connect says "already connected", qr and logout "not connected", until `on` is false or a restart (T9). */
  deadEnd(user: string, on?: boolean): void;
  truth(): Truth;
  truthOf(user: string): UserTruth;
  calls(): CallCounts;
  /** The answer about a session that a caller asked for last and got. */
  lastAnswer(user: string): Told | null;
  resetCalls(): void;
}

interface ControlWorld {
  service: Service;
  webhooks: Webhooks;
  journal: Journal;
  faults: ServiceFaults;
  process: ProcessControl;
}

/** Puts the controls together. */
export function createControl({
  service,
  webhooks,
  journal,
  faults,
  process,
}: ControlWorld): SimulatorControl {
  const find = createUserFinder(service);
  const add = (seed: SeedUser) => addUser(service, webhooks, seed);
  return {
    ...createPhone(service, find),
    ...createWeather(service, find),
    down: process.down,
    up: process.up,
    restart: process.restart,
    revive: process.revive,
    addUser: add,
    seedDemo: () => seedDemo(add),
    faults: (change) => void Object.assign(faults, change),
    webhookFaults: (change) => void Object.assign(webhooks.faults, change),
    troubles: () => ({ slowMs: faults.slowMs, lose: webhooks.faults.lose }),
    failNextRead: (user) => void service.failingReads.add(find.row(user).id),
    deadEnd(user, on = true) {
      const { id } = find.row(user);
      if (on) service.deadEnds.add(id);
      else service.deadEnds.delete(id);
    },
    globalWebhook(url, key) {
      service.options.webhookUrl = url;
      service.options.webhookHmacKey = key;
    },
    truth: () => ({
      alive: service.alive,
      deaths: [...service.deaths],
      users: [...service.rows.values()].map((row) => truthOf(service, row)),
      webhooks: [...webhooks.sent],
    }),
    truthOf: (user) => truthOf(service, find.row(user)),
    calls: () => journal.read(),
    lastAnswer: (user) => journal.lastAnswer(find.row(user).id),
    resetCalls: () => journal.reset(),
  };
}
