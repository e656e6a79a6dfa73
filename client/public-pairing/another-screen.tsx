import { IconCloudOff, IconQrcode, IconQrcodeOff } from '@tabler/icons-react';
import { useRef } from 'react';
import type { SessionState } from '../../contract/session.ts';
import type { PairingLinkFeed } from '../../sdk/pairing-link.ts';
import { CodeFrame } from '../pairing/code-frame.tsx';
import { CodePicture } from '../pairing/code-picture.tsx';
import { codeView, type CodeView } from '../pairing/code-view.ts';
import { useLeft } from '../pairing/deadline.ts';
import { Ring } from '../pairing/ring.tsx';
import { Spinner } from '../pairing/spinner.tsx';
import { Track } from '../pairing/track.tsx';
import { countdown } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import type { Asking } from './use-asking.ts';
import { startPairing } from './use-link.ts';
import classes from './pair-page.module.css';

const lastSeconds = 5;
const reduced = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

interface Props {
  feed: PairingLinkFeed;
  state: SessionState;
  asking: Asking;
}

/** The code for a phone that can see this screen, blank at its end. */
export function AnotherScreen({ feed, state, asking }: Props) {
  const { t } = useCopy();
  const edge = useRef<SVGPathElement>(null);
  const { qr } = state;
  const expiresAt = qr ? Date.parse(qr.expiresAt) : null;
  const lengthMs = qr ? Date.parse(qr.expiresAt) - Date.parse(qr.issuedAt) : 1;
  const left = useLeft(expiresAt, feed.now, (leftMs) => {
    const shown = reduced() ? Math.ceil(leftMs / 1_000) * 1_000 : leftMs;
    const share = Math.min(1, shown / Math.max(1, lengthMs));
    edge.current?.setAttribute('stroke-dasharray', `${share * 100} 100`);
  });
  const answers = state.freshness.upstream === 'reachable';
  const view = codeView(state, left.now === null ? null : feed.now(), answers, true);
  const live = view.kind === 'live' && left.seconds !== null;
  const begin = view.kind === 'ran-out' && view.again;
  return (
    <div className={classes.screen} data-code={view.kind}>
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
            <div className={`${classes.blank} ${view.kind === 'hidden' ? 'hatched' : ''}`}>
              <Sign kind={view.kind} begun={state.cause?.code === 'qr_timeout'} />
            </div>
          )
        }
      </CodeFrame>
      <Below view={view} seconds={left.seconds} state={state} />
      {begin && (
        <button
          type="button"
          className={classes.sun}
          disabled={asking.busy}
          onClick={() => asking.ask(() => startPairing(feed))}
        >
          <IconQrcode size={18} aria-hidden />
          {t(state.cause?.code === 'qr_timeout' ? 'button.newCode' : 'button.showQr')}
        </button>
      )}
    </div>
  );
}

function Sign({ kind, begun }: { kind: CodeView['kind']; begun: boolean }) {
  if (kind === 'hidden') return <IconCloudOff size={40} stroke={1.75} aria-hidden />;
  if (kind !== 'ran-out') return <Spinner />;
  const Shape = begun ? IconQrcodeOff : IconQrcode;
  return <Shape size={40} stroke={1.75} aria-hidden />;
}

function Below({ view, seconds, state }: { view: CodeView; seconds: number | null; state: SessionState }) {
  const { t } = useCopy();
  const endsAt = state.pairingEndsAt ? Date.parse(state.pairingEndsAt) : null;
  if (view.kind === 'live') {
    const soon = seconds !== null && seconds <= lastSeconds;
    const line = view.last ? 'pairing.lastCode' : soon ? 'pairing.stillGood' : 'pairing.untilNext';
    return (
      <div className={classes.words}>
        <p className={classes.count}>
          <span className={classes.time} role="timer" aria-live="off">
            {countdown((seconds ?? 0) * 1_000)}
          </span>
          {t(line)}
        </p>
        {view.qr.attempt !== null && (
          <Track attempt={view.qr.attempt} secondsLeft={seconds} endsAt={endsAt} />
        )}
      </div>
    );
  }
  const [title, line] = blankWords(view, state, t);
  return (
    <div className={classes.words} role="status">
      <p className={classes.said}>{title}</p>
      {line && <p className={classes.line}>{line}</p>}
    </div>
  );
}

function blankWords(view: CodeView, state: SessionState, t: ReturnType<typeof useCopy>['t']): string[] {
  if (view.kind === 'hidden') return [t('pairing.hidden')];
  if (view.kind === 'next') return [t('pairing.gettingNext'), t('pairing.keepCamera')];
  if (view.kind !== 'ran-out') return [t('pairing.gettingFirst'), t('pairing.keepCamera')];
  if (state.cause?.code === 'qr_timeout' || !view.again) return [t('cause.qr_timeout.title')];
  return [t('pairLink.ready'), t('pairLink.readyLine')];
}
