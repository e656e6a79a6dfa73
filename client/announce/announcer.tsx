/** The page's two live regions. Polite waits for its turn; the assertive one is for what must not wait. */
import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { together } from './together.ts';

interface Announcer {
  say: (words: string) => void;
  alert: (words: string) => void;
}
const AnnouncerContext = createContext<Announcer>({ say: () => {}, alert: () => {} });

export const useAnnouncer = () => use(AnnouncerContext);

/** The same words twice must be read twice: a space at the end makes them new to the screen reader. */
const next = (words: string) => (before: string) => (before === words ? `${words} ` : words);

export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState('');
  const [urgent, setUrgent] = useState('');
  const announcer = useMemo<Announcer>(
    () => ({
      say: together((words) => setPolite(next(words))),
      alert: together((words) => setUrgent(next(words))),
    }),
    [],
  );
  return (
    <AnnouncerContext value={announcer}>
      {children}
      <div className="unseen" role="status" aria-live="polite">
        {polite}
      </div>
      <div className="unseen" role="alert" aria-live="assertive">
        {urgent}
      </div>
    </AnnouncerContext>
  );
}
