import { Button, Portal } from '@mantine/core';
import { useEffect } from 'react';
import { useNewerThanThis } from '../shell/newer-version.ts';
import { useCopy } from '../words/language.tsx';
import { Titled } from './titled.tsx';
import classes from './not-fetched-note.module.css';

interface Props {
  /** How often somebody asked for it again. */
  tries: number;
  onRetry: () => void;
  onGiveUp: (() => void) | undefined;
  onGone: () => void;
  whole: boolean;
}

/** A part that could not be fetched: mostly the network is away; sometimes an update took the part away. */
export function NotFetchedNote({ tries, onRetry, onGiveUp, onGone, whole }: Props) {
  const { t } = useCopy();
  const newer = useNewerThanThis();
  useEffect(() => onGone, [onGone]);
  const title = t(newer ? 'shell.newerTitle' : 'shell.notFetched');
  const note = (
    <div role="alert" className={onGiveUp ? classes.over : classes.note} data-not-fetched>
      {whole ? <Titled>{title}</Titled> : <strong>{title}</strong>}
      <p>{t(newer ? 'shell.newer' : 'shell.notFetchedWhy')}</p>
      <div className={classes.ways}>
        {!newer && <Button onClick={onRetry}>{t('button.retry')}</Button>}
        {/* Some browsers keep a failure for as long as the page is open. */}
        {(newer || tries > 0) && (
          <Button onClick={() => window.location.reload()}>{t('shell.reload')}</Button>
        )}
        {onGiveUp && (
          <Button variant="subtle" color="gray" c="var(--hg-text2)" onClick={onGiveUp}>
            {t('shell.close')}
          </Button>
        )}
      </div>
    </div>
  );
  return onGiveUp ? <Portal>{note}</Portal> : note;
}
