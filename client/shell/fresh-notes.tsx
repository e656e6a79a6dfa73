/** At the page's foot: what failed unseen, that the page was read anew after a gap, and that a newer version waits. */
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useAnnouncer } from '../announce/announcer.tsx';
import { longSpan } from '../time/words.ts';
import { useTruth } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { MissedFailures } from './missed-failures.tsx';
import { useNewerVersion } from './newer-version.ts';
import classes from './fresh-notes.module.css';

const shownMs = 6_000;

/** How long the connection was away, for a moment after it came back; null otherwise. */
function useBackAfter(): number | null {
  const { lostSince, connection } = useTruth();
  const lost = useRef<number | null>(null);
  const [after, setAfter] = useState<number | null>(null);
  useEffect(() => {
    if (lostSince !== null) {
      lost.current = lostSince;
    } else if (connection.is === 'live' && lost.current !== null) {
      setAfter(Date.now() - lost.current);
      lost.current = null;
    }
  }, [lostSince, connection.is]);
  useEffect(() => {
    if (after === null) return;
    const timer = setTimeout(() => setAfter(null), shownMs);
    return () => clearTimeout(timer);
  }, [after]);
  return after;
}

export function FreshNotes() {
  const { t, language } = useCopy();
  const after = useBackAfter();
  const newer = useNewerVersion();
  const [later, setLater] = useState(false);
  const { say } = useAnnouncer();
  const back = after === null ? null : t('fresh.back', { span: longSpan(after, language) });
  const waits = newer && !later ? t('fresh.newVersion') : null;
  useEffect(() => void (back && say(back)), [back, say]);
  useEffect(() => void (waits && say(waits)), [waits, say]);
  return (
    <aside className={classes.notes} aria-label={t('fresh.label')}>
      <MissedFailures />
      {back && <p className={classes.note}>{back}</p>}
      {waits && (
        <div className={classes.note} data-new-version>
          <p>{waits}</p>
          <Button size="xs" onClick={() => window.location.reload()}>
            {t('fresh.reload')}
          </Button>
          <Button size="xs" variant="subtle" color="gray" c="var(--hg-text2)" onClick={() => setLater(true)}>
            {t('fresh.later')}
          </Button>
        </div>
      )}
    </aside>
  );
}
