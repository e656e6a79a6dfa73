import { useEffect, useState } from 'react';
import { copyText } from './copy-text.ts';

const shownMs = 1_500;

/** For a button that copies: whether it did, a moment ago. */
export function useCopied(): { copied: boolean; copy: (text: string) => void } {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [copied]);
  return { copied, copy: (text) => void copyText(text).then(setCopied) };
}
