import { parseArgs } from 'node:util';
import type { Build } from './options.ts';
import { defaultOptions } from './options.ts';
import { startSimulator } from './simulator.ts';

const { values: flags } = parseArgs({
  options: {
    port: { type: 'string' },
    host: { type: 'string' },
    speed: { type: 'string' },
    build: { type: 'string' },
    deadly: { type: 'boolean' },
    demo: { type: 'boolean' },
  },
});
const { env } = process;

const simulator = await startSimulator({
  port: Number(flags.port ?? env.PORT ?? 0),
  host: flags.host ?? env.HOST ?? defaultOptions.host,
  speed: Number(flags.speed ?? env.SPEED ?? 1),
  build: (flags.build ?? env.BUILD) === 'G26' ? 'G26' : ('Z' satisfies Build),
  controlPort: env.CONTROL_PORT === undefined ? null : Number(env.CONTROL_PORT),
  deadly: flags.deadly ?? env.DEADLY === '1',
  adminToken: env.ADMIN_TOKEN ?? defaultOptions.adminToken,
  webhookUrl: env.WEBHOOK_URL ?? '',
  webhookHmacKey: env.WEBHOOK_HMAC_KEY ?? '',
  webhookFormat: env.WEBHOOK_FORMAT === 'form' ? 'form' : 'json',
});
if (flags.demo || env.DEMO === '1') simulator.control.seedDemo();
console.log(`listening ${simulator.url}`);
if (env.CONTROL_PORT !== undefined) console.log(`controls ${simulator.controlUrl}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void simulator.stop().then(() => process.exit(0)));
}

// Whoever started us holds our standard input: when that ends, so do we, however it ended.
if (env.END_WITH_STDIN === '1') {
  process.stdin.once('end', () => void simulator.stop().then(() => process.exit(0)));
  process.stdin.resume();
}
