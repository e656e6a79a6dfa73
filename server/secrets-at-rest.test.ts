/** Everything that the database holds, read as whoever steals a copy of it would: no secret stands in it as it is. */
import pg from 'pg';
import { expect, test } from 'vitest';
import { eventually } from './sessions/testing.ts';
import { runGateway } from './testing.ts';

const sessions = '/api/admin/whatsapp/sessions';
const secret = {
  token: 'session-token-5f1c7a',
  changed: 'session-token-81b2de',
  proxy: 'socks5://proxyuser-77aa:proxypass-93cc@proxy.example:1080',
  accessKey: 'AKIA-S3-ACCESS-41ff',
  secretKey: 's3-secret-key-c09e',
  password: 'a password of dewi, 6d21',
  wrong: 'a password that is wrong, 7e32',
};

/** Every row of every table as text. */
async function dump(connectionString: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select table_schema || '.' || quote_ident(table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const tables: Record<string, string> = {};
    for (const { name } of rows) {
      const all = await client.query<{ text: string }>(`select t::text as text from ${name} t`);
      tables[name] = all.rows.map(({ text }) => text).join('\n');
    }
    return tables;
  } finally {
    await client.end();
  }
}

test('no token, password, key or link can be found in a copy of the database', async () => {
  const gateway = await runGateway();
  const { control } = gateway.simulator;
  const call = async <T>(method: string, path: string, body?: unknown) =>
    (await gateway.call<{ data: T }>(method, path, body)).body.data;

  // Taken over from the service, with a code that was shown and a pairing code.
  const { id } = control.addUser({ name: 'Toko', token: secret.token, proxyUrl: secret.proxy });
  await call('POST', `${sessions}/sync`);
  await call('POST', `${sessions}/${id}/connect`);
  let image = '';
  await eventually(async () => {
    ({ QRCode: image = '' } =
      (await call<{ QRCode?: string } | undefined>('GET', `${sessions}/${id}/qr`)) ?? {});
    return image !== '';
  });
  await call('POST', `${sessions}/${id}/pairphone`, { Phone: '6281233784490' });

  // Made here, with every secret that a session can have.
  const s3Config = {
    enabled: true,
    endpoint: 'https://s3.example',
    bucket: 'b',
    accessKey: secret.accessKey,
    secretKey: secret.secretKey,
  };
  const made = await gateway.call<{ data: { id: string } }>('POST', sessions, {
    name: 'Gudang',
    token: secret.changed,
    proxyConfig: { enabled: true, proxyUrl: secret.proxy },
    s3Config,
  });
  expect(made.status).toBe(201);
  await call('POST', `${sessions}/${made.body.data.id}/reveal`, {
    fields: ['token', 's3SecretKey'],
    reason: 'for the test',
  });

  // People, keys, links.
  const email = 'dewi@example.com';
  await call('POST', '/api/admin/users', {
    email,
    name: 'Dewi',
    role: 'operator',
    password: secret.password,
  });
  const signIn = (password: string) =>
    fetch(`${gateway.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
  const signedIn = await signIn(secret.password);
  await signIn(secret.wrong);
  const { accessToken } = ((await signedIn.json()) as { data: { accessToken: string } }).data;
  const refreshToken = /=([^;]+)/.exec(signedIn.headers.get('set-cookie') ?? '')?.[1] ?? '';
  const scopes = ['sessions:read'];
  const { key } = await call<{ key: string }>('POST', '/api/admin/api-keys', { name: 'a tool', scopes });
  const { url } = await call<{ url: string }>('POST', `${sessions}/${id}/pairing-links`);
  const linkToken = url.split('#')[1] ?? '';
  // A key that is sent twice, with an answer that is kept for it.
  await fetch(`${gateway.url}${sessions}/${id}/pairphone`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${gateway.token}`,
      'content-type': 'application/json',
      'idempotency-key': 'once',
    },
    body: JSON.stringify({ Phone: '6281233784490' }),
  });
  // The audit is written after the answer.
  await gateway.stopGateway();

  const tables = await dump(gateway.connectionString);
  const written = Object.values(tables).join('\n');
  for (const known of ['Toko', 'Gudang', email, 'session.connect', 'a tool'])
    expect(written).toContain(known);
  const secrets = {
    ...secret,
    proxyUser: 'proxyuser-77aa',
    proxyPassword: 'proxypass-93cc',
    accessToken,
    refreshToken,
    refreshSecret: refreshToken.split('.').at(-1) ?? '',
    key,
    keyWithoutPrefix: key.replace('hgk_', ''),
    linkToken,
    adminPassword: 'a password of rani',
    encryptionKey: gateway.encryptionKey,
    jwtSecret: gateway.jwtSecret,
    webhookKey: gateway.hmacKey,
    adminToken: gateway.simulator.adminToken,
  };
  for (const [name, value] of Object.entries(secrets)) {
    expect(value.length, name).toBeGreaterThan(5);
    for (const shape of [
      value,
      Buffer.from(value).toString('base64').replace(/=+$/, ''),
      Buffer.from(value).toString('hex'),
    ]) {
      const where = Object.keys(tables).filter((table) => tables[table]!.includes(shape));
      expect(where, name).toEqual([]);
    }
  }
}, 60_000);
