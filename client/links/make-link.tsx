/** A pairing link is asked for in many places, and shown in one dialog. */
import { createContext, Suspense, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { lazy } from '../page/lazy.tsx';

const LinkDialog = lazy(() => import('./link-dialog.tsx'));

interface Target {
  id: string;
  name: string;
}
interface Making {
  make: (session: Target) => void;
  /** Grows when a link was made or revoked here. */
  changes: number;
}
const MakingContext = createContext<Making>({ make: () => {}, changes: 0 });

/** Makes a link of a session, and shows it once. */
export const useMakeLink = () => use(MakingContext);

export function MakeLinkProvider({ children }: { children: ReactNode }) {
  const [target, setTarget] = useState<Target | null>(null);
  const [changes, setChanges] = useState(0);
  const changed = useCallback(() => setChanges((count) => count + 1), []);
  const making = useMemo<Making>(() => ({ make: setTarget, changes }), [changes]);
  return (
    <MakingContext value={making}>
      {children}
      <Suspense>
        {target && (
          <LinkDialog key={target.id} session={target} onClose={() => setTarget(null)} onChanged={changed} />
        )}
      </Suspense>
    </MakingContext>
  );
}
