import { useCallback, useEffect, useState } from 'react';
import { useAnnouncer } from '../announce/announcer.tsx';
import type { CopyKey } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';
import { copyText } from './copy-text.ts';

/** That it failed has to be read; that it worked is expected. */
const shownMs = { copied: 1_500, failed: 6_000 };

interface Copied {
  copied: boolean;
  failed: boolean;
  /** What the button says of it for a moment, instead of its own words; null: nothing. */
  said: CopyKey | null;
  copy: (text: string) => void;
}

/** For a button that copies: what became of it, a moment ago. A failure is also said aloud. */
export function useCopied(): Copied {
  const { t } = useCopy();
  const { alert } = useAnnouncer();
  const [became, setBecame] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (became === null) return;
    const timer = setTimeout(() => setBecame(null), shownMs[became]);
    return () => clearTimeout(timer);
  }, [became]);
  const copy = useCallback(
    (text: string) =>
      void copyText(text).then((done) => {
        setBecame(done ? 'copied' : 'failed');
        if (!done) alert(t('copying.failed'));
      }),
    [alert, t],
  );
  return {
    copied: became === 'copied',
    failed: became === 'failed',
    said: became && (became === 'copied' ? 'button.copied' : 'copying.failed'),
    copy,
  };
}
