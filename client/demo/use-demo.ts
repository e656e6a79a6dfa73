import { useEffect, useState } from 'react';
import { useApi } from '../api/api.tsx';
import { whyNot } from '../api/failure-words.ts';
import type { PhoneAct, Trouble } from '../api/port.ts';
import { useUpstream } from '../live/live.tsx';
import { useCopy } from '../words/language.tsx';
import { setTrouble, setTroubles, useTroubles } from './troubles.ts';

export function useDemo() {
  const api = useApi();
  const speech = useCopy();
  const [busy, setBusy] = useState<PhoneAct['act'] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const made = useTroubles();
  const upstream = useUpstream();
  useEffect(() => {
    // Whoever cannot be asked keeps the switches as they are: the next flick tells.
    void api.troubles().then(setTroubles, () => undefined);
  }, [api]);
  // Whoever made it, a service that does not answer is down.
  const troubles = upstream?.status === 'unreachable' ? new Set<Trouble>([...made, 'down']) : made;

  const fail = (error: unknown) => setFailure(whyNot(error, speech));
  const act = async (sessionId: string, what: PhoneAct) => {
    setBusy(what.act);
    setFailure(null);
    await api.phone(sessionId, what).catch(fail);
    setBusy(null);
  };
  const make = async (trouble: Trouble, on: boolean) => {
    setFailure(null);
    try {
      await api.trouble(trouble, on);
      setTrouble(trouble, on);
    } catch (error) {
      fail(error);
    }
  };
  return {
    busy,
    failure,
    troubles,
    act: (sessionId: string, what: PhoneAct) => void act(sessionId, what),
    make: (trouble: Trouble, on: boolean) => void make(trouble, on),
  };
}
