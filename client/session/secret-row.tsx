import { UnstyledButton } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { RevealData } from '../../contract/session-bodies.ts';
import { useMay } from '../auth/auth.tsx';
import { useCopied } from '../copying/use-copied.ts';
import { lazy } from '../page/lazy.tsx';
import { useCopy } from '../words/language.tsx';
import type { Secret } from './reveal-dialog.tsx';
import { useRevealed } from './use-revealed.ts';
import rows from './details.module.css';
import classes from './reveal.module.css';

const RevealDialog = lazy(() => import('./reveal-dialog.tsx'));

interface Props {
  session: { id: string; name: string };
  secret: Secret;
  name: string;
  /** What is shown of it to everybody. */
  masked: string;
}

/** A secret: masked, and not in the page until an admin says why; then for half a minute. */
export function SecretRow({ session, secret, name, masked }: Props) {
  const { t } = useCopy();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const { values, secondsLeft, show, hide } = useRevealed();
  const { said, copy } = useCopied();
  const shown = values && shownOf(values);
  return (
    <div className={rows.row} data-secret={secret}>
      <dt>{name}</dt>
      <dd>
        {shown ? (
          <span className={classes.values} data-revealed>
            {shown.map((value, index) => (
              <span key={index} className={classes.value}>
                {value === '' ? '–' : value}
              </span>
            ))}
            <span className={classes.left} role="timer" aria-live="off">
              {t('revealing.left', { s: secondsLeft })}
            </span>
          </span>
        ) : (
          <span className="mono">{masked}</span>
        )}
      </dd>
      <dd className={rows.acts}>
        {may.manage && !shown && (
          <UnstyledButton
            className={classes.link}
            aria-label={t('revealing.open', { name })}
            onClick={() => setAsking(true)}
          >
            {t('button.reveal')}
          </UnstyledButton>
        )}
        {shown && (
          <UnstyledButton
            className={classes.link}
            aria-label={said ? undefined : t('session.copy', { name })}
            onClick={() => copy(shown.join('\n'))}
          >
            {t(said ?? 'revealing.copy')}
          </UnstyledButton>
        )}
        {shown && (
          <UnstyledButton className={classes.link} onClick={hide}>
            {t('revealing.hide')}
          </UnstyledButton>
        )}
      </dd>
      <Suspense>
        {asking && (
          <RevealDialog
            session={session}
            secret={secret}
            onClose={() => setAsking(false)}
            onRevealed={show}
          />
        )}
      </Suspense>
    </div>
  );
}

const shownOf = ({ token, proxyUrl, s3AccessKey, s3SecretKey }: RevealData): string[] =>
  [token, proxyUrl, s3AccessKey, s3SecretKey].filter((value) => value !== undefined);
