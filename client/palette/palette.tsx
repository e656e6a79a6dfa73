import '@mantine/spotlight/styles.layer.css';
import { Spotlight, spotlight } from '@mantine/spotlight';
import {
  IconActivity,
  IconAntennaBars5,
  IconHistory,
  IconKey,
  IconLink,
  IconPlus,
  IconSearch,
  IconUserCircle,
  IconUsers,
} from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useMatch, useNavigate } from 'react-router';
import type { SessionState } from '../../contract/session.ts';
import { useSessions } from '../live/live.tsx';
import { PhaseIcon } from '../phase/phase-icon.tsx';
import { SureDialog, type Sure } from '../session/sure-dialog.tsx';
import { useCopy } from '../words/language.tsx';
import { useCommands } from './commands.tsx';
import { Deed } from './deed.tsx';
import { Enter } from './enter.tsx';
import { Marked } from './marked.tsx';
import { matches } from './matches.ts';
import { usePlaces, type PlaceName } from './places.ts';
import { SessionDeeds } from './session-deeds.tsx';
import classes from './palette.module.css';

interface Props {
  /** Grows each time it is called for. */
  asked: number;
  onKeys: () => void;
}

/** Sessions, what can be done with the one that fits best, places, and what has no place. */
export default function Palette({ asked, onKeys }: Props) {
  const { t } = useCopy();
  const [query, setQuery] = useState('');
  const [sure, setSure] = useState<{ session: SessionState; what: Sure } | null>(null);
  useEffect(() => spotlight.open(), [asked]);
  return (
    <>
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
          <Found query={query} onAsk={(session, what) => setSure({ session, what })} onKeys={onKeys} />
        </Spotlight.ActionsList>
      </Spotlight.Root>
      {sure && <SureDialog {...sure} onClose={() => setSure(null)} />}
    </>
  );
}

interface FoundProps {
  query: string;
  onAsk: (session: SessionState, what: Sure) => void;
  onKeys: () => void;
}

function Found({ query, onAsk, onKeys }: FoundProps) {
  const { t } = useCopy();
  const { sessions } = useSessions();
  const navigate = useNavigate();
  const here = useMatch('/sessions/:id')?.params.id;
  const places = usePlaces();
  const found = matches(sessions, query);
  const chosen = query.trim() === '' ? sessions.find(({ id }) => id === here) : found[0];
  const fits = (words: string) => words.toLowerCase().includes(query.trim().toLowerCase());
  const shownPlaces = places.filter(({ name }) => fits(t(`palette.places.${name}`)));
  const commands = useCommands(onKeys).filter(({ words }) => fits(words));
  if (found.length === 0 && !chosen && shownPlaces.length === 0 && commands.length === 0) {
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
                <Marked words={session.name} typed={query} />{' '}
                <span className={classes.phase}>· {t(`phase.${session.phase}`)}</span>
              </span>
              <Enter />
            </Spotlight.Action>
          ))}
        </Spotlight.ActionsGroup>
      )}
      {chosen && <SessionDeeds session={chosen} onAsk={onAsk} />}
      {shownPlaces.length > 0 && (
        <Spotlight.ActionsGroup label={t('palette.go')}>
          {shownPlaces.map(({ name, to, keys }) => (
            <Deed
              key={name}
              icon={placeIcons[name]}
              words={t(`palette.places.${name}`)}
              typed={query}
              keys={keys}
              onClick={() => void navigate(to)}
            />
          ))}
        </Spotlight.ActionsGroup>
      )}
      {commands.length > 0 && (
        <Spotlight.ActionsGroup label={t('palette.more')}>
          {commands.map(({ name, icon, words, run }) => (
            <Deed key={name} icon={icon} words={words} typed={query} onClick={run} />
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
  users: <IconUsers size={16} aria-hidden />,
  links: <IconLink size={16} aria-hidden />,
  system: <IconActivity size={16} aria-hidden />,
  profile: <IconUserCircle size={16} aria-hidden />,
};
