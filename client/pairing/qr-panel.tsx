import { IconCircleCheckFilled, IconCloudOff, IconEyeOff, IconQrcodeOff } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useMay } from '../auth/auth.tsx';
import { useServerClock } from '../live/live.tsx';
import { readableNumber } from '../phase/number.ts';
import { CancelConnect } from '../session/cancel-connect.tsx';
import { ConnectButton } from '../session/connect-button.tsx';
import { howSlow } from '../session/how-slow.ts';
import { countdown } from '../time/words.ts';
import { useNow, useTruth } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { CodeFrame } from './code-frame.tsx';
import { CodePicture } from './code-picture.tsx';
import { codeView, type CodeView } from './code-view.ts';
import { qrAloud, useCodeVoice } from './code-voice.ts';
import { useLeft } from './deadline.ts';
import { Ring } from './ring.tsx';
import { Spinner } from './spinner.tsx';
import { Track } from './track.tsx';
import classes from './qr-panel.module.css';

/** The last seconds of a code: still good, and that is worth a word. */
const lastSeconds = 5;
const reduced = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The code in its ring, and the words below it. */
export function QrPanel({ state }: { state: SessionState }) {
  const clock = useServerClock();
  const may = useMay();
  const speech = useCopy();
  const { unreachableSince, connection } = useTruth();
  const edge = useRef<SVGPathElement>(null);
  const expiresAt = state.qr ? Date.parse(state.qr.expiresAt) : null;
  const issuedAt = state.qr ? Date.parse(state.qr.issuedAt) : null;
  const left = useLeft(expiresAt, clock, (leftMs) => {
    if (!edge.current || expiresAt === null || issuedAt === null) return;
    const shown = reduced() ? Math.ceil(leftMs / 1_000) * 1_000 : leftMs;
    const share = Math.min(1, shown / Math.max(1, expiresAt - issuedAt));
    edge.current.setAttribute('stroke-dasharray', `${share * 100} 100`);
  });
  const now = left.now === null ? null : (clock() ?? null);
  const view = codeView(state, {
    now,
    heard: connection.is === 'live',
    answers: unreachableSince === null,
    maySee: may.seeCodes,
  });
  const live = view.kind === 'live' && left.seconds !== null;
  useCodeVoice(view.kind === 'live' ? view.qr.image : view.kind, view, now, (was, at) =>
    qrAloud(was, view, at, speech),
  );
  return (
    <div className={classes.panel} data-code={view.kind}>
      <CodeFrame ring={(side) => <Ring edge={edge} live={live} side={side} />}>
        {({ wantedPx, roomPx }) =>
          live ? (
            <CodePicture
              sessionId={state.id}
              image={view.qr.image}
              attempt={view.qr.attempt}
              wantedPx={wantedPx}
              roomPx={roomPx}
            />
          ) : (
            <Blank view={view} />
          )
        }
      </CodeFrame>
      <Words view={view} seconds={left.seconds} state={state} />
    </div>
  );
}

const blankIcons: Partial<Record<CodeView['kind'], ReactNode>> = {
  scanned: <IconCircleCheckFilled size={48} className={classes.good} aria-hidden />,
  done: <IconCircleCheckFilled size={48} className={classes.good} aria-hidden />,
  unheard: <IconCloudOff size={40} stroke={1.75} aria-hidden />,
  'ran-out': <IconQrcodeOff size={40} stroke={1.75} aria-hidden />,
  hidden: <IconCloudOff size={40} stroke={1.75} aria-hidden />,
  forbidden: <IconEyeOff size={40} stroke={1.75} aria-hidden />,
};

function Blank({ view }: { view: CodeView }) {
  return (
    <div className={`${classes.blank} ${view.kind === 'hidden' || view.kind === 'unheard' ? 'hatched' : ''}`}>
      {blankIcons[view.kind] ?? <Spinner />}
    </div>
  );
}

function Words({ view, seconds, state }: { view: CodeView; seconds: number | null; state: SessionState }) {
  const { t } = useCopy();
  const endsAt = state.pairingEndsAt ? Date.parse(state.pairingEndsAt) : null;
  const waits = view.kind === 'first' || view.kind === 'scanned';
  const slow = howSlow(useNow(waits) - Date.parse(state.scannedAt ?? state.phaseSince));
  const wayOut = slow === 'too-slow' && <CancelConnect state={state} />;
  const said = (title: string, line?: string, below?: ReactNode) => (
    <div className={classes.words}>
      <h2 className={classes.said}>{title}</h2>
      {line && <p className={classes.line}>{line}</p>}
      {below}
    </div>
  );
  switch (view.kind) {
    case 'live': {
      const line =
        seconds !== null && seconds <= lastSeconds && !view.last
          ? 'pairing.stillGood'
          : view.last
            ? 'pairing.lastCode'
            : 'pairing.untilNext';
      const { attempt, of } = view.qr;
      return (
        <div className={classes.words}>
          <p className={classes.count}>
            <span className={classes.time} role="timer" aria-live="off">
              {countdown((seconds ?? 0) * 1_000)}
            </span>
            <span className={classes.until}>{t(line)}</span>
            {attempt !== null && of !== null && (
              <span className={classes.attempt}>{t('pairing.codeOf', { attempt, of })}</span>
            )}
          </p>
          {attempt !== null && <Track attempt={attempt} secondsLeft={seconds} endsAt={endsAt} />}
        </div>
      );
    }
    case 'first':
      return said(
        t('pairing.gettingFirst'),
        t(slow === 'usual' ? 'pairing.keepCamera' : 'session.slow'),
        wayOut,
      );
    case 'unheard':
      return said(t('pairing.unheard'), t('pairing.unheardLine'));
    case 'next':
      return said(
        t('pairing.gettingNext'),
        t('pairing.keepCamera'),
        view.attempt !== null && <Track attempt={view.attempt} secondsLeft={null} endsAt={null} />,
      );
    case 'scanned':
      return said(
        t('pairing.scanned'),
        t('pairing.keepOpen'),
        <>
          <p className={classes.small}>{t(slow === 'usual' ? 'pairing.usually' : 'session.slow')}</p>
          {wayOut}
        </>,
      );
    case 'done':
      return said(t('pairing.done', { number: view.jid ? readableNumber(view.jid) : '' }));
    case 'ran-out':
      return said(
        t('cause.qr_timeout.title'),
        t('cause.qr_timeout.next'),
        view.again && <ConnectButton state={state} />,
      );
    case 'hidden':
      return said(t('pairing.hidden'));
    case 'forbidden':
      return said(t('session.codeHere'), t('error.forbiddenQr'));
  }
}
