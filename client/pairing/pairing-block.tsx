import { Button, SegmentedControl, UnstyledButton } from '@mantine/core';
import { IconLink, IconMessage2, IconQrcode } from '@tabler/icons-react';
import { Suspense, useEffect, useState } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useActions, useAsk } from '../actions/actions.tsx';
import { possible } from '../actions/possible.ts';
import { useMay } from '../auth/auth.tsx';
import { useMakeLink } from '../links/make-link.tsx';
import { lazy } from '../page/lazy.tsx';
import { WhyNot } from '../session/why-not.tsx';
import { useBlocked } from '../truth/blocked.ts';
import { useCopy } from '../words/language.tsx';
import { warmRedraw } from './code-picture.tsx';
import type { PhoneNumber } from './code-panel.tsx';
import { Presence } from './presence.tsx';
import { QrPanel } from './qr-panel.tsx';
import { RunningCode } from './running-code.tsx';
import { Standing } from './standing.tsx';
import { Steps } from './steps.tsx';
import classes from './pairing-block.module.css';

/** Numbers and their countries are heavy: they come when somebody wants a pairing code. */
const CodePanel = lazy(() => import('./code-panel.tsx'));

type Way = 'qr' | 'code';

/** A pairing from its first code to "online", by QR or by a code that is typed on the phone. */
export function PairingBlock({ state }: { state: SessionState }) {
  const { t } = useCopy();
  const may = useMay();
  const blocked = useBlocked() !== null;
  const { ask } = useActions();
  const asked = useAsk(state.id);
  const { make } = useMakeLink();
  // Chosen by what runs when it is first shown, then by hand alone: nothing changes under the camera.
  const [way, setWay] = useState<Way>(state.pairingCode ? 'code' : 'qr');
  const [number, setNumber] = useState<PhoneNumber | null>(null);
  useEffect(warmRedraw, []);
  // A pairing code belongs to a socket that waits for a phone; before and after there is only the frame.
  const switches = state.phase === 'pairing' && may.seeCodes && may.act;
  const byCode = switches && way === 'code';
  const label = (Icon: typeof IconQrcode, words: string) => (
    <span className={classes.way}>
      <Icon size={16} aria-hidden />
      {words}
    </span>
  );
  return (
    <div className={classes.block}>
      <section className={classes.card} aria-label={t('pairing.title')}>
        {may.seeCodes && may.act && (
          <SegmentedControl
            className={classes.switch}
            // Out of sight but in its place: nothing may jump under the camera when the code is scanned.
            data-away={!switches || undefined}
            disabled={!switches}
            aria-label={t('pairing.way')}
            value={way}
            onChange={(value) => setWay(value as Way)}
            data={[
              { value: 'qr', label: label(IconQrcode, t('pairing.byQr')) },
              { value: 'code', label: label(IconMessage2, t('pairing.byCode')) },
            ]}
          />
        )}
        {byCode ? (
          <Suspense fallback={<div className={classes.loading} />}>
            <CodePanel state={state} number={number} onNumber={setNumber} />
          </Suspense>
        ) : (
          <QrPanel state={state} />
        )}
        {possible(state, may.act).disconnect && state.phase === 'pairing' && (
          <div className={classes.foot}>
            <WhyNot />
            <Button
              disabled={blocked}
              loading={asked?.status === 'asked' && asked.kind === 'disconnect'}
              onClick={() => void ask(state, 'disconnect')}
            >
              {t('button.stopPairing')}
            </Button>
            {may.seeCodes && (
              <Button leftSection={<IconLink size={16} aria-hidden />} onClick={() => make(state)}>
                {t('links.send')}
              </Button>
            )}
          </div>
        )}
      </section>
      <aside className={classes.aside}>
        {may.seeCodes && <Steps byCode={byCode} />}
        {state.phase !== 'offline' && <Standing state={state} byCode={byCode} />}
        <Presence id={state.id} byCode={byCode} />
        {byCode ? (
          <p className={classes.hint}>{t('pairing.codeHint')}</p>
        ) : (
          switches && (
            <>
              <p className={classes.hint}>
                {t('links.elsewhere')}{' '}
                <UnstyledButton className={classes.link} onClick={() => make(state)}>
                  {t('links.sendOwner')}
                </UnstyledButton>
              </p>
              <RunningCode code={state.pairingCode} onShow={() => setWay('code')} />
            </>
          )
        )}
      </aside>
    </div>
  );
}
