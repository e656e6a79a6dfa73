/** A draft, what is wrong with it, and its way to the gateway. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { newKey } from '../../sdk/new-key.ts';
import { failureWords } from '../api/failure-words.ts';
import { isRefusal } from '../api/refusal.ts';
import { useAuth, useUser } from '../auth/auth.tsx';
import { useCopy } from '../words/language.tsx';
import { changedFields, type Draft, type Field } from './draft.ts';
import { dropDraft, keepDraft, keptDraft } from './kept-draft.ts';
import { mistakesIn, mistakesSaid, type Mistakes } from './mistakes.ts';

interface Options {
  /** Which form: a session's id, or a word for a new one. */
  place: string;
  /** What is stored, or an empty draft. */
  before: Draft;
  isNew: boolean;
  /** S3 keys are stored already. */
  keys: boolean;
}

export function useForm({ place, before, isNew, keys }: Options) {
  const speech = useCopy();
  const auth = useAuth();
  const person = useUser().id;
  const [kept, setKept] = useState(() => keptDraft(person, place));
  useEffect(dropDraft, []);
  const [draft, setDraft] = useState<Draft>({ ...before, ...kept?.changes });
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const [refused, setRefused] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const changes = changedFields(before, draft);
  // The page is left in the same moment as it is saved, before anything is rendered again.
  const unsaved = useRef(false);
  unsaved.current = changes.length > 0;
  const saved = useRef(false);
  const typed = useRef(draft);
  typed.current = draft;
  useEffect(
    () => () => {
      const signIn = auth.state();
      const forced = signIn.status === 'signed-out' && signIn.forced;
      if (forced && !saved.current) keepDraft(person, place, before, typed.current);
    },
    [auth, person, place, before],
  );
  // One key for one draft: whoever sends the same again after a lost answer gets the first one's answer.
  const key = useRef<string | null>(null);

  const change = useCallback((part: Partial<Draft>) => {
    key.current = null;
    setDraft((now) => ({ ...now, ...part }));
    setMistakes((now) => without(now, Object.keys(part) as Field[]));
  }, []);
  const refuse = (wrong: Mistakes, words: string | null) => {
    setMistakes(wrong);
    setFailure(words);
    setRefused((count) => count + 1);
  };

  /** Sends if nothing is wrong; true once the gateway took it. */
  async function send(call: (idempotencyKey: string) => Promise<void>): Promise<boolean> {
    const wrong = mistakesIn(draft, isNew ? null : before, keys);
    if (Object.keys(wrong).length > 0) {
      refuse(wrong, null);
      return false;
    }
    setSending(true);
    setFailure(null);
    try {
      key.current ??= newKey();
      await call(key.current);
      saved.current = true;
      return true;
    } catch (error) {
      // Without an answer it may have been done: the same key asks for that one's.
      if (isRefusal(error) && error.status !== 0) key.current = null;
      const said = mistakesSaid(error);
      refuse(said, Object.keys(said).length > 0 ? null : failureWords(error, speech));
      return false;
    } finally {
      setSending(false);
    }
  }

  return {
    form: { draft, mistakes, onChange: change },
    kept,
    changes: changes.length,
    unsaved: useCallback(() => unsaved.current && !saved.current, []),
    discard: () => {
      setDraft(before);
      setKept(null);
      setMistakes({});
      setFailure(null);
    },
    refused,
    failure,
    sending,
    send,
  };
}

function without(mistakes: Mistakes, fields: readonly Field[]): Mistakes {
  const rest = { ...mistakes };
  for (const field of fields) delete rest[field === 'eventsMode' ? 'events' : field];
  return rest;
}
