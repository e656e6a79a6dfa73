/** Reads the environment and handles signals, nothing else. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DataDirError } from '../db/embedded.ts';
import { DatabaseUnreachable } from './await-database.ts';
import { ConfigError, readConfig } from './config.ts';
import { createGateway } from './gateway.ts';
import { createLog } from './observability/log.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const complain = (line: string) => void process.stderr.write(`${line}\n`);

/** Standing in dist/server or in server, the project's root is one or two folders up. */
const root = new URL(import.meta.url.endsWith('.ts') ? '..' : '../..', import.meta.url);

function begin() {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    complain('The configuration cannot be used:');
    for (const problem of error.problems) complain(`- ${problem}`);
    process.exit(78);
  }
}

/** What went wrong at the start, in a sentence; null for what is a fault of the program. */
function inWords(error: unknown, port: number, host: string): string | null {
  if (error instanceof DataDirError || error instanceof DatabaseUnreachable) return error.message;
  if (error instanceof ConfigError) return error.problems.join('\n');
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken. Set PORT to another one, or PORT=0 for any.`;
  if (code === 'EACCES') return `There is no permission to use port ${port} on ${host}.`;
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${host}. Set HOST to one that it has.`;
  return null;
}

const config = begin();
const log = createLog(config.log);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
const gateway = createGateway(config, {
  log,
  staticDir: fileURLToPath(new URL('dist/client', root)),
  version,
});

let ending = false;
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  // Whatever hangs, the process is gone within 10 s.
  setTimeout(() => process.exit(code || 1), 9_500).unref();
  await gateway.stop();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
process.on('unhandledRejection', (error) => {
  log.fatal({ err: error }, 'an unhandled rejection: the gateway ends');
  void end(1);
});
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'an uncaught exception: the gateway ends');
  void end(1);
});

try {
  const { url, firstAdmin } = await gateway.start();
  if (config.upstream === null)
    say('Demo: sessions run on the built-in simulator. Set WHATSAPP_SERVER_API for a real service.');
  say(`Heliograph ${version} serves at ${url}`);
  if (firstAdmin?.generatedPassword) {
    say(`Sign in as ${firstAdmin.email} with the password ${firstAdmin.generatedPassword} (shown only now).`);
  }
} catch (error) {
  const words = inWords(error, config.port, config.host);
  if (words === null) log.fatal({ err: error }, 'the gateway could not start');
  else complain(words);
  if (!ending) await end(error instanceof ConfigError ? 78 : 1);
}
