import { IconCircleCheckFilled, IconCloudOff, IconEyeOff, IconQrcodeOff } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useAnnouncer } from '../announce/announcer.tsx';
import { useMay } from '../auth/auth.tsx';
import { useServerClock } from '../live/live.tsx';
import { readableNumber } from '../phase/number.ts';
import { ConnectButton } from '../session/connect-button.tsx';
import { countdown } from '../time/words.ts';
import { useTruth } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { CodeFrame } from './code-frame.tsx';
import { CodePicture } from './code-picture.tsx';
import { codeView, type CodeView } from './code-view.ts';
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
  const { unreachableSince } = useTruth();
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
  const view = codeView(state, now, unreachableSince === null, may.seeCodes);
  const live = view.kind === 'live' && left.seconds !== null;
  useCodeVoice(view);
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
  'ran-out': <IconQrcodeOff size={40} stroke={1.75} aria-hidden />,
  hidden: <IconCloudOff size={40} stroke={1.75} aria-hidden />,
  forbidden: <IconEyeOff size={40} stroke={1.75} aria-hidden />,
};

function Blank({ view }: { view: CodeView }) {
  return (
    <div className={`${classes.blank} ${view.kind === 'hidden' ? 'hatched' : ''}`}>
      {blankIcons[view.kind] ?? <Spinner />}
    </div>
  );
}

function Words({ view, seconds, state }: { view: CodeView; seconds: number | null; state: SessionState }) {
  const { t } = useCopy();
  const endsAt = state.pairingEndsAt ? Date.parse(state.pairingEndsAt) : null;
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
      return said(t('pairing.gettingFirst'), t('pairing.keepCamera'));
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
        <p className={classes.small}>{t('pairing.usually')}</p>,
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

/** "New code, 2 of 6, 20 seconds"; "Code expired". */
function useCodeVoice(view: CodeView) {
  const { t } = useCopy();
  const { say } = useAnnouncer();
  const image = view.kind === 'live' ? view.qr.image : null;
  const words =
    view.kind === 'live'
      ? t('pairing.newCodeAloud', {
          attempt: view.qr.attempt ?? '?',
          of: view.qr.of ?? '?',
          s: Math.round((Date.parse(view.qr.expiresAt) - Date.parse(view.qr.issuedAt)) / 1_000),
        })
      : view.kind === 'next'
        ? t('pairing.expiredAloud')
        : null;
  // Only a new code or its end is said, not each second of it.
  const aloud = useRef(words);
  useEffect(() => {
    aloud.current = words;
  });
  const before = useRef<string | null>(null);
  const key = image ?? view.kind;
  useEffect(() => {
    const first = before.current === null;
    before.current = key;
    if (aloud.current !== null && !(first && key === 'next')) say(aloud.current);
  }, [key, say]);
}
