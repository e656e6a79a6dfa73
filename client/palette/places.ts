/** Where one can go from anywhere, and the keys for it. */
import { useMay, useUser } from '../auth/auth.tsx';

export type PlaceName =
  'sessions' | 'newSession' | 'audit' | 'users' | 'keys' | 'links' | 'system' | 'profile';

export interface Place {
  name: PlaceName;
  to: string;
  /** Pressed one after the other. */
  keys?: string;
}

const everybody: Place[] = [{ name: 'sessions', to: '/sessions', keys: 'g s' }];
const operators: Place[] = [{ name: 'system', to: '/system', keys: 'g y' }];
const own: Place = { name: 'profile', to: '/profile' };
const admins: Place[] = [
  { name: 'audit', to: '/audit', keys: 'g a' },
  { name: 'keys', to: '/access/keys', keys: 'g k' },
  { name: 'users', to: '/access/users' },
  { name: 'links', to: '/access/links' },
  { name: 'newSession', to: '/sessions/new' },
];

/** The places of this person's role. */
export function usePlaces(): Place[] {
  const { role } = useUser();
  const { manage } = useMay();
  return [...everybody, ...(role === 'viewer' ? [] : operators), ...(manage ? admins : []), own];
}
