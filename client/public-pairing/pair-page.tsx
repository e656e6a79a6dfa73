/** The page of a pairing link: one session's code for the phone's owner, who has no account here. */
import { lazy, Suspense, useState } from 'react';
import type { PairingLinkFeed } from '../../sdk/pairing-link.ts';
import { isDemo } from '../demo/is-demo.ts';
import { Steps } from '../pairing/steps.tsx';
import { Mark } from '../shell/brand.tsx';
import { clockTime } from '../time/words.ts';
import { languages } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';
import { AnotherScreen } from './another-screen.tsx';
import { DemoLine } from './demo-line.tsx';
import { LivePill } from './live-pill.tsx';
import { Outcome } from './outcome.tsx';
import { useAsking } from './use-asking.ts';
import { useLink, type LinkNow } from './use-link.ts';
import { WaySwitch, type Way } from './way-switch.tsx';
import classes from './pair-page.module.css';

/** The rules of all countries' numbers: for phones, and fetched beside the page. */
const ThisPhone = lazy(() => import('./this-phone.tsx'));
/** A phone cannot scan its own screen; a wide screen is not the phone. */
const wide = () => window.matchMedia('(min-width: 48em)').matches;

export function PairPage({ feed }: { feed: PairingLinkFeed }) {
  const { t } = useCopy();
  const link = useLink(feed);
  const { stage, context } = link;
  const over = stage === 'linked' || stage === 'used' || stage === 'ended';
  const name = context?.sessionName;
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
      <main className={classes.main}>
        {!over && (
          <div className={classes.head}>
            <h1>{name === undefined ? t('pairLink.opening') : t('link.title', { name })}</h1>
            {context && <p className={classes.lead}>{t('link.intro', { who: context.askedBy })}</p>}
          </div>
        )}
        {stage === 'open' && <Open feed={feed} link={link} />}
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

function Open({ feed, link }: { feed: PairingLinkFeed; link: LinkNow }) {
  const { t } = useCopy();
  const asking = useAsking();
  const [way, setWay] = useState<Way>(() => (wide() ? 'screen' : 'phone'));
  const { state } = link;
  if (!state) return null;
  const byCode = way === 'phone';
  return (
    <div className={classes.open}>
      <div className={classes.left}>
        <WaySwitch way={way} onChange={setWay} />
        <section className={classes.card} aria-label={t('pairing.title')}>
          {byCode ? (
            <Suspense fallback={<div className={classes.soon} />}>
              <ThisPhone feed={feed} state={state} asking={asking} />
            </Suspense>
          ) : (
            <AnotherScreen feed={feed} state={state} asking={asking} />
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
