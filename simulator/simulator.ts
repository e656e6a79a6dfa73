import { createTimers } from './clock.ts';
import type { SimulatorControl } from './control.ts';
import { createControl } from './control.ts';
import { createControlHttp } from './control-http.ts';
import { FrontDoor } from './front-door.ts';
import { Journal } from './journal.ts';
import type { Latency, SimulatorOptions } from './options.ts';
import { defaultOptions } from './options.ts';
import { createProcessControl } from './process-control.ts';
import { Service } from './service.ts';
import { noFaults } from './service-faults.ts';
import { createServiceHttp } from './service-http.ts';
import { createWebhooks } from './webhooks.ts';
import { WhatsApp } from './whatsapp.ts';

/** A running stand-in for the WhatsApp service, with everything behind it. */
export interface Simulator {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** Where the controls are, `…/_sim`: on the control port when there is one. */
  controlUrl: string;
  port: number;
  adminToken: string;
  control: SimulatorControl;
  stop(): Promise<void>;
}

export type StartOptions = Partial<Omit<SimulatorOptions, 'latency'>> & { latency?: Partial<Latency> };

/** Starts a stand-in on a port of its own (0: a free one). Options that are not given have their defaults. */
export async function startSimulator(given: StartOptions = {}): Promise<Simulator> {
  const options: SimulatorOptions = {
    ...defaultOptions,
    ...given,
    latency: { ...defaultOptions.latency, ...given.latency },
  };
  const whatsappTimers = createTimers(options.speed);
  const whatsapp = new WhatsApp(whatsappTimers, options.latency, options.speed);
  const service = new Service(options, whatsapp);
  const webhooks = createWebhooks(service);
  const journal = new Journal();
  const faults = noFaults(options.sqliteHiccups);
  const serveService = createServiceHttp(service, webhooks, journal, faults);
  const controlDoor = new FrontDoor(
    options.host,
    (request, response) => void serveControl(request, response),
  );
  const door = new FrontDoor(options.host, (request, response) => {
    if (request.url?.startsWith('/_sim/')) {
      process.controlSockets.add(request.socket);
      request.socket.once('close', () => process.controlSockets.delete(request.socket));
      return void serveControl(request, response);
    }
    process.controlSockets.delete(request.socket);
    if (process.isDown()) return void request.socket.resetAndDestroy();
    serveService(request, response).catch(() => request.socket.destroy());
  });
  const process = createProcessControl(service, webhooks, door);
  const control = createControl({ service, webhooks, journal, faults, process });
  const serveControl = createControlHttp(control);
  service.onWrite = (userId) => {
    if (journal.readersOf(userId) < options.deadlyReaders) return;
    service.die('K4', 'a session was written while its /session/status was read by many');
  };
  await door.open(options.port);
  if (options.controlPort !== null) await controlDoor.open(options.controlPort);
  return {
    url: `http://${options.host}:${door.port}`,
    controlUrl: `http://${options.host}:${options.controlPort === null ? door.port : controlDoor.port}/_sim`,
    port: door.port,
    adminToken: options.adminToken,
    control,
    async stop() {
      service.stopProcess();
      whatsappTimers.clear();
      await Promise.all([door.close(), controlDoor.close()]);
    },
  };
}
