/** Says changes of the list aloud as a sum, at most every 5 s: "3 sessions changed: 2 online, 1 needs attention". */
import { useEffect, useRef } from 'react';
import type { SessionState } from '../../contract/session.ts';
import type { Phase } from '../../contract/words.ts';
import { phases } from '../phase/phases.ts';
import { useAnnouncer } from '../announce/announcer.tsx';
import { useCopy, type Speech } from '../words/language.tsx';

const quietMs = 5_000;

export function changeWords(changed: ReadonlyMap<string, Phase>, { t, n }: Pick<Speech, 't' | 'n'>): string {
  const sums = phases.flatMap((phase) => {
    const count = [...changed.values()].filter((each) => each === phase).length;
    return count === 0 ? [] : [`${count} ${t(`phase.${phase}`).toLowerCase()}`];
  });
  return n('list.changed', changed.size, { sums: sums.join(', ') });
}

export function useListVoice(sessions: readonly SessionState[], complete: boolean): void {
  const speech = useCopy();
  const { say } = useAnnouncer();
  const looked = useRef<readonly SessionState[]>([]);
  const known = useRef(new Map<string, Phase>());
  const changed = useRef(new Map<string, Phase>());
  const voice = useRef(speech);
  useEffect(() => {
    voice.current = speech;
  }, [speech]);
  useEffect(() => {
    const [last, phaseOf] = [looked.current, known.current];
    looked.current = sessions;
    sessions.forEach((state, at) => {
      // Of thousands, most are the very same as before, and in the same place.
      if (state === last[at]) return;
      const before = phaseOf.get(state.id);
      if (complete && before !== undefined && before !== state.phase)
        changed.current.set(state.id, state.phase);
      phaseOf.set(state.id, state.phase);
    });
  }, [sessions, complete]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (changed.current.size === 0) return;
      say(changeWords(changed.current, voice.current));
      changed.current = new Map();
    }, quietMs);
    return () => clearInterval(timer);
  }, [say]);
}
