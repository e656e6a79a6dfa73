import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useCopied } from '../copying/use-copied.ts';
import { readableNumber } from '../phase/number.ts';
import { countdown } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import { CodeBoxes } from './code-boxes.tsx';
import { pairingLengthMs } from './code-view.ts';
import type { TypedView } from './typed-view.ts';
import classes from './code-panel.module.css';

interface Props {
  view: Extract<TypedView, { phone: string }>;
  seconds: number;
}

/** The eight characters and how long they hold; empty boxes in their place while that is not known. */
export function TypedCode({ view, seconds }: Props) {
  const { t } = useCopy();
  const code = view.kind === 'live' ? view.code : null;
  return (
    <div className={classes.code} data-typed={view.kind} data-pairing-code={code ?? undefined}>
      <p className={classes.for}>{t('pairing.codeFor', { number: readableNumber(view.phone) })}</p>
      <CodeBoxes code={code} />
      {code === null ? (
        <p className={classes.checking} role="status">
          {t('pairing.checking')}
        </p>
      ) : (
        <Holding code={code} seconds={seconds} />
      )}
    </div>
  );
}

function Holding({ code, seconds }: { code: string; seconds: number }) {
  const { copied, said, copy } = useCopied();
  const { t } = useCopy();
  return (
    <>
      <Button
        variant="primary"
        size="md"
        className={classes.copy}
        leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
        onClick={() => copy(code)}
      >
        {t(said ?? 'button.copyCode')}
      </Button>
      <p className={classes.count}>
        <span className={classes.time} role="timer" aria-live="off">
          {countdown(seconds * 1_000)}
        </span>
        {t('pairing.codeUntil')}
      </p>
      <span className={classes.bar} aria-hidden>
        <span style={{ width: `${Math.min(100, (seconds * 100_000) / pairingLengthMs)}%` }} />
      </span>
    </>
  );
}
