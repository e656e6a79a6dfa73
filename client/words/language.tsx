/** Which language the page speaks, kept in this browser. */
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { say, sayCounted, type CopyKey, type CountedKey, type Language, type Values } from './copy.ts';

const storageKey = 'heliograph-language';

function firstLanguage(): Language {
  try {
    const kept = localStorage.getItem(storageKey);
    if (kept === 'en' || kept === 'id') return kept;
  } catch {
    // Without storage the browser's language decides.
  }
  return /^id\b/i.test(navigator.language) ? 'id' : 'en';
}

export interface Speech {
  language: Language;
  /** A sentence. */
  t: (key: CopyKey, values?: Values) => string;
  /** A sentence that counts. */
  n: (key: CountedKey, count: number, values?: Values) => string;
}

const Speaking = createContext<Speech & { choose: (language: Language) => void }>({
  language: 'en',
  t: (key, values) => say('en', key, values),
  n: (key, count, values) => sayCounted('en', key, count, values),
  choose: () => {},
});

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = useCallback((next: Language) => {
    setLanguage(next);
    try {
      localStorage.setItem(storageKey, next);
    } catch {
      // It holds for this visit, then.
    }
  }, []);
  const value = useMemo(
    () => ({
      language,
      choose,
      t: (key: CopyKey, values?: Values) => say(language, key, values),
      n: (key: CountedKey, count: number, values?: Values) => sayCounted(language, key, count, values),
    }),
    [language, choose],
  );
  return <Speaking value={value}>{children}</Speaking>;
}

export const useCopy = () => use(Speaking);
