import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { SessionState } from '../../contract/session.ts';
import type { PairingLinkFeed } from '../../sdk/pairing-link.ts';
import { CodeBoxes } from '../pairing/code-boxes.tsx';
import { useLeft } from '../pairing/deadline.ts';
import { typedView } from '../pairing/typed-view.ts';
import { readableNumber } from '../phase/number.ts';
import { countdown } from '../time/words.ts';
import { useCopied } from '../copying/use-copied.ts';
import { useCopy } from '../words/language.tsx';
import { NumberForm } from './number-form.tsx';
import type { Asking } from './use-asking.ts';
import type { useNumber } from './use-number.ts';
import classes from './pair-page.module.css';

interface Props {
  feed: PairingLinkFeed;
  state: SessionState;
  asking: Asking;
  number: ReturnType<typeof useNumber>;
  /** WhatsApp refuses until a time that it named. */
  mustWait: boolean;
}

/** A code to type on this very phone: it cannot scan itself. */
export default function ThisPhone({ feed, state, asking, number, mustWait }: Props) {
  const { t } = useCopy();
  const { pairingCode } = state;
  const left = useLeft(pairingCode ? Date.parse(pairingCode.expiresAt) : null, feed.now);
  const [changing, setChanging] = useState(false);
  const code = pairingCode?.code;
  useEffect(() => setChanging(false), [code]);
  const now = left.now === null ? null : feed.now();
  const view = typedView(pairingCode, now, state.freshness.upstream === 'reachable');
  if (view.kind === 'hidden') return <p className={classes.line}>{t('pairing.hidden')}</p>;
  if (view.kind === 'over' || changing) {
    return (
      <>
        <NumberForm feed={feed} asking={asking} number={number} mustWait={mustWait} />
        {view.kind !== 'over' && (
          <p className={classes.line}>
            <button type="button" className={classes.link} onClick={() => setChanging(false)}>
              {t('button.cancel')}
            </button>
          </p>
        )}
      </>
    );
  }
  const live = view.kind === 'live';
  const shown = live ? view.code : null;
  return (
    <div className={classes.code} data-typed={view.kind} data-pairing-code={shown ?? undefined}>
      <p className={classes.line}>
        {t('pairing.codeFor', { number: readableNumber(view.phone) })}
        {live && ' · '}
        <button type="button" className={classes.link} disabled={!live} onClick={() => setChanging(true)}>
          {t('pairLink.change')}
        </button>
      </p>
      <CodeBoxes code={shown} />
      {shown === null ? (
        <p className={classes.checking} role="status">
          {t('pairing.checking')}
        </p>
      ) : (
        <>
          <CopyCode key={shown} code={shown} />
          <p className={classes.count}>
            <span className={classes.time} role="timer" aria-live="off">
              {countdown((left.seconds ?? 0) * 1_000)}
            </span>
            {t('pairing.codeUntil')}
          </p>
        </>
      )}
    </div>
  );
}

function CopyCode({ code }: { code: string }) {
  const { t } = useCopy();
  const { copied, said, copy } = useCopied();
  return (
    <button type="button" className={classes.sun} onClick={() => copy(code)}>
      {copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
      {t(said ?? 'button.copyCode')}
    </button>
  );
}
