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
import type { CopyKey } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';
import { startPairing } from './start-pairing.ts';
import type { Asking } from './use-asking.ts';
import classes from './pair-page.module.css';

const lastSeconds = 5;
const reduced = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

interface Props {
  feed: PairingLinkFeed;
  state: SessionState;
  asking: Asking;
  /** Why there is no code any more. */
  fall: SessionState['cause'];
  /** WhatsApp refuses until a time that it named. */
  mustWait: boolean;
}

/** The code for a phone that can see this screen, blank at its end. */
export function AnotherScreen({ feed, state, asking, fall, mustWait }: Props) {
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
  const view = codeView(state, {
    now: left.now === null ? null : feed.now(),
    heard: feed.connection.is === 'live',
    answers,
    maySee: true,
  });
  const live = view.kind === 'live' && left.seconds !== null;
  const begin = view.kind === 'ran-out' && view.again;
  const ranOut = fall?.code === 'qr_timeout';
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
            <div
              className={`${classes.blank} ${view.kind === 'hidden' || view.kind === 'unheard' ? 'hatched' : ''}`}
            >
              <Sign kind={view.kind} ranOut={ranOut} />
              {begin && !mustWait && (
                <Begin feed={feed} asking={asking} fell={fall !== null} ranOut={ranOut} />
              )}
            </div>
          )
        }
      </CodeFrame>
      {!begin && <Below view={view} seconds={left.seconds} state={state} />}
    </div>
  );
}

function Sign({ kind, ranOut }: { kind: CodeView['kind']; ranOut: boolean }) {
  if (kind === 'hidden' || kind === 'unheard') return <IconCloudOff size={40} stroke={1.75} aria-hidden />;
  if (kind !== 'ran-out') return <Spinner />;
  const Shape = ranOut ? IconQrcodeOff : IconQrcode;
  return <Shape size={40} stroke={1.75} aria-hidden />;
}

interface BeginProps extends Pick<Props, 'feed' | 'asking'> {
  fell: boolean;
  ranOut: boolean;
}

/** Codes burn whether or not somebody scans: they begin when the phone's owner says so. */
function Begin({ feed, asking, fell, ranOut }: BeginProps) {
  const { t } = useCopy();
  return (
    <>
      <p className={classes.said}>{t(ranOut ? 'cause.qr_timeout.title' : 'pairLink.ready')}</p>
      <p className={classes.line}>{t('pairLink.readyLine')}</p>
      <button
        type="button"
        className={classes.sun}
        disabled={asking.busy}
        onClick={() => asking.ask(() => startPairing(feed))}
      >
        <IconQrcode size={18} aria-hidden />
        {t(fell ? 'button.newCode' : 'button.showQr')}
      </button>
    </>
  );
}

function Below({ view, seconds, state }: { view: CodeView; seconds: number | null; state: SessionState }) {
  const { t } = useCopy();
  const endsAt = state.pairingEndsAt ? Date.parse(state.pairingEndsAt) : null;
  if (view.kind === 'live') {
    const soon = seconds !== null && seconds <= lastSeconds;
    const { attempt, of, issuedAt, expiresAt } = view.qr;
    const s = Math.round((Date.parse(expiresAt) - Date.parse(issuedAt)) / 1_000);
    const line = view.last ? 'pairing.lastCode' : soon ? 'pairing.stillGood' : 'pairing.untilNext';
    return (
      <div className={classes.words}>
        <p className={classes.count}>
          <span className={classes.time} role="timer" aria-live="off">
            {countdown((seconds ?? 0) * 1_000)}
          </span>
          {t(line)}
        </p>
        <p className="unseen" role="status">
          {attempt === null || of === null
            ? t('pairing.newCodeOfNoNumber', { s })
            : t('pairing.newCodeAloud', { attempt, of, s })}
        </p>
        {attempt !== null && <Track attempt={attempt} secondsLeft={seconds} endsAt={endsAt} />}
      </div>
    );
  }
  const [title, line] = blankWords(view.kind);
  return (
    <div className={classes.words} role="status">
      <p className={classes.said}>{t(title)}</p>
      {line && <p className={classes.line}>{t(line)}</p>}
    </div>
  );
}

function blankWords(kind: CodeView['kind']): [CopyKey, CopyKey?] {
  if (kind === 'hidden') return ['pairing.hidden'];
  if (kind === 'unheard') return ['pairing.unheard', 'pairing.unheardLine'];
  if (kind === 'next') return ['pairing.gettingNext', 'pairing.keepCamera'];
  if (kind === 'ran-out') return ['cause.qr_timeout.title'];
  return ['pairing.gettingFirst', 'pairing.keepCamera'];
}
