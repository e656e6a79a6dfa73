import { IconActivity, IconAntennaBars5, IconHistory, IconKey, type Icon } from '@tabler/icons-react';
import { NavLink } from 'react-router';
import { useUser } from '../auth/auth.tsx';
import { useCalmSessions } from '../live/live.tsx';
import { needsYou } from '../sessions/order.ts';
import type { User } from '../api/port.ts';
import type { CopyKey } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';
import { UserTab } from './user-menu.tsx';
import classes from './nav.module.css';

interface Place {
  to: string;
  words: CopyKey;
  icon: Icon;
  badge?: () => number;
  /** Whom it is for; the others would see a refusal. */
  roles: readonly User['role'][];
}

/** How many sessions wait for a person. */
function useNeedsYou(): number {
  const { sessions } = useCalmSessions();
  return sessions.reduce((count, each) => count + (needsYou(each) ? 1 : 0), 0);
}

const admins: Place['roles'] = ['admin'];
const everybody: Place['roles'] = ['admin', 'operator', 'viewer'];
const places: Place[] = [
  { to: '/sessions', words: 'nav.sessions', icon: IconAntennaBars5, badge: useNeedsYou, roles: everybody },
  { to: '/audit', words: 'nav.audit', icon: IconHistory, roles: admins },
  { to: '/access', words: 'nav.access', icon: IconKey, roles: admins },
  { to: '/system', words: 'nav.system', icon: IconActivity, roles: ['admin', 'operator'] },
];
/** The pages that are for this person; the navigation shows no others. */
function usePlaces(): Place[] {
  const { role } = useUser();
  return places.filter(({ roles }) => roles.includes(role));
}

function Badge({ count }: { count: number }) {
  const { n } = useCopy();
  if (count === 0) return null;
  return (
    <span className={classes.badge}>
      {count > 99 ? '99+' : count}
      <span className="unseen"> {n('nav.needYou', count)}</span>
    </span>
  );
}

function PlaceLink({ place }: { place: Place }) {
  const { t } = useCopy();
  const count = place.badge?.() ?? 0;
  const Shape = place.icon;
  return (
    <NavLink to={place.to} className={classes.link} title={t(place.words)}>
      <span className={classes.icon}>
        <Shape size={18} aria-hidden />
      </span>
      <span className={classes.words}>{t(place.words)}</span>
      <Badge count={count} />
    </NavLink>
  );
}

export function SideNav() {
  const { t } = useCopy();
  return (
    <nav className={classes.side} aria-label={t('shell.nav')}>
      {usePlaces().map((place) => (
        <PlaceLink key={place.to} place={place} />
      ))}
    </nav>
  );
}

/** On a phone the pages stand at the foot, and the person beside them. */
export function BottomNav({ onKeys }: { onKeys: () => void }) {
  const { t } = useCopy();
  return (
    <nav className={classes.bottom} aria-label={t('shell.nav')}>
      {usePlaces().map((place) => (
        <PlaceLink key={place.to} place={place} />
      ))}
      <UserTab className={classes.link} onKeys={onKeys} />
    </nav>
  );
}
