/** What the three parts of access show, read once and again after each change. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api.tsx';
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

/** Wraps a call: afterwards that part is read again, whether it worked or not. */
export function useChange(part: AccessPart) {
  const client = useQueryClient();
  return async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } finally {
      void client.invalidateQueries({ queryKey: [part] });
      // With a person go their keys and links.
      if (part === 'users') void client.invalidateQueries({ queryKey: ['keys'] });
    }
  };
}
