import { useState } from 'react';
import { useApi } from '../api/api.tsx';
import { failureWords } from '../api/failure-words.ts';
import { isRefusal } from '../api/refusal.ts';
import type { PhoneAct, Trouble } from '../api/port.ts';
import { useCopy } from '../words/language.tsx';

/** The simulator's answers are for whoever plays with it: its own words are the best there are. */
export function useDemo() {
  const api = useApi();
  const speech = useCopy();
  const [busy, setBusy] = useState<PhoneAct['act'] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [troubles, setTroubles] = useState<ReadonlySet<Trouble>>(new Set());

  const fail = (error: unknown) =>
    setFailure(isRefusal(error) && error.status === 409 ? error.message : failureWords(error, speech));
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
      setTroubles((had) => new Set(on ? [...had, trouble] : [...had].filter((each) => each !== trouble)));
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
