/** A draft, what is wrong with it, and its way to the gateway. */
import { useCallback, useRef, useState } from 'react';
import { newKey } from '../../sdk/new-key.ts';
import { failureWords } from '../api/failure-words.ts';
import { isRefusal } from '../api/refusal.ts';
import { useCopy } from '../words/language.tsx';
import { changedFields, type Draft, type Field } from './draft.ts';
import { mistakesIn, mistakesSaid, type Mistakes } from './mistakes.ts';

interface Options {
  /** What is stored, or an empty draft. */
  before: Draft;
  isNew: boolean;
  /** S3 keys are stored already. */
  keys: boolean;
}

export function useForm({ before, isNew, keys }: Options) {
  const speech = useCopy();
  const [draft, setDraft] = useState(before);
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const [refused, setRefused] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const changes = changedFields(before, draft);
  // The page is left in the same moment as it is saved, before anything is rendered again.
  const unsaved = useRef(false);
  unsaved.current = changes.length > 0;
  const saved = useRef(false);
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
    changes: changes.length,
    unsaved: useCallback(() => unsaved.current && !saved.current, []),
    discard: () => {
      setDraft(before);
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
