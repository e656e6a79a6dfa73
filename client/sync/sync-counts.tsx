import type { SyncData, SyncPreview } from '../../contract/sync.ts';
import type { CopyKey } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';
import classes from './sync-dialog.module.css';

type Count = readonly [CopyKey, number];

const willBe = ({ created, updated, missing, leftOut, same }: SyncPreview): Count[] => [
  ['sync.add', created.length],
  ['sync.change', updated.length],
  ['sync.stay', same],
  ['sync.gone', missing.length],
  ['sync.out', leftOut.length],
];
const was = ({ created, updated, missing, total }: SyncData): Count[] => [
  ['sync.created', created],
  ['sync.updated', updated],
  ['sync.same', Math.max(0, total - created - updated)],
  ['sync.missing', missing],
];

/** What a sync will change, or changed, in numbers. */
export function SyncCounts({ of }: { of: SyncPreview | SyncData }) {
  const { t, language } = useCopy();
  const counts = 'leftOut' in of ? willBe(of) : was(of);
  return (
    <dl className={classes.counts}>
      {counts
        .filter(([key, count]) => count > 0 || key !== 'sync.out')
        .map(([key, count]) => (
          <div key={key} data-count={key}>
            <dt>{t(key)}</dt>
            <dd>{count.toLocaleString(language)}</dd>
          </div>
        ))}
    </dl>
  );
}
