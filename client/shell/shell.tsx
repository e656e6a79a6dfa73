/** The frame of every page behind the login: navigation, the two truths, the person, the demo's phone. */
import { useDisclosure } from '@mantine/hooks';
import { Suspense, useEffect } from 'react';
import { Outlet } from 'react-router';
import { useMay } from '../auth/auth.tsx';
import { BulkProvider } from '../bulk/bulk.tsx';
import { BulkPanel } from '../bulk/bulk-panel.tsx';
import { BulkSmall } from '../bulk/bulk-small.tsx';
import { DemoStrip } from '../demo/demo-strip.tsx';
import { isDemo } from '../demo/is-demo.ts';
import { keepFocus } from '../focus/keep-focus.ts';
import { useKeys } from '../keys/keys.ts';
import { MakeLinkProvider } from '../links/make-link.tsx';
import { lazy } from '../page/lazy.tsx';
import { PaletteDoor } from '../palette/palette-door.tsx';
import { FreshNotes } from './fresh-notes.tsx';
import { TruthVoice } from '../truth/banners.tsx';
import { Truths } from '../truth/truths.tsx';
import { useCopy } from '../words/language.tsx';
import { Mark } from './brand.tsx';
import { BottomNav, SideNav } from './nav.tsx';
import { UserMenu } from './user-menu.tsx';
import classes from './shell.module.css';

// What few visits need comes when it is asked for.
const DemoPhone = lazy(() => import('../demo/demo-phone.tsx'));
const KeysHelp = lazy(() => import('../keys/help.tsx'));

export function Shell() {
  const { t } = useCopy();
  const demo = isDemo();
  // The demo's phone can make trouble for everybody: it is the admins'.
  const hasPhone = useMay().manage && demo;
  const [phone, showPhone] = useDisclosure(false);
  const [help, showHelp] = useDisclosure(false);
  useEffect(keepFocus, []);
  useEffect(() => {
    // The sheet comes from below: the code it scans must stay above it.
    if (phone && window.matchMedia('(max-width: 63.99em)').matches) {
      document.querySelector('[data-code-frame]')?.scrollIntoView({ block: 'start' });
    }
  }, [phone]);
  useKeys({ '?': showHelp.open, ...(hasPhone ? { p: showPhone.toggle } : {}) });
  return (
    <BulkProvider>
      <MakeLinkProvider>
        <div
          className={classes.frame}
          data-demo={demo || undefined}
          data-phone={(hasPhone && phone) || undefined}
        >
          <a href="#main" className={classes.skip}>
            {t('shell.skip')}
          </a>
          {demo && <DemoStrip phone={phone} onPhone={hasPhone ? showPhone.toggle : null} />}
          <aside className={classes.side}>
            <span className={classes.brand}>
              <Mark />
              <span className={classes.name}>Heliograph</span>
            </span>
            <PaletteDoor onKeys={showHelp.open} />
            <SideNav />
            <BulkSmall />
            <div className={classes.foot}>
              <Truths />
              <UserMenu onKeys={showHelp.open} />
            </div>
          </aside>
          <BottomNav onKeys={showHelp.open} />
          <main id="main" className={classes.main} tabIndex={-1}>
            <Outlet />
          </main>
          <Suspense>{hasPhone && phone && <DemoPhone onClose={showPhone.close} />}</Suspense>
          <BulkPanel />
          <BulkSmall floating />
          <Suspense>{help && <KeysHelp demo={hasPhone} onClose={showHelp.close} />}</Suspense>
          <TruthVoice />
          <FreshNotes />
        </div>
      </MakeLinkProvider>
    </BulkProvider>
  );
}
