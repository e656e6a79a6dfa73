import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
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
  const waiting = sessions.filter((each) => each.phase === 'pairing' && each.id !== id);
  const [next] = waiting;
  const go = () => next && void navigate(`/sessions/${encodeURIComponent(next.id)}`);
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
