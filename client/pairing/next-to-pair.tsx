import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useBulk } from '../bulk/bulk.tsx';
import { useKeys, useKeysEnabled } from '../keys/keys.ts';
import { useSessions } from '../live/live.tsx';
import { useCopy } from '../words/language.tsx';
import classes from './next-to-pair.module.css';

/** Whoever pairs one session often has the next one waiting. */
export function NextToPair({ id }: { id: string }) {
  const { t, n } = useCopy();
  const keys = useKeysEnabled();
  const navigate = useNavigate();
  const { sessions } = useSessions();
  const { queue, pair } = useBulk();
  const queued = queue?.ids[queue.at] === id ? queue.ids.slice(queue.at + 1) : [];
  const byId = new Map(sessions.map((each) => [each.id, each]));
  // Whoever pairs one by one goes on in that order; else to the next that waits for a scan.
  const waiting =
    queued.length > 0
      ? queued.flatMap((each) => byId.get(each) ?? [])
      : sessions.filter((each) => each.phase === 'pairing' && each.id !== id);
  const [next] = waiting;
  const go = () => {
    if (!next) return;
    if (queue && queued.length > 0) pair(queue.ids, queue.ids.indexOf(next.id));
    else void navigate(`/sessions/${encodeURIComponent(next.id)}`);
  };
  useKeys(next ? { n: go } : {});
  if (!next) return null;
  return (
    <div className={classes.foot}>
      <span className={classes.words}>
        {t('pairing.nextToPair')} <strong>{next.name}</strong>
      </span>
      {waiting.length > 1 && (
        <span className={classes.more}>{n('pairing.moreWaiting', waiting.length - 1)}</span>
      )}
      <Button size="xs" leftSection={<IconArrowRight size={16} aria-hidden />} onClick={go}>
        {t('button.nextToPair')}
      </Button>
      {keys && <kbd aria-hidden>n</kbd>}
    </div>
  );
}
