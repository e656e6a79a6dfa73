import { useCallback, useEffect, useState } from 'react';
import type { SyncData, SyncPreview } from '../../contract/sync.ts';
import { useApi } from '../api/api.tsx';

/** `asking`: what it would change. `failed`: on the way there, or in the sync itself. */
export type SyncStep =
  | { is: 'asking' }
  | { is: 'ready'; preview: SyncPreview }
  | { is: 'running'; preview: SyncPreview }
  | { is: 'done'; data: SyncData }
  | { is: 'failed'; error: unknown };

/** Asks the service what a sync would change, and does it when told to. */
export function useSync() {
  const api = useApi();
  const [step, setStep] = useState<SyncStep>({ is: 'asking' });
  const ask = useCallback(
    async (signal?: AbortSignal) => {
      setStep({ is: 'asking' });
      try {
        const path = '/api/admin/whatsapp/sessions/sync';
        const preview = await api.call<SyncPreview>('GET', path, { signal });
        if (!signal?.aborted) setStep({ is: 'ready', preview });
      } catch (error) {
        if (!signal?.aborted) setStep({ is: 'failed', error });
      }
    },
    [api],
  );
  useEffect(() => {
    const open = new AbortController();
    void ask(open.signal);
    return () => open.abort();
  }, [ask]);
  const run = async (preview: SyncPreview) => {
    setStep({ is: 'running', preview });
    try {
      setStep({ is: 'done', data: await api.sync() });
    } catch (error) {
      setStep({ is: 'failed', error });
    }
  };
  return { step, again: () => void ask(), run: (preview: SyncPreview) => void run(preview) };
}
