import { useEffect, useState } from 'react';

/**
 * For a dialog that is mounted when it opens: once it is gone, the focus is back where it was before.
 * @param otherwise a selector of what has it where that is gone as well
 */
export function useReturnFocus(otherwise?: string): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        const lost = document.activeElement === null || document.activeElement === document.body;
        if (!lost) return;
        if (before instanceof HTMLElement && before.isConnected) before.focus();
        else if (otherwise !== undefined) document.querySelector<HTMLElement>(otherwise)?.focus();
      });
    },
    [before, otherwise],
  );
}
