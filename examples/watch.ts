/**
 * Prints what happens to a session, live:
 *   HELIOGRAPH_TOKEN=… npx tsx examples/watch.ts <session id>
 * or with HELIOGRAPH_EMAIL and HELIOGRAPH_PASSWORD. HELIOGRAPH_URL names the gateway.
 */
import { connect, signIn } from '../sdk/index.ts';

const { HELIOGRAPH_URL: url = 'http://127.0.0.1:3000', HELIOGRAPH_TOKEN: token } = process.env;
const { HELIOGRAPH_EMAIL: email = '', HELIOGRAPH_PASSWORD: password = '' } = process.env;
const [id = 'all'] = process.argv.slice(2);

const feed = connect(url, { token: token ?? signIn(url, email, password) });
feed.onConnection((connection) => {
  console.log('gateway', connection.is);
  if (connection.is === 'signed-out') process.exitCode = 1;
});
feed.subscribe(id, (change) => {
  if (change.kind !== 'state') return console.log(change.id, change.kind);
  const { name, phase, connected, loggedIn, qr, version } = change.state;
  const code = qr ? `code ${qr.attempt ?? '?'} until ${qr.expiresAt}` : '';
  console.log(`${name} v${version}: ${phase}`, { connected, loggedIn }, code);
});
process.once('SIGINT', () => feed.close());
