import { expect, test } from 'vitest';
import { createUnderWay } from './under-way.ts';

/** A door that opens when it is told, well or badly. */
function gate() {
  let open = () => {};
  let refuse = () => {};
  const work = new Promise<void>((done, fail) => {
    open = done;
    refuse = () => fail(new Error('no'));
  });
  return { open, refuse, pass: (_id: string) => work };
}

test('what was begun is waited for, well or badly as it ends', async () => {
  const { counted, ended } = createUnderWay();
  const [good, bad] = [gate(), gate()];
  const doors = counted({ good: good.pass, bad: bad.pass });
  const order: string[] = [];
  const begun = [
    doors.good('a').then(() => order.push('good')),
    doors.bad('b').catch(() => order.push('bad')),
  ];
  const all = ended(5_000).then(() => order.push('all'));
  good.open();
  bad.refuse();
  await Promise.all([...begun, all]);
  expect(order).toEqual(['good', 'bad', 'all']);
});

test('what begins while the others are waited for is waited for too', async () => {
  const { counted, ended } = createUnderWay();
  const [first, second] = [gate(), gate()];
  const doors = counted({ first: first.pass, second: second.pass });
  const order: string[] = [];
  const chain = doors
    .first('a')
    .then(() => doors.second('a'))
    .then(() => order.push('second'));
  const all = ended(5_000).then(() => order.push('all'));
  first.open();
  await doors.first('b');
  second.open();
  await Promise.all([chain, all]);
  expect(order).toEqual(['second', 'all']);
});

test('what never ends is not waited for without end', async () => {
  const { counted, ended } = createUnderWay();
  void counted({ never: gate().pass }).never('a');
  await ended(20);
});

test('a session is acted on from the call until it has ended', async () => {
  const { counted, isUnderWay } = createUnderWay();
  const { open, pass } = gate();
  const passing = counted({ pass }).pass('a');
  expect([isUnderWay('a'), isUnderWay('b')]).toEqual([true, false]);
  open();
  await passing;
  expect(isUnderWay('a')).toBe(false);
});

test('where nothing was begun nothing is waited for', async () => {
  const order: string[] = [];
  await Promise.all([
    createUnderWay()
      .ended(5_000)
      .then(() => order.push('ended')),
    new Promise<void>((done) => setImmediate(done)).then(() => order.push('a turn later')),
  ]);
  expect(order).toEqual(['ended', 'a turn later']);
});
