import { createContext, use, useSyncExternalStore, type ReactNode } from 'react';
import type { User } from '../api/port.ts';
import type { Auth, SignIn } from './sign-in.ts';

const AuthContext = createContext<Auth | null>(null);

export function AuthProvider({ auth, children }: { auth: Auth; children: ReactNode }) {
  return <AuthContext value={auth}>{children}</AuthContext>;
}

export function useAuth(): Auth {
  const auth = use(AuthContext);
  if (!auth) throw new Error('No sign-in above this component');
  return auth;
}

export function useSignIn(): SignIn {
  const auth = useAuth();
  return useSyncExternalStore(auth.follow, auth.state);
}

/** The person; only below the pages that need a login. */
export function useUser(): User {
  const signIn = useSignIn();
  if (signIn.status !== 'signed-in') throw new Error('Nobody is signed in');
  return signIn.user;
}

/** A role says what a person may do here; the server decides again. */
export const useMay = () => {
  const { role } = useUser();
  return { act: role !== 'viewer', manage: role === 'admin', seeCodes: role !== 'viewer' };
};
