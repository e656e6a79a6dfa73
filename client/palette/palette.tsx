import '@mantine/spotlight/styles.layer.css';
import { Spotlight, spotlight } from '@mantine/spotlight';
import {
  IconActivity,
  IconAntennaBars5,
  IconBolt,
  IconHistory,
  IconKey,
  IconLink,
  IconPencil,
  IconPlugConnectedX,
  IconPlus,
  IconSearch,
  IconUserCircle,
} from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useMatch, useNavigate } from 'react-router';
import type { SessionState } from '../../contract/session.ts';
import { useActions } from '../actions/actions.tsx';
import { possible } from '../actions/possible.ts';
import { useMay } from '../auth/auth.tsx';
import { useMakeLink } from '../links/make-link.tsx';
import { useSessions } from '../live/live.tsx';
import { PhaseIcon } from '../phase/phase-icon.tsx';
import { useTruth } from '../truth/truth.ts';
import type { CopyKey } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';
import { matches } from './matches.ts';
import { usePlaces, type PlaceName } from './places.ts';
import classes from './palette.module.css';

/** Sessions, what can be done with the one that fits best, and places. `asked` grows each time it is called for. */
export default function Palette({ asked }: { asked: number }) {
  const { t } = useCopy();
  const [query, setQuery] = useState('');
  useEffect(() => spotlight.open(), [asked]);
  return (
    <Spotlight.Root
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      size={680}
      overlayProps={{ color: '#1D1A15', backgroundOpacity: 0.45, blur: 0 }}
      radius="lg"
      scrollable
      maxHeight="min(460px, 60dvh)"
      attributes={{ content: { 'aria-label': t('palette.title') } }}
      classNames={{
        content: classes.content,
        search: classes.search,
        action: classes.action,
        actionsGroup: classes.group,
      }}
    >
      <Spotlight.Search
        placeholder={t('list.search')}
        aria-label={t('palette.title')}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={<kbd>Esc</kbd>}
        rightSectionWidth={56}
      />
      <Spotlight.ActionsList>
        <Found query={query} />
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function Found({ query }: { query: string }) {
  const { t } = useCopy();
  const { sessions } = useSessions();
  const navigate = useNavigate();
  const here = useMatch('/sessions/:id')?.params.id;
  const places = usePlaces();
  const found = matches(sessions, query);
  const chosen = query.trim() === '' ? sessions.find(({ id }) => id === here) : found[0];
  const shownPlaces = places.filter(({ name }) =>
    t(`palette.places.${name}`).toLowerCase().includes(query.trim().toLowerCase()),
  );
  if (found.length === 0 && !chosen && shownPlaces.length === 0) {
    return <Spotlight.Empty>{t('list.noMatch', { q: query })}</Spotlight.Empty>;
  }
  return (
    <>
      {found.length > 0 && (
        <Spotlight.ActionsGroup label={t(query.trim() === '' ? 'list.needsYou' : 'nav.sessions')}>
          {found.map((session) => (
            <Spotlight.Action
              key={session.id}
              onClick={() => void navigate(`/sessions/${encodeURIComponent(session.id)}`)}
            >
              <span style={{ color: `var(--hg-phase-${session.phase}-text)` }} className={classes.icon}>
                <PhaseIcon phase={session.phase} />
              </span>
              <span className={classes.words}>
                {session.name} <span className={classes.phase}>· {t(`phase.${session.phase}`)}</span>
              </span>
            </Spotlight.Action>
          ))}
        </Spotlight.ActionsGroup>
      )}
      {chosen && <Deeds session={chosen} />}
      {shownPlaces.length > 0 && (
        <Spotlight.ActionsGroup label={t('palette.go')}>
          {shownPlaces.map(({ name, to, keys }) => (
            <Deed
              key={name}
              icon={placeIcons[name]}
              words={t(`palette.places.${name}`)}
              keys={keys}
              onClick={() => void navigate(to)}
            />
          ))}
        </Spotlight.ActionsGroup>
      )}
    </>
  );
}

const placeIcons: Record<PlaceName, ReactNode> = {
  sessions: <IconAntennaBars5 size={16} aria-hidden />,
  newSession: <IconPlus size={16} aria-hidden />,
  audit: <IconHistory size={16} aria-hidden />,
  keys: <IconKey size={16} aria-hidden />,
  system: <IconActivity size={16} aria-hidden />,
  profile: <IconUserCircle size={16} aria-hidden />,
};

interface DeedProps {
  icon: ReactNode;
  words: string;
  keys?: string | undefined;
  disabled?: boolean;
  onClick: () => void;
}

function Deed({ icon, words, keys, disabled = false, onClick }: DeedProps) {
  return (
    <Spotlight.Action disabled={disabled} onClick={onClick}>
      <span className={classes.icon}>{icon}</span>
      <span className={classes.words}>{words}</span>
      {keys && (
        <span aria-hidden>
          {keys.split(' ').map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      )}
    </Spotlight.Action>
  );
}

/** What can be done with one session now. */
function Deeds({ session }: { session: SessionState }) {
  const { t } = useCopy();
  const may = useMay();
  const navigate = useNavigate();
  const { ask } = useActions();
  const { make } = useMakeLink();
  const blocked = useTruth().unreachableSince !== null;
  const can = possible(session, may.act);
  const page = `/sessions/${encodeURIComponent(session.id)}`;
  const go = (to: string) => void navigate(to);
  const connectWords: CopyKey = session.phase === 'offline' ? 'button.connect' : 'button.connectAgain';
  return (
    <Spotlight.ActionsGroup label={t('palette.with', { name: session.name })}>
      {can.connect && (
        <Deed
          icon={<IconBolt size={16} aria-hidden />}
          words={t(connectWords)}
          keys="c"
          disabled={blocked}
          onClick={() => {
            go(page);
            void ask(session, 'connect');
          }}
        />
      )}
      {session.phase === 'pairing' && can.disconnect && (
        <Deed
          icon={<IconPlugConnectedX size={16} aria-hidden />}
          words={t('button.stopPairing')}
          disabled={blocked}
          onClick={() => void ask(session, 'disconnect')}
        />
      )}
      {(can.connect || session.phase === 'pairing') && may.seeCodes && (
        <Deed
          icon={<IconLink size={16} aria-hidden />}
          words={t('links.make')}
          onClick={() => make(session)}
        />
      )}
      <Deed
        icon={<IconHistory size={16} aria-hidden />}
        words={t('palette.timeline')}
        onClick={() => go(`${page}#timeline`)}
      />
      {may.manage && (
        <Deed
          icon={<IconPencil size={16} aria-hidden />}
          words={t('settings.edit')}
          onClick={() => go(`${page}/edit`)}
        />
      )}
    </Spotlight.ActionsGroup>
  );
}
