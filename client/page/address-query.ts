import { useCallback, useLayoutEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';

type Change = (before: URLSearchParams) => URLSearchParams;

/**
 * The query of the address, and a way to change it in place. Each change begins from the one before it, drawn or not:
 * the router's own updater begins from what was drawn, and loses the first of two quick choices.
 */
export function useAddressQuery(): [URLSearchParams, (change: Change) => void] {
  const [params, setParams] = useSearchParams();
  const latest = useRef(params);
  useLayoutEffect(() => {
    latest.current = params;
  }, [params]);
  const change = useCallback(
    (next: Change) => {
      latest.current = next(new URLSearchParams(latest.current));
      setParams(latest.current, { replace: true, preventScrollReset: true });
    },
    [setParams],
  );
  return [params, change];
}
