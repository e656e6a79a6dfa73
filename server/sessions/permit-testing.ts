/** For tests: what `permit` says, in a few words. */
import { start, type TestSession } from './fold-testing.ts';
import { permit, type Fleet, type Kind } from './permit.ts';

const nobody: Fleet = { online: 0, healing: 0, refused: 0, provers: 0, provenAt: null, strangers: 'none' };

/** @param atMs since `start`; the fleet is empty but for what is given */
export function ask(
  kind: Kind,
  session: TestSession,
  atMs: number,
  { proxyEnabled = false, ...fleet }: Partial<Fleet> & { proxyEnabled?: boolean } = {},
) {
  const verdict = permit({ ...session.facts, proxyEnabled }, { ...nobody, ...fleet }, kind, start + atMs);
  if (verdict.verdict === 'go') return verdict.quietly ? 'go quietly' : 'go';
  if (verdict.verdict === 'done') return `done: ${verdict.because}`;
  if (verdict.verdict === 'wait') return `wait until ${verdict.until - start}`;
  if (verdict.verdict === 'refuse') {
    return `${verdict.reason}${verdict.until === undefined ? '' : ` until ${verdict.until - start}`}`;
  }
  return verdict.verdict;
}
