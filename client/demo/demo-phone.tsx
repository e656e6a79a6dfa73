/** The simulated phone beside the page: a real scan of what is on the screen, and the trouble a real phone makes. */
import { ActionIcon, Button, Select, Switch, UnstyledButton } from '@mantine/core';
import {
  IconBan,
  IconDevices,
  IconScan,
  IconUnlink,
  IconWifiOff,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { useMatch, useNavigate } from 'react-router';
import type { SessionState } from '../../contract/session.ts';
import type { PhoneAct } from '../api/port.ts';
import { useKeys } from '../keys/keys.ts';
import { useSessions } from '../live/live.tsx';
import { followScreenCode, screenCode } from '../pairing/screen-code.ts';
import { digitsOf, readableNumber } from '../phase/number.ts';
import { clockTime } from '../time/words.ts';
import { useTick } from '../time/ticker.ts';
import type { CopyKey } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';
import { useDemo } from './use-demo.ts';
import classes from './demo-phone.module.css';

export default function DemoPhone({ onClose }: { onClose: () => void }) {
  const { t } = useCopy();
  const demo = useDemo();
  useKeys({ Escape: onClose });
  // Whatever page came after the drawer: from within it, Escape closes the drawer.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    onClose();
  };
  return (
    <aside className={classes.drawer} aria-label={t('demo.title')} onKeyDown={onKeyDown}>
      <header className={classes.head}>
        <h2>{t('demo.title')}</h2>
        <ActionIcon variant="subtle" aria-label={t('demo.close')} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </header>
      <div className={classes.phone}>
        <Screen demo={demo} />
      </div>
      <section className={classes.trouble} data-no-handover>
        <h3>{t('demo.trouble')}</h3>
        {(['down', 'slow', 'loseWebhooks'] as const).map((trouble) => (
          <Switch
            key={trouble}
            labelPosition="left"
            color="var(--hg-text)"
            classNames={{ body: classes.switch }}
            label={t(`demo.troubles.${trouble}`)}
            checked={demo.troubles.has(trouble)}
            onChange={(event) => demo.make(trouble, event.currentTarget.checked)}
          />
        ))}
      </section>
    </aside>
  );
}

function Screen({ demo }: { demo: ReturnType<typeof useDemo> }) {
  const { t } = useCopy();
  useTick();
  const navigate = useNavigate();
  const { sessions } = useSessions();
  const open = useMatch('/sessions/:id')?.params.id;
  const [picked, setPicked] = useState<string | null>(null);
  useEffect(() => setPicked(null), [open]);
  const id = picked ?? open ?? sessions.find((each) => each.phase === 'pairing')?.id ?? sessions[0]?.id;
  const state = sessions.find((each) => each.id === id);
  return (
    <div className={classes.screen}>
      <p className={classes.status} aria-hidden>
        {clockTime(Date.now())}
        <span />
      </p>
      <Select
        label={t('demo.phoneFor')}
        variant="unstyled"
        classNames={{ input: classes.pick }}
        data={sessions.map((each) => ({ value: each.id, label: each.name }))}
        value={id ?? null}
        onChange={(value) => {
          setPicked(value);
          if (value && open) void navigate(`/sessions/${encodeURIComponent(value)}`);
        }}
        allowDeselect={false}
        searchable={sessions.length > 8}
        comboboxProps={{ withinPortal: true }}
      />
      {state && <Hand key={state.id} state={state} demo={demo} />}
    </div>
  );
}

const acts: { act: 'unlink' | 'goOffline' | 'openElsewhere' | 'ban'; icon: Icon }[] = [
  { act: 'unlink', icon: IconUnlink },
  { act: 'goOffline', icon: IconWifiOff },
  { act: 'openElsewhere', icon: IconDevices },
  { act: 'ban', icon: IconBan },
];

/** What the person who holds the phone can do now. */
function Hand({ state, demo }: { state: SessionState; demo: ReturnType<typeof useDemo> }) {
  const { t } = useCopy();
  const seen = useSyncExternalStore(followScreenCode, screenCode);
  const camera = seen?.sessionId === state.id ? seen.text : null;
  const code = state.pairingCode?.code;
  const linked = state.loggedIn || state.phase === 'online';
  const act = (what: PhoneAct) => demo.act(state.id, what);
  return (
    <>
      <p className={classes.linked}>
        {linked && state.jid
          ? t('demo.linkedAs', { number: readableNumber(state.jid) })
          : t('demo.notLinked')}
      </p>
      {!linked && (
        <div className={classes.scan}>
          <Button
            fullWidth
            size="md"
            variant={camera ? 'primary' : 'default'}
            disabled={camera === null}
            loading={demo.busy === 'scan'}
            leftSection={<IconScan size={18} aria-hidden />}
            onClick={() => camera && act({ act: 'scan', text: camera, phone: phoneOf(state) })}
          >
            {t('demo.scan')}
          </Button>
          {code !== undefined && state.pairingCode ? (
            <Button
              fullWidth
              loading={demo.busy === 'enterCode'}
              onClick={() => act({ act: 'enterCode', code, phone: state.pairingCode?.phone ?? '' })}
            >
              {t('demo.typeCode', { code })}
            </Button>
          ) : (
            camera === null && <p className={classes.hint}>{t('demo.nothingToScan')}</p>
          )}
        </div>
      )}
      <ul data-no-handover>
        {acts.map(({ act: what, icon: Shape }) => (
          <li key={what}>
            <UnstyledButton
              className={classes.act}
              disabled={!linked || demo.busy !== null}
              onClick={() => act({ act: what })}
            >
              <Shape size={18} stroke={1.75} aria-hidden />
              <span>
                {t(`demo.acts.${what}.title` as CopyKey)}
                <small>{t(`demo.acts.${what}.what` as CopyKey)}</small>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <p role="alert" className={classes.failed}>
        {demo.failure}
      </p>
    </>
  );
}

/** The phone that a session was linked with is still the one beside it; a session that had none gets a new one. */
const phoneOf = ({ lastJid }: SessionState) => (lastJid === null ? null : digitsOf(lastJid));
