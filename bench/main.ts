/**
 * `npm run bench`: what the gateway costs the service and how fast it is, beside the polling of today, both in one
 * run on this machine. It starts all that it needs and asserts nothing.
 */
import { availableParallelism } from 'node:os';
import { startSimulator } from '../simulator/simulator.ts';
import { beginPairings, measureDelays, polled, pushed } from './delay-run.ts';
import { percentile, type Delays } from './delays.ts';
import { measureFleet, measureFleetPolled, type FleetCost } from './fleet.ts';
import { startGateway } from './gateway.ts';
import { countPolls, measureRequests, type Requests } from './requests.ts';
import { measureLists, measureStatus } from './rest.ts';
import { createSubscribers } from './subscribers.ts';
import { printTable } from './table.ts';

const pairingCount = 12;
/** Three sweeps; and two of these fit into the minute of a pairing's first code, which is counted from then on. */
const windowMs = 15_000;

const began = performance.now();
console.log(`Node ${process.version}, ${availableParallelism()} cores. It takes about eleven minutes.`);
const service = await startSimulator();
for (let i = 1; i <= 8; i++) {
  const phone = `62800000000${i}`;
  service.control.addUser({ name: `Toko ${i}`, token: `toko-${i}`, paired: phone, online: true });
}
const newPairings = (kind: string) =>
  Array.from({ length: pairingCount }, (_, i) => {
    const token = `${kind}-${i}`;
    return { id: service.control.addUser({ name: `Pairing ${token}`, token }).id, token };
  });
const pairings = newPairings('looked-at');
const gateway = await startGateway(service);
try {
  await gateway.rest.sync();
  const ids = service.control.truth().users.map(({ id }) => id);
  const subscribers = createSubscribers(gateway.url, gateway.token, ids);
  const polls = [1, 100].map((people) => countPolls(people, windowMs));
  const rest = await measureRequests(service, subscribers, windowMs, 1);
  const [one = NaN, hundred = NaN] = await Promise.all(polls);
  await beginPairings(gateway, pairings);
  const pairing = await measureRequests(service, subscribers, windowMs, 100);
  printRequests({ rest, pairing, today: { one, hundred } });
  printDelays('without webhooks', await measureDelays(gateway, service, pairings));
  await subscribers.be(0);
  await gateway.stop();
  printDelays('with webhooks', await measurePushed());
} finally {
  await gateway.stop();
  await service.stop();
}
await printFleets();
await printRest();
console.log(`\nIn all ${Math.round((performance.now() - began) / 1_000)} s`);
process.exit();

/** The same changes, pushed by the service; other sessions, since theirs are linked by now. */
async function measurePushed(): Promise<Delays> {
  const key = 'the key of the bench for webhooks';
  const told = newPairings('told');
  const pushedTo = await startGateway(service, { WHATSAPP_WEBHOOK_HMAC_KEY: key });
  try {
    service.control.globalWebhook(`${pushedTo.url}/api/upstream/webhook`, key);
    await pushedTo.rest.sync();
    await beginPairings(pushedTo, told);
    return await measureDelays(pushedTo, service, told);
  } finally {
    await pushedTo.stop();
  }
}

async function printFleets(): Promise<void> {
  const [two, polls, five] = [
    await measureFleet(2_000),
    await measureFleetPolled(2_000),
    await measureFleet(5_000),
  ];
  const cost = ({ cpu, stands }: FleetCost) => [
    `${(cpu * 100).toFixed(1)} %`,
    stands?.byClockMs.toFixed(1) ?? '–',
    stands?.atWorkMs.toFixed(1) ?? '–',
  ];
  printTable(
    'A fleet at rest, all online (without webhooks)',
    ['', 'CPU of one core', 'longest stand of the event loop, ms', 'without its wait for a core'],
    [
      ['Heliograph, 2,000 sessions', ...cost(two)],
      ['today: 2,000 polled every 4 s by one', ...cost(polls)],
      ['Heliograph, 5,000 sessions', ...cost(five)],
    ],
  );
}

async function printRest(): Promise<void> {
  const { row, proxied } = await measureStatus();
  printTable(
    'CPU of the answering process for one GET status, eight at once',
    ['', 'ms', 'of the proxy'],
    [
      ['Heliograph, from the row', row.toFixed(3), `${((row / proxied) * 100).toFixed(0)} %`],
      ['today: Express and axios', proxied.toFixed(3), '100 %'],
    ],
  );
  printTable(
    'The list over 10,000 sessions, from request to answer, in ms',
    ['', 'p50', 'p95'],
    (await measureLists()).map(({ name, p50Ms, p95Ms }) => [name, p50Ms.toFixed(1), p95Ms.toFixed(1)]),
  );
}

function printRequests(measured: { rest: Requests; pairing: Requests; today: Requests }): void {
  const row = (name: string, { one, hundred }: Requests) => [
    name,
    one.toFixed(0),
    hundred.toFixed(0),
    (hundred / one).toFixed(1),
  ];
  printTable(
    `Requests to the service in a minute (measured for ${windowMs / 1_000} s, without webhooks)`,
    ['people who look', '1', '100', '100 : 1'],
    [
      row('Heliograph, 20 sessions, none pairs', measured.rest),
      row(`Heliograph, 20 sessions, ${pairingCount} pair`, measured.pairing),
      row('today: each polls one session', measured.today),
    ],
  );
}

function printDelays(how: string, delays: Delays): void {
  const ms = (value: number) => value.toFixed(0);
  const row = (name: string, kind: string) => {
    const [ours, theirs] = [delays.of(pushed, kind), delays.of(polled, kind)];
    const median = { ours: percentile(ours, 0.5), theirs: percentile(theirs, 0.5) };
    return [
      name,
      `${ours.length}/${delays.count(kind)}`,
      ms(median.ours),
      ms(percentile(ours, 0.95)),
      `${theirs.length}/${delays.count(kind)}`,
      ms(median.theirs),
      ms(percentile(theirs, 0.95)),
      (median.theirs / median.ours).toFixed(1),
    ];
  };
  printTable(
    `From a change at the service to the client, in ms (watched, ${how})`,
    ['', pushed, 'p50', 'p95', polled, 'p50', 'p95', 'p50 ratio'],
    [
      row('the next code, while pairing', 'code'),
      row('scanned: the code is gone', 'scan'),
      row('online after the scan', 'online'),
      row('unlinked on the phone, while online', 'fall'),
    ],
  );
}
