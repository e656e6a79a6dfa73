/** How fast changes went out, in three numbers; and in how many of their milliseconds what happened. */
import type { PushesView } from '../../contract/system.ts';
import { useCopy } from '../words/language.tsx';
import { pushTargetMs } from './push-target.ts';
import classes from './system.module.css';

/** Red only past the target. */
export function PushNumbers({ pushes }: { pushes: PushesView }) {
  const { t, language } = useCopy();
  const target = pushTargetMs(pushes);
  const late = pushes.p95Ms !== null && pushes.p95Ms > target;
  const shown = (ms: number | null) =>
    ms === null ? (
      <small>{t('system.noPushes')}</small>
    ) : (
      <>
        {Math.round(ms).toLocaleString(language)} <small>{t('system.ms')}</small>
      </>
    );
  return (
    <dl className={classes.numbers}>
      <div>
        <dt>{t('system.half')}</dt>
        <dd>{shown(pushes.p50Ms)}</dd>
      </div>
      <div data-late={late || undefined}>
        <dt>{t('system.most')}</dt>
        <dd>
          {shown(pushes.p95Ms)}
          {late && <span className={classes.late}>{t('system.slow', { ms: target })}</span>}
        </dd>
      </div>
      <div>
        <dt>{t('system.count')}</dt>
        <dd>{pushes.count.toLocaleString(language)}</dd>
      </div>
    </dl>
  );
}

const stages = ['look', 'commit', 'emit'] as const;

/** Of a change on average: a bar of its parts, each said in words as well. */
export function PushStages({ stages: ms }: Pick<PushesView, 'stages'>) {
  const { t, language } = useCopy();
  const parts = stages.map((stage) => ({ stage, ms: ms[`${stage}Ms`] }));
  if (parts.some((part) => part.ms === null)) return null;
  const words = (n: number) =>
    t('system.msOf', { n: n.toLocaleString(language, { maximumFractionDigits: n < 10 ? 1 : 0 }) });
  const whole = parts.reduce((sum, part) => sum + (part.ms ?? 0), 0);
  return (
    <section className={classes.stages} aria-labelledby="stages">
      <h2 id="stages">{t('system.where', { time: words(whole) })}</h2>
      <div className={classes.bar} aria-hidden>
        {parts.map(({ stage, ms: part }) => (
          <span key={stage} data-stage={stage} style={{ flexGrow: part ?? 0 }} />
        ))}
      </div>
      <ul>
        {parts.map(({ stage, ms: part }) => (
          <li key={stage} data-stage={stage}>
            {t(`system.stage.${stage}`)} <b>{words(part ?? 0)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
