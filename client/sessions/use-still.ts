/** When the order of the list has to stay: while somebody points at it, is in it, or has just touched or scrolled it. */
import { useCallback, useEffect, useRef, type FocusEvent, type PointerEvent } from 'react';

/** A finger that scrolls aims a moment later. */
const afterTouchMs = 4_000;

export function useStill(onStill: (still: boolean) => void) {
  const held = useRef({ pointing: false, focused: false, touched: false });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const set = useCallback(
    (change: Partial<typeof held.current>) => {
      Object.assign(held.current, change);
      const { pointing, focused, touched } = held.current;
      onStill(pointing || focused || touched);
    },
    [onStill],
  );
  const touch = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => set({ touched: false }), afterTouchMs);
    set({ touched: true });
  }, [set]);
  useEffect(() => {
    window.addEventListener('touchmove', touch, { passive: true });
    return () => {
      window.removeEventListener('touchmove', touch);
      clearTimeout(timer.current);
      onStill(false);
    };
  }, [touch, onStill]);
  return {
    onFocus: () => set({ focused: true }),
    onBlur(event: FocusEvent<HTMLElement>) {
      if (!event.currentTarget.contains(event.relatedTarget)) set({ focused: false });
    },
    onPointerEnter(event: PointerEvent) {
      if (event.pointerType === 'mouse') set({ pointing: true });
    },
    onPointerLeave: () => set({ pointing: false }),
    onPointerDown(event: PointerEvent) {
      if (event.pointerType !== 'mouse') touch();
    },
  };
}
