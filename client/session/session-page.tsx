import { ActionIcon, Loader } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { SessionState } from '../../contract/session.ts';
import { FailureNote } from '../actions/failure-note.tsx';
import { useActions, useAsk } from '../actions/actions.tsx';
import { possible } from '../actions/possible.ts';
import { useAnnouncer } from '../announce/announcer.tsx';
import { useMay } from '../auth/auth.tsx';
import { useKeys } from '../keys/keys.ts';
import { OpenLinks } from '../links/open-links.tsx';
import { useSession, useUpstream } from '../live/live.tsx';
import { readableNumber } from '../phase/number.ts';
import { PhaseBadge } from '../phase/phase-badge.tsx';
import { Crumbs } from '../sessions/crumbs.tsx';
import { listAddress } from '../sessions/list-address.ts';
import { Moment } from '../time/moment.tsx';
import { ago, clockTime } from '../time/words.ts';
import { Banners } from '../truth/banners.tsx';
import { useBlocked } from '../truth/blocked.ts';
import { seenAt } from '../truth/seen.ts';
import { TruthPill } from '../truth/truths.tsx';
import { useNow, useTruth } from '../truth/truth.ts';
import { UptimeBar } from '../uptime/uptime-bar.tsx';
import { useCopy } from '../words/language.tsx';
import { Back } from './back.tsx';
import { Details } from './details.tsx';
import { GoneSession } from './gone-session.tsx';
import { HeadActions } from './head-actions.tsx';
import { useJustPaired } from './just-paired.ts';
import { Neighbours, useNeighbours } from './neighbours.tsx';
import { PhaseBlock } from './phase-block.tsx';
import { SessionComing } from './session-coming.tsx';
import { SessionMenu } from './session-menu.tsx';
import { Timeline } from './timeline.tsx';
import { useTimeline } from './use-timeline.ts';
import classes from './session-page.module.css';

export function SessionPage() {
  const { id = '' } = useParams();
  const { state, unknown } = useSession(id);
  const [seen, setSeen] = useState<{ id: string; name: string } | null>(null);
  if (state && (seen?.id !== id || seen.name !== state.name)) setSeen({ id, name: state.name });
  if (state) return <SessionView key={id} state={state} />;
  if (unknown) return <GoneSession key={id} name={seen?.id === id ? seen.name : null} />;
  return <SessionComing />;
}

function SessionView({ state }: { state: SessionState }) {
  const { t } = useCopy();
  const { old } = useTruth();
  const blocked = useBlocked() !== null;
  const may = useMay();
  const navigate = useNavigate();
  const { ask } = useActions();
  const asked = useAsk(state.id)?.status === 'asked';
  const neighbours = useNeighbours(state.id);
  const just = useJustPaired(state);
  const history = useTimeline(state.id);
  const badge = useRef<HTMLSpanElement>(null);
  usePhaseVoice(state);
  useDocumentTitle(`${t(`phase.${state.phase}`)} · ${state.name}`);

  const connect = () => void ask(state, 'connect');
  useKeys({
    Escape: () => void navigate(listAddress()),
    j: () => neighbours.go(1),
    k: () => neighbours.go(-1),
    c: () => possible(state, may.act).connect && !blocked && connect(),
  });
  // Once the code's place is gone, the badge says what became of it.
  const { done } = just;
  const wasDone = useRef(done);
  useEffect(() => {
    const at = document.activeElement;
    const nowhere = at === document.body || at?.id === 'main';
    if (wasDone.current && !done && nowhere) badge.current?.focus();
    wasDone.current = done;
  }, [done]);

  return (
    <article
      className={classes.page}
      data-session={state.id}
      data-phase={state.phase}
      data-connected={state.connected}
      data-logged-in={state.loggedIn}
      data-version={state.version}
    >
      <Crumbs className={classes.crumbs}>
        <span aria-current="page" data-long>
          {state.name}
        </span>
        <Neighbours {...neighbours} />
      </Crumbs>
      <header className={classes.head}>
        <Back />
        <div className={classes.titles}>
          <h1 className={classes.name} title={state.name}>
            {state.name}
          </h1>
          <span ref={badge} tabIndex={-1} className={classes.badge}>
            <PhaseBadge phase={state.phase} old={old} />
          </span>
          <TruthPill />
        </div>
        <span className={classes.actions}>
          <HeadActions state={state} />
          {/* A phone's actions are all in the menu: its button says that one is under way. */}
          <SessionMenu
            state={state}
            withConnect={connect}
            target={
              <ActionIcon size={36} aria-busy={asked} aria-label={t('list.menuOf', { name: state.name })}>
                {asked ? (
                  <Loader size={16} color="var(--hg-text2)" aria-hidden />
                ) : (
                  <IconDots size={18} aria-hidden />
                )}
              </ActionIcon>
            }
          />
        </span>
        <SecondLine state={state} old={old} />
      </header>
      <Banners />
      <FailureNote id={state.id} />
      <PhaseBlock state={state} just={just} entries={history.entries} />
      <OpenLinks id={state.id} phase={state.phase} />
      <UptimeBar state={state} events={history.entries} />
      <div className={classes.below}>
        <Timeline history={history} />
        <Details state={state} />
      </div>
    </article>
  );
}

/** Number, owner, and how fresh this is. */
function SecondLine({ state, old }: { state: SessionState; old: boolean }) {
  const { t, language } = useCopy();
  const at = useNow();
  const upstream = useUpstream();
  const seen = seenAt(state, upstream);
  const bySweep = seen > Date.parse(state.freshness.observedAt);
  const source = t(`truth.source.${bySweep ? 'sweep' : state.freshness.source}`);
  const words = old
    ? t('truth.lastSeen', { time: clockTime(seen, true) })
    : t('truth.seen', { ago: ago(seen, at, language), source });
  const jid = state.jid ?? state.lastJid;
  return (
    <p className={classes.second}>
      <span className={classes.whose}>
        {jid ? readableNumber(jid) : t('list.noNumberYet')}
        {' · '}
        {state.ownerName ? t('session.owner', { name: state.ownerName }) : t('session.noOwner')}
      </span>
      <span className={classes.between}>{' · '}</span>
      <span className={classes.seen}>
        <Moment at={seen}>{words}</Moment>
      </span>
    </p>
  );
}

/** Says the open session's phase aloud when it changes. */
function usePhaseVoice(state: SessionState) {
  const { t } = useCopy();
  const { say } = useAnnouncer();
  const known = useRef(state.phase);
  useEffect(() => {
    if (known.current === state.phase) return;
    known.current = state.phase;
    say(`${state.name}: ${t(`phase.${state.phase}`)}`);
  }, [state.phase, state.name, say, t]);
}
