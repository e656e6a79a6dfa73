import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useMay } from '../auth/auth.tsx';
import { useBulk } from '../bulk/bulk.tsx';
import { useKeys, useKeysEnabled } from '../keys/keys.ts';
import { useSessions } from '../live/live.tsx';
import { useCopy } from '../words/language.tsx';
import { toPair } from './to-pair.ts';
import { useGoPair } from './use-go-pair.ts';
import classes from './next-to-pair.module.css';

/** Whoever pairs one session often has the next one waiting. `shown`: with words; the key is there without. */
export function NextToPair({ id, shown }: { id: string; shown: boolean }) {
  const { t, n } = useCopy();
  const keys = useKeysEnabled();
  const { sessions } = useSessions();
  const may = useMay();
  const { queue } = useBulk();
  const waiting = useMemo(
    () => toPair(sessions, id, queue ? queue.ids.slice(queue.at + 1) : []),
    [sessions, id, queue],
  );
  const [next] = may.act && may.seeCodes ? waiting : [];
  const goPair = useGoPair();
  const go = () => next && goPair(next);
  // A key that is held down starts no second one.
  useKeys(next ? { n: (event) => !event.repeat && go() } : {});
  if (!next || !shown) return null;
  return (
    <div className={classes.foot} data-next-to-pair>
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
