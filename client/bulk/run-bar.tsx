import { useCopy } from '../words/language.tsx';
import type { Progress } from './run.ts';
import classes from './run-bar.module.css';

/** The shares of a run in one bar: done, waits for a scan, failed, on its way. */
export function RunBar({ progress }: { progress: Progress }) {
  const { t } = useCopy();
  const { total, over, done, already, scan, failed, running } = progress;
  const share = (count: number) => ({ width: `${(count / Math.max(1, total)) * 100}%` });
  return (
    <span
      className={classes.bar}
      role="progressbar"
      aria-label={t('bulk.drawer')}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={over}
    >
      <span data-is="done" style={share(done + already)} />
      <span data-is="scan" style={share(scan)} />
      <span data-is="failed" style={share(failed)} />
      <span data-is="running" style={share(running)} />
    </span>
  );
}
