import { test } from '@playwright/test';
import { startSimulator, type Simulator, type StartOptions } from '../simulator/simulator.ts';
import { runProduct, type Running } from './running.ts';

export interface WithService extends Running {
  service: Simulator;
  /** A call of the service's own admin, past the gateway. */
  asked(method: 'PUT' | 'DELETE', path: string, body?: object): Promise<void>;
}

/** One product for the spec file that calls this, before a service whose sessions the tests make. */
export function runWithService(options: StartOptions = {}): WithService {
  const env: Record<string, string> = {};
  // The service has to be there first.
  test.beforeAll(async () => {
    const service = await startSimulator(options);
    Object.assign(env, { WHATSAPP_SERVER_API: service.url, WHATSAPP_ADMIN_TOKEN: service.adminToken });
    Object.assign(running, {
      service,
      async asked(method, path, body = {}) {
        const answer = await fetch(service.url + path, {
          method,
          headers: { authorization: service.adminToken, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        if (!answer.ok)
          throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
      },
    } satisfies Pick<WithService, 'service' | 'asked'>);
  });
  const running = runProduct(env) as WithService;
  test.afterAll(() => running.service.stop());
  return running;
}
