import { Button } from '@mantine/core';
import { IconBan, IconCheck, IconCircle } from '@tabler/icons-react';
import { memo } from 'react';
import { failureWords, whyNot } from '../api/failure-words.ts';
import { useAnyState } from '../live/live.tsx';
import { PhaseIcon } from '../phase/phase-icon.tsx';
import { clockTime, shortSpan } from '../time/words.ts';
import { useTick } from '../time/ticker.ts';
import { useCopy, type Speech } from '../words/language.tsx';
import { useBulk } from './bulk.tsx';
import type { SessionState } from '../../contract/session.ts';
import { settleWithinMs, type BulkKind, type Item } from './run.ts';
import classes from './bulk-drawer.module.css';

interface Props {
  item: Item;
  kind: BulkKind;
  /** Goes to its code. */
  onPair: (id: string) => void;
}

/** One session of a run: where it stands, and the one thing a person can do about it. */
export const BulkItem = memo(function BulkItem({ item, kind, onPair }: Props) {
  const speech = useCopy();
  const { t } = speech;
  const { runner } = useBulk();
  const state = useAnyState(item.id);
  useTick(item.standing === 'asked' || item.standing === 'sent');
  return (
    <li className={classes.item} data-item={item.id} data-standing={item.standing}>
      <ItemIcon item={item} />
      <span className={classes.words}>
        <span className={classes.name}>{item.name}</span>
        <span className={classes.second}>{itemWords(item, kind, state, speech)}</span>
      </span>
      {(item.standing === 'failed' || item.standing === 'unsent') && (
        <Button
          size="xs"
          aria-label={t('bulk.retryOf', { name: item.name })}
          onClick={() => runner.retry([item.id])}
        >
          {t('button.retry')}
        </Button>
      )}
      {item.standing === 'scan' && (
        <Button
          size="xs"
          aria-label={t('bulk.showQrOf', { name: item.name })}
          onClick={() => onPair(item.id)}
        >
          {t('button.showQr')}
        </Button>
      )}
    </li>
  );
});

function ItemIcon({ item: { standing } }: { item: Item }) {
  switch (standing) {
    case 'failed':
      return <Toned phase="needs-attention" />;
    case 'scan':
      return <Toned phase="pairing" />;
    case 'asked':
    case 'sent':
      return <Toned phase="connecting" />;
    case 'done':
      return <Toned phase="online" />;
    case 'already':
      return <IconCheck size={16} aria-hidden />;
    case 'unsent':
      return <IconBan size={16} aria-hidden />;
    case 'waiting':
      return <IconCircle size={16} aria-hidden />;
  }
}

const Toned = ({ phase }: { phase: SessionState['phase'] }) => (
  <span className={classes.icon} style={{ color: `var(--hg-phase-${phase}-text)` }}>
    <PhaseIcon phase={phase} />
  </span>
);

function itemWords(item: Item, kind: BulkKind, state: SessionState | undefined, speech: Speech): string {
  const { t, language } = speech;
  const phase = state ? t(`phase.${state.phase}`) : '';
  const span = shortSpan(Date.now() - item.since, language);
  switch (item.standing) {
    case 'waiting':
      if (item.heldUntil === null) return t('bulk.waiting');
      return t('bulk.held', { time: clockTime(item.heldUntil, true), why: whyNot(item.error, speech) });
    case 'asked':
      return t('bulk.asked', { span });
    case 'sent':
      return state ? t('bulk.running', { phase, span }) : t('bulk.asked', { span });
    case 'scan':
      return t(state?.phase === 'pairing' ? 'bulk.codeUp' : 'bulk.needsScan');
    case 'already':
      return t('bulk.already', { phase });
    case 'unsent':
      return t('bulk.stopped');
    case 'failed':
      if (item.error) return failureWords(item.error, speech);
      return state?.phase === 'logged-out' || state?.phase === 'needs-attention'
        ? t('bulk.fell', { phase: phase.toLowerCase() })
        : t('bulk.late', { span: shortSpan(settleWithinMs, language) });
    case 'done': {
      const s = Math.max(0, Math.round((item.since - (item.sentAt ?? item.since)) / 1_000));
      return t(kind === 'connect' ? 'bulk.onlineAfter' : 'bulk.doneAfter', { s });
    }
  }
}
