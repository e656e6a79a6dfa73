/** What the three parts of access show, read once and again after each change. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api.tsx';
import { useOnce } from '../page/once.ts';
import { readKeys, readLinks, readUsers } from './access-calls.ts';

export type AccessPart = 'users' | 'keys' | 'links';

export function useUsers() {
  const api = useApi();
  return useQuery({ queryKey: ['users'], queryFn: () => readUsers(api) });
}
export function useKeysList() {
  const api = useApi();
  return useQuery({ queryKey: ['keys'], queryFn: () => readKeys(api) });
}
export function useLinks() {
  const api = useApi();
  return useQuery({ queryKey: ['links'], queryFn: () => readLinks(api) });
}

/** Makes a change once; afterwards that part is read again, whether it worked or not. */
export function useChange(part: AccessPart) {
  const client = useQueryClient();
  const once = useOnce();
  return async <T>(what: unknown, call: (idempotencyKey: string) => Promise<T>): Promise<T> => {
    try {
      return await once(what, call);
    } finally {
      void client.invalidateQueries({ queryKey: [part] });
      // With a person go their keys and links.
      if (part === 'users') void client.invalidateQueries({ queryKey: ['keys'] });
    }
  };
}
