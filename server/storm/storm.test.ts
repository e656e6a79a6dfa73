/**
 * Fifty clients, of the sdk and of another make, while networks drop, people get other roles, sessions other owners,
 * and the service fails. STORM_SEED and STORM_SECONDS choose another one.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { SessionState } from '../../contract/session.ts';
import type { Role } from '../../contract/words.ts';
import { createChance } from '../nemesis/chance.ts';
import { faultsOf } from '../nemesis/faults.ts';
import { eventually } from '../sessions/testing.ts';
import { runGateway, type TestGateway } from '../testing.ts';
import { createListener } from './listener.ts';
import { openRawClient, type StormClient } from './raw-client.ts';
import { createRights } from './rights.ts';
import { openSdkClient } from './sdk-client.ts';

const seconds = Number(process.env.STORM_SECONDS ?? 8);
const seed = Number(process.env.STORM_SEED ?? 20_261_125);
const sessionsPath = '/api/admin/whatsapp/sessions';
const password = 'a password of everybody';
const secrets = {
  proxyPassword: 'proxy-password-of-the-storm',
  accessKey: 'S3-ACCESS-KEY-OF-THE-STORM',
  secretKey: 'S3-SECRET-KEY-OF-THE-STORM',
};

interface Data<T> {
  data: T;
}

async function makePeople(gateway: TestGateway, rights: ReturnType<typeof createRights>) {
  const roles: Record<string, Role> = { oscar: 'operator', tini: 'operator', vera: 'viewer', wayan: 'admin' };
  const people = new Map<string, { id: string; token: () => Promise<string> }>();
  for (const [name, role] of Object.entries(roles)) {
    const email = `${name}@heliograph.local`;
    const made = await gateway.call<Data<{ id: string }>>('POST', '/api/admin/users', {
      email,
      name,
      role,
      password,
    });
    expect(made.status).toBe(201);
    rights.setRole(name, role);
    let last: { token: string; changes: number } | null = null;
    const signIn = async () => {
      const answer = await fetch(`${gateway.url}/api/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      });
      const { data } = (await answer.json()) as Data<{ accessToken: string }>;
      return data.accessToken;
    };
    // A change of role ends the tokens of before, also those that were given while it was under way.
    const token = async () => {
      const changes = rights.changes(name);
      if (last?.changes !== changes) last = { token: await signIn(), changes };
      return last.token;
    };
    people.set(name, { id: made.body.data.id, token });
  }
  const key = await gateway.call<Data<{ key: string }>>('POST', '/api/admin/api-keys', {
    name: 'states only',
    scopes: ['sessions:read'],
  });
  rights.setRole('key', 'admin');
  people.set('key', { id: '', token: () => Promise.resolve(key.body.data.key) });
  return { people, key: key.body.data.key };
}

async function makeSessions(gateway: TestGateway, rights: ReturnType<typeof createRights>) {
  const tokens: string[] = [];
  const ids: string[] = [];
  for (let i = 0; i < 12; i++) {
    const token = `token-of-session-${i}-in-the-storm`;
    const made = await gateway.call<Data<{ id: string }>>('POST', sessionsPath, {
      name: `storm ${i}`,
      token,
      proxyConfig: { enabled: false, proxyUrl: `http://someone:${secrets.proxyPassword}@proxy.invalid:8080` },
      s3Config: {
        enabled: true,
        endpoint: 'https://s3.invalid',
        region: 'r',
        bucket: 'b',
        accessKey: secrets.accessKey,
        secretKey: secrets.secretKey,
      },
    });
    expect([made.status, made.body]).toMatchObject([201, { success: true }]);
    tokens.push(token);
    ids.push(made.body.data.id);
    rights.setOwner(made.body.data.id, null);
  }
  return { ids, tokens };
}

test(
  'in a storm nothing goes backward, nobody sees what is not theirs, and in the end all show what is committed',
  async () => {
    const chance = createChance(seed);
    const gateway = await runGateway({ sweepEveryMs: 500 });
    const { control } = gateway.simulator;
    const rights = createRights();
    const { people, key } = await makePeople(gateway, rights);
    const { ids, tokens } = await makeSessions(gateway, rights);
    const names = [...people.keys()];

    const clients: StormClient[] = Array.from({ length: 50 }, (_, place) => {
      const name = names[place % names.length]!;
      const listener = createListener(name, rights, name !== 'key');
      const open = place % 2 === 0 ? openSdkClient : openRawClient;
      return open(gateway.url, listener, people.get(name)!.token);
    });
    onTestFinished(() => clients.forEach((client) => client.close()));
    for (const client of clients)
      client.follow(chance.below(3) === 0 ? 'all' : [chance.pick(ids), chance.pick(ids)]);

    const operators = ['oscar', 'tini'];
    const asked: Promise<unknown>[] = [];
    const deeds: Record<string, () => unknown> = {
      drop: () => chance.pick(clients).drop(),
      follow: () => chance.pick(clients).follow(chance.below(4) === 0 ? 'all' : [chance.pick(ids)]),
      // Nobody waits for it: while the service hangs its answer takes a while.
      connect: () =>
        void asked.push(
          gateway.call('POST', `${sessionsPath}/${chance.pick(ids)}/connect`, {}).catch(() => undefined),
        ),
      scan: () => ids.forEach((id) => control.truthOf(id).qr && control.scan(id)),
      async transfer() {
        const [id, owner] = [chance.pick(ids), chance.pick([...operators, null])];
        const userId = owner === null ? null : people.get(owner)!.id;
        const settled = rights.setOwner(id, owner);
        const { status } = await gateway.call('PUT', `${sessionsPath}/${id}/transfer`, { userId });
        expect(status).toBe(200);
        settled();
      },
      async role() {
        const role = rights.role('vera') === 'viewer' ? 'operator' : 'viewer';
        const settled = rights.setRole('vera', role);
        const { status } = await gateway.call('PATCH', `/api/admin/users/${people.get('vera')!.id}`, {
          role,
        });
        expect(status).toBe(200);
        settled();
      },
    };
    const weighted = [
      'drop',
      'drop',
      'follow',
      'follow',
      'connect',
      'connect',
      'scan',
      'transfer',
      'transfer',
      'role',
    ];
    const faults = faultsOf({ control, restartGateway: () => Promise.resolve() }, ids, chance);
    const done: Record<string, number> = {};
    let fault: (typeof faults)[number] | null = null;
    const until = performance.now() + seconds * 1_000;
    while (performance.now() < until) {
      const name = chance.pick(weighted);
      done[name] = (done[name] ?? 0) + 1;
      await deeds[name]!();
      if (chance.below(12) === 0) {
        await fault?.end?.();
        fault = fault ? null : chance.pick(faults);
        if (fault) done[fault.name] = (done[fault.name] ?? 0) + 1;
        await fault?.begin();
      }
      await pause(chance.below(40));
    }
    await fault?.end?.();

    // Their answers may move a session still.
    await Promise.all(asked);

    const committed = async () => {
      const { body } = await gateway.call<Data<{ sessions: SessionState[] }>>(
        'GET',
        `${sessionsPath}?limit=200`,
      );
      return new Map(body.data.sessions.map((session) => [session.id, session]));
    };
    /** Where a client shows something else than the row, or has a session too many or too few. */
    async function differing(): Promise<string[]> {
      const rows = await committed();
      return clients.flatMap(({ listener, follows, connected }, place) => {
        if (!connected()) return [`client ${place} (${listener.person}) is not connected`];
        return ids.flatMap((id) => {
          const [row, shown] = [rows.get(id), listener.shown.get(id)];
          const wanted = follows(id) && rights.maySee(listener.person, id);
          if (!wanted || !row) return shown && !wanted ? [`client ${place} still shows ${id}`] : [];
          if (!shown && listener.denied.has(id)) return [];
          const same =
            shown?.generation === row.generation &&
            shown.version === row.version &&
            shown.phase === row.phase;
          return same
            ? []
            : [
                `client ${place} (${listener.person}) of ${id}: ${shown?.version} ${shown?.phase}, committed ${row.version} ${row.phase}`,
              ];
        });
      });
    }
    let last: string[] = [];
    await eventually(async () => (last = await differing()).length === 0, 40_000).catch(() => undefined);
    process.stdout.write(`storm: ${JSON.stringify({ seed, seconds, done })}\n`);
    expect(last.slice(0, 8)).toEqual([]);
    expect(clients.flatMap(({ listener }) => listener.wrongs)).toEqual([]);
    const heard = clients.map(({ listener }) => listener.text()).join('\n');
    expect(heard.length).toBeGreaterThan(10_000);
    for (const secret of [...tokens, ...Object.values(secrets), key, password])
      expect(heard).not.toContain(secret);
    for (const { listener } of clients) {
      if (['key'].includes(listener.person)) expect(listener.text()).not.toContain('data:image');
    }
  },
  (seconds + 90) * 1_000,
);
