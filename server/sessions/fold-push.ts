/**
 * A pushed code. It carries no time and may come minutes late: it is shown only in a running pairing that was seen
 * from its begin, when its place in the series is the next one and that place's time has come. All else waits for
 * the look that the push causes.
 */
import type { Facts } from '../../db/session-row.ts';
import { codeHash, codeStartsMs, seeCode } from './codes.ts';
import type { Observation } from './observation.ts';

/** A pairing that is looked at has no older look than this; else a code may have come and gone unseen. */
const lookedAtWithinMs = 5_000;

export function foldPushedCode(
  facts: Facts,
  { image, arrivedAt, previousAt }: Extract<Observation, { kind: 'pushed-code' }>,
): Partial<Facts> {
  const { pairing } = facts;
  if (facts.phase !== 'pairing' || !pairing || pairing.base === null || pairing.downSince !== null) return {};
  if (previousAt === null || arrivedAt - previousAt > lookedAtWithinMs) return {};
  const hash = codeHash(image);
  const place = pairing.codes.length;
  const start = codeStartsMs[place];
  if (place === 0 || start === undefined || pairing.codes.includes(hash) || hash === facts.staleCode)
    return {};
  const elapsedMs = arrivedAt - pairing.base;
  const end = codeStartsMs[place + 1] ?? Infinity;
  if (elapsedMs < start || elapsedMs >= end) return {};
  return seeCode(pairing, facts.qr, { qrImage: image, askedAt: arrivedAt, previousAt });
}
