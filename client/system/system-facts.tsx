import { IconAlertTriangleFilled, IconCircleCheckFilled } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import type { PushesView, SystemView } from '../../contract/system.ts';
import { useCalmSessions } from '../live/live.tsx';
import { useTick } from '../time/ticker.ts';
import { ago, longSpan } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import classes from './system.module.css';

interface CardProps {
  title: string;
  well: boolean;
  word: string;
  facts: [name: string, value: ReactNode][];
}

function Card({ title, well, word, facts }: CardProps) {
  const id = useId();
  const Shape = well ? IconCircleCheckFilled : IconAlertTriangleFilled;
  return (
    <section className={classes.card} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <span className={classes.word} data-well={well}>
          <Shape size={16} aria-hidden />
          {word}
        </span>
      </header>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function SystemFacts({ view, pushes }: { view: SystemView; pushes: PushesView }) {
  const { t, n, language } = useCopy();
  const { sessions, complete } = useCalmSessions();
  useTick();
  const now = Date.now();
  const { watcher, upstream, nodes, database } = view;
  const sweep = watcher.lastSweepAt === null ? null : ago(Date.parse(watcher.lastSweepAt), now, language);
  const sweepWords =
    sweep !== null && watcher.sweepMs !== null
      ? t('system.took', { ago: sweep, ms: Math.round(watcher.sweepMs) })
      : (sweep ?? t('system.noPushes'));
  const waiting = sessions.filter(({ recovery }) => recovery?.nextAttemptAt != null).length;
  const recovery = waiting > 0 ? n('system.recoveryWaits', waiting) : t('system.recoveryIdle');
  const reachable = upstream.status === 'reachable';
  return (
    <div className={classes.cards}>
      <Card
        title={t('system.watcher')}
        well={watcher.holder !== null}
        word={t(watcher.holder === null ? 'system.notWatching' : 'system.watching')}
        facts={[
          [t('system.heldBy'), watcher.holder ?? t('list.nobody')],
          [t('system.sweep'), sweepWords],
          [t('system.covers'), n('system.coversCount', watcher.sessions)],
          [
            t('system.webhooks'),
            pushes.byWebhook > 0
              ? n('system.webhooksTold', pushes.byWebhook, { of: pushes.count.toLocaleString(language) })
              : t('system.webhooksSilent'),
          ],
          [t('system.recovery'), complete ? recovery : '…'],
        ]}
      />
      <Card
        title={t('system.service')}
        well={reachable}
        word={t(reachable ? 'nav.reachable' : 'nav.unreachable')}
        facts={[
          [
            t('system.answersIn'),
            upstream.latencyMs === null
              ? t('system.noPushes')
              : t('system.msOf', { n: Math.round(upstream.latencyMs) }),
          ],
          [t('system.since'), ago(Date.parse(upstream.since), now, language)],
          [t('system.version'), upstream.version ?? t('system.unsaid')],
        ]}
      />
      <Card
        title={t('system.gateway')}
        well={nodes.length > 0}
        word={n('system.nodes', nodes.length)}
        facts={[
          ...nodes.map((node): [string, string] => [
            node.id,
            t('system.nodeLine', {
              what: t(node.watches ? 'system.watches' : 'system.standsBy'),
              version: node.version,
              span: longSpan(now - Date.parse(node.since), language),
            }),
          ]),
          ['Heliograph', view.version],
          [t('system.sockets'), view.sockets.count.toLocaleString(language)],
          [t('system.database'), t(`system.${database.kind}`, { version: database.version })],
        ]}
      />
    </div>
  );
}
