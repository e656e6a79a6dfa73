/** `login` and `sign-out`: what is remembered, and what is forgotten. */
import { createRest } from '../sdk/index.ts';
import { forgetCredentials, readCredentials, writeCredentials } from './credentials.ts';
import { readUrl } from './gateway.ts';
import type { Options } from './options.ts';
import { endLogin, signIn } from './sign-in.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export async function login(terminal: Terminal, [given]: string[], options: Options): Promise<void> {
  const remembered = await readCredentials(terminal.env);
  const named = given ?? options.url ?? (terminal.env.HELIOGRAPH_URL || remembered?.url);
  const url = readUrl(named ?? (await terminal.ask('Gateway (http://127.0.0.1:3000): ')));
  if (options.key) {
    const key = await terminal.ask('API key: ', { secret: true });
    if (!key.startsWith('hgk_')) throw new UsageError('An API key begins with hgk_');
    const { total } = await createRest(url, { token: key }).list({ limit: 1 });
    await writeCredentials(terminal.env, { url, key });
    return terminal.say(`The key is good for ${total} sessions of ${url}, and remembered.`);
  }
  const email = options.email ?? (await terminal.ask('Email: '));
  const { refreshToken, user } = await signIn(url, email, await terminal.ask('Password: ', { secret: true }));
  await writeCredentials(terminal.env, { url, refreshToken });
  terminal.say(`Signed in at ${url} as ${user.name} (${user.role}).`);
}

export async function signOut(terminal: Terminal): Promise<void> {
  const remembered = await readCredentials(terminal.env);
  await forgetCredentials(terminal.env);
  if (remembered && 'refreshToken' in remembered) await endLogin(remembered);
  terminal.say(remembered ? `Signed out of ${remembered.url}.` : 'Nobody was signed in.');
}
