import { Button } from '@mantine/core';
import { IconBan, IconCheck, IconCircle } from '@tabler/icons-react';
import { memo } from 'react';
import { useAnyState } from '../live/live.tsx';
import { PhaseIcon } from '../phase/phase-icon.tsx';
import { banEnds } from '../actions/ban.ts';
import { useTick } from '../time/ticker.ts';
import { useCopy } from '../words/language.tsx';
import { useBulk } from './bulk.tsx';
import type { SessionState } from '../../contract/session.ts';
import { itemWords } from './item-words.ts';
import type { BulkKind, Item } from './run.ts';
import classes from './bulk-drawer.module.css';

interface Props {
  item: Item;
  kind: BulkKind;
  /** Where it stands among all of them, and how many they are: only those in view exist. */
  place: number;
  total: number;
  /** Where it is drawn, and who measures how high it is. */
  top: number;
  measure: (line: HTMLElement | null) => void;
  /** Goes to its code. */
  onPair: (id: string) => void;
}

/** One session of a run: where it stands, and the one thing a person can do about it. */
export const BulkItem = memo(function BulkItem(props: Props) {
  const { item, kind, place, total, top, measure, onPair } = props;
  const speech = useCopy();
  const { t } = speech;
  const { runner } = useBulk();
  const state = useAnyState(item.id);
  useTick(item.standing === 'asked' || item.standing === 'sent' || item.standing === 'barred');
  return (
    <li
      ref={measure}
      className={classes.item}
      style={{ transform: `translateY(${top}px)` }}
      aria-setsize={total}
      aria-posinset={place + 1}
      data-index={place}
      data-item={item.id}
      data-standing={item.standing}
    >
      <ItemIcon item={item} />
      <span className={classes.words}>
        <span className={classes.name}>{item.name}</span>
        <span className={classes.second}>{itemWords(item, kind, state, speech, Date.now())}</span>
      </span>
      {mayRetry(item, state) && (
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

const mayRetry = ({ standing }: Item, state: SessionState | undefined) =>
  standing === 'failed' ||
  standing === 'unsent' ||
  (standing === 'barred' && state !== undefined && (banEnds(state) ?? 0) <= Date.now());

function ItemIcon({ item: { standing } }: { item: Item }) {
  switch (standing) {
    case 'failed':
    case 'barred':
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
