/** The page of a pairing link: one session's code for the phone's owner, who has no account here. */
import { lazy, Suspense, useState } from 'react';
import type { PairingLinkFeed } from '../../sdk/pairing-link.ts';
import { isDemo } from '../demo/is-demo.ts';
import { useLeft } from '../pairing/deadline.ts';
import { Steps } from '../pairing/steps.tsx';
import { Mark } from '../shell/brand.tsx';
import { clockTime } from '../time/words.ts';
import { languages } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';
import { AnotherScreen } from './another-screen.tsx';
import { DemoLine } from './demo-line.tsx';
import { Fall } from './fall.tsx';
import { LivePill } from './live-pill.tsx';
import { Outcome } from './outcome.tsx';
import { useAsking } from './use-asking.ts';
import { useLink, type LinkNow } from './use-link.ts';
import { useNumber } from './use-number.ts';
import { WaySwitch, type Way } from './way-switch.tsx';
import classes from './pair-page.module.css';

/** The rules of all countries' numbers: for phones, and fetched beside the page. */
const ThisPhone = lazy(() => import('./this-phone.tsx'));
/** A phone cannot scan its own screen, however it is held; another wide screen is not the phone. */
const thePhone = '(max-width: 47.99em), (pointer: coarse) and (max-height: 32em)';
const firstWay = (): Way => (window.matchMedia(thePhone).matches ? 'phone' : 'screen');

export function PairPage({ feed }: { feed: PairingLinkFeed }) {
  const { t } = useCopy();
  const link = useLink(feed);
  const { stage, context } = link;
  const over = stage === 'linked' || stage === 'used' || stage === 'ended';
  const name = context?.sessionName;
  // Both outlive a scan that came to nothing.
  const [way, setWay] = useState(firstWay);
  const number = useNumber(link.state?.pairingCode?.phone);
  return (
    <div className={classes.page} data-stage={stage} data-demo={isDemo() || undefined}>
      {isDemo() && <DemoLine />}
      <header className={classes.top}>
        <span className={classes.brand}>
          <Mark size={20} />
          Heliograph
        </span>
        {!over && <LivePill connection={link.connection} />}
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        {!over && (
          <div className={classes.head}>
            <h1>{name === undefined ? t('pairLink.opening') : t('link.title', { name })}</h1>
            {context && <p className={classes.lead}>{t('link.intro', { who: context.askedBy })}</p>}
          </div>
        )}
        {stage === 'open' && <Open feed={feed} link={link} way={way} setWay={setWay} number={number} />}
        {stage !== 'open' && stage !== 'opening' && <Outcome stage={stage} />}
      </main>
      <footer className={classes.foot}>
        {context && !over && (
          <span>{t('link.once', { time: clockTime(Date.parse(context.expiresAt)) })}</span>
        )}
        <LanguageLink />
      </footer>
    </div>
  );
}

interface OpenProps {
  feed: PairingLinkFeed;
  link: LinkNow;
  way: Way;
  setWay: (way: Way) => void;
  number: ReturnType<typeof useNumber>;
}

function Open({ feed, link, way, setWay, number }: OpenProps) {
  const { t } = useCopy();
  const asking = useAsking();
  const { state, fall } = link;
  const until = fall?.until ? Date.parse(fall.until) : null;
  const wait = useLeft(until, feed.now);
  // Over only when the clock says so.
  const mustWait = until !== null && (wait.now === null || wait.seconds !== null);
  if (!state) return null;
  const byCode = way === 'phone';
  // Codes that ran out leave their place empty on a screen, and it says so itself.
  const told = fall?.code === 'qr_timeout' && !byCode ? null : fall;
  const shared = { feed, state, asking, mustWait };
  return (
    <div className={classes.open}>
      <div className={classes.left}>
        {told && (
          <Fall state={state} cause={told} who={link.context?.askedBy ?? ''} at={feed.now() ?? Date.now()} />
        )}
        <WaySwitch way={way} onChange={setWay} />
        <section className={classes.card} aria-label={t('pairing.title')}>
          {byCode ? (
            <Suspense fallback={<div className={classes.soon} />}>
              <ThisPhone {...shared} number={number} />
            </Suspense>
          ) : (
            <AnotherScreen {...shared} fall={fall} />
          )}
          <p className={classes.failed} role="alert">
            {asking.failed}
          </p>
        </section>
      </div>
      <aside className={classes.steps} aria-label={t('pairLink.steps')}>
        <Steps byCode={byCode} />
      </aside>
    </div>
  );
}

const names = { en: 'English', id: 'Bahasa Indonesia' };

function LanguageLink() {
  const { language, choose } = useCopy();
  const other = languages.find((each) => each !== language) ?? 'en';
  return (
    <button type="button" className={classes.link} lang={other} onClick={() => choose(other)}>
      {names[other]}
    </button>
  );
}
