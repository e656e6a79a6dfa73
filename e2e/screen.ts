/** What a session's page showed, and when: each change of its attributes, each code that came and went. */
import type { Page } from '@playwright/test';

interface Shown {
  /** Milliseconds on the machine's clock, which is the gateway's here. */
  at: number;
  phase: string | null;
  version: number | null;
  /** The attempt of the code in the page; null: there is none. */
  code: string | null;
}

export interface Screen {
  shown: readonly Shown[];
  /** When the page first showed that phase; undefined: never. */
  phaseAt(phase: string): number | undefined;
  /** When that code left the page for the last time; undefined: it is there, or never was. */
  codeGoneAt(attempt: number): number | undefined;
}

type Noted = (shown: Shown) => Promise<void>;

export async function followScreen(page: Page): Promise<Screen> {
  const shown: Shown[] = [];
  await page.exposeFunction('noteShown', (now: Shown) => void shown.push(now));
  await page.addInitScript(() => {
    let last = '';
    const note = () => {
      const session = document.querySelector('article[data-session]');
      const now = {
        phase: session?.getAttribute('data-phase') ?? null,
        version: session ? Number(session.getAttribute('data-version')) : null,
        code: document.querySelector('[data-qr]')?.getAttribute('data-qr') ?? null,
      };
      if (JSON.stringify(now) === last) return;
      last = JSON.stringify(now);
      void (window as unknown as { noteShown: Noted }).noteShown({ at: Date.now(), ...now });
    };
    new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true });
  });
  return {
    shown,
    phaseAt: (phase) => shown.find((one) => one.phase === phase)?.at,
    codeGoneAt(attempt) {
      const last = shown.findLastIndex((one) => one.code === String(attempt));
      return last < 0 ? undefined : shown[last + 1]?.at;
    },
  };
}
