import { Button } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { SessionState } from '../../contract/session.ts';
import { useActions } from '../actions/actions.tsx';
import { useAnnouncer } from '../announce/announcer.tsx';
import { possible } from '../actions/possible.ts';
import { useMay } from '../auth/auth.tsx';
import { BulkBar } from '../bulk/bulk-bar.tsx';
import { useKeys } from '../keys/keys.ts';
import { useCalmSessions } from '../live/live.tsx';
import { usePairNext } from '../pairing/use-go-pair.ts';
import { Mark } from '../shell/brand.tsx';
import { Banners } from '../truth/banners.tsx';
import { useBlocked } from '../truth/blocked.ts';
import { TruthPill } from '../truth/truths.tsx';
import { useTruth } from '../truth/truth.ts';
import { clockTime } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import { ListComing } from './list-coming.tsx';
import { inAnyPhase } from './list-counts.ts';
import { useListFilter } from './list-filter.ts';
import { useListVoice } from './list-voice.ts';
import { countPhases, needsYou } from './order.ts';
import { HeadButtons } from './head-buttons.tsx';
import { PhaseBar } from './phase-bar.tsx';
import { SessionList } from './session-list.tsx';
import { Summary } from './summary.tsx';
import { SyncButton, useSyncDialog } from './sync.tsx';
import { Toolbar } from './toolbar.tsx';
import { useOrder } from './use-order.ts';
import { useSelection } from './use-selection.ts';
import classes from './sessions-page.module.css';

/** With fewer sessions than this, shares and filters say nothing the list does not. */
const manySessions = 8;

export function SessionsPage() {
  const { t, n, language } = useCopy();
  const { sessions, complete } = useCalmSessions();
  const { old, unreachableSince, lostSince } = useTruth();
  const may = useMay();
  const navigate = useNavigate();
  const { ask } = useActions();
  const { alert } = useAnnouncer();
  const blocked = useBlocked();
  const [filter, change] = useListFilter();
  const sync = useSyncDialog();
  const [still, setStill] = useState(false);
  const [selects, setSelects] = useState(false);
  const { groups, moves, sortNow } = useOrder(sessions, filter, still || selects);
  const ids = useMemo(() => [...groups.needs, ...groups.rest], [groups]);
  const selecting = useSelection(ids);
  const { selection, clear } = selecting;
  if (selects !== selection.size > 0) setSelects(selection.size > 0);
  const inOrder = (shown: readonly string[]) => {
    const byId = new Map(sessions.map((each) => [each.id, each]));
    return shown.flatMap((id) => byId.get(id) ?? []);
  };
  const there = useMemo(() => countPhases(sessions), [sessions]);
  const { owner, q } = filter;
  const anyPhase = useMemo(() => inAnyPhase(sessions, { owner, q }), [sessions, owner, q]);
  const counts = useMemo(() => countPhases(anyPhase), [anyPhase]);
  const waiting = sessions.filter(needsYou).length;
  const search = useRef<HTMLInputElement>(null);
  const away = unreachableSince !== null;
  const many = sessions.length >= manySessions || filter.phase !== null;
  useListVoice(sessions, complete);
  useDocumentTitle(`${waiting > 0 ? `(${waiting}) ` : ''}${t('nav.sessions')} · Heliograph`);
  const pairNext = usePairNext();
  useKeys({
    '/': () => search.current?.focus(),
    n: (event) => !event.repeat && pairNext(),
    ...(selects ? { Escape: clear } : {}),
  });

  const open = useCallback((id: string) => void navigate(`/sessions/${encodeURIComponent(id)}`), [navigate]);
  const connect = useCallback(
    (state: SessionState) => {
      if (!possible(state, may.act).connect) return;
      if (blocked !== null) return alert(blocked);
      void ask(state, 'connect');
      // A session without a login will show a code: somebody has to look at it.
      if (!state.jid || state.phase === 'logged-out') open(state.id);
    },
    [ask, alert, open, may.act, blocked],
  );

  const since = unreachableSince ?? lostSince;
  const needsTitle = since === null ? t('list.needsYou') : t('list.neededYouAt', { time: clockTime(since) });
  const shown = ids.length;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <span className={classes.mark}>
          <Mark size={24} />
        </span>
        <div className={classes.titles}>
          <h1>{t('nav.sessions')}</h1>
          {selects ? (
            <p className={classes.chosen}>
              {t('list.selected', {
                count: selection.size.toLocaleString(language),
                total: sessions.length.toLocaleString(language),
              })}
            </p>
          ) : (
            <Summary sessions={sessions} complete={complete} waiting={waiting} since={since} />
          )}
        </div>
        <TruthPill />
        {selects ? (
          <Button
            variant="subtle"
            color="gray"
            c="var(--hg-text)"
            className={classes.clear}
            visibleFrom="sm"
            onClick={clear}
          >
            {t('bulk.clear')}
          </Button>
        ) : (
          <HeadButtons
            count={sessions.length}
            ready={complete}
            blocked={blocked}
            away={away}
            lost={lostSince !== null}
            onSync={sync.open}
          />
        )}
      </header>
      <Banners />
      {many && (
        <PhaseBar
          there={there}
          counts={counts}
          total={anyPhase.length}
          chosen={filter.phase}
          old={old}
          onChoose={(phase) => change({ phase })}
        />
      )}
      {sessions.length > 0 && (
        <Toolbar
          sessions={sessions}
          filter={filter}
          search={search}
          shown={() => inOrder(ids)}
          found={shown}
          onSync={may.manage ? sync.open : null}
          onChange={change}
          onLeave={() => document.querySelector<HTMLElement>('[role="row"][data-session]')?.focus()}
        />
      )}
      {selects && (
        <BulkBar
          chosen={() => inOrder(ids.filter((id) => selection.has(id)))}
          more={selection.size < shown ? shown : null}
          onAll={() => selecting.onAll(true)}
          onClear={clear}
        />
      )}
      {moves > 0 && (
        <p className={classes.moves}>
          <Button variant="subtle" size="compact-sm" c="var(--hg-link)" onClick={sortNow}>
            {n('list.wouldMove', moves)}
          </Button>
        </p>
      )}
      {sessions.length === 0 && !complete && <ListComing />}
      {sessions.length === 0 && complete && (
        <div className={classes.empty}>
          <p>{t(emptyWords(may))}</p>
          {may.manage && <SyncButton count={sessions.length} blocked={blocked} onClick={sync.open} />}
        </div>
      )}
      {sessions.length > 0 && shown === 0 && (
        <div className={classes.empty}>
          <p>{filter.q ? t('list.noMatch', { q: filter.q }) : t('list.noneHere')}</p>
          <Button onClick={() => change({ q: '', phase: null, owner: null })}>{t('list.clear')}</Button>
        </div>
      )}
      {shown > 0 && (
        <SessionList
          groups={groups}
          needsTitle={needsTitle}
          restTitle={filter.sort === 'needs' && groups.needs.length > 0 ? t('list.rest') : null}
          onOpen={open}
          onConnect={connect}
          onStill={setStill}
          selecting={may.act ? selecting : null}
        />
      )}
      {sync.dialog}
    </div>
  );
}

/** Whoever acts on their own alone may have none; whoever only looks sees them all. */
const emptyWords = ({ manage, act }: { manage: boolean; act: boolean }) =>
  manage ? 'empty.noSessions' : act ? 'empty.noSessionsOperator' : 'list.empty';
