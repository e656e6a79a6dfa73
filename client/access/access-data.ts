/** What the three parts of access show: read again after each change here, and every few seconds for those of others. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api.tsx';
import { useOnce } from '../page/once.ts';
import { readKeys, readLinks, readUsers } from './access-calls.ts';

/** No session's state, which would be told: lists of a few lines, while somebody looks at them. */
const refresh = { refetchInterval: 15_000 };

export type AccessPart = 'users' | 'keys' | 'links';

export function useUsers() {
  const api = useApi();
  return useQuery({ queryKey: ['users'], queryFn: () => readUsers(api), ...refresh });
}
export function useKeysList() {
  const api = useApi();
  return useQuery({ queryKey: ['keys'], queryFn: () => readKeys(api), ...refresh });
}
export function useLinks() {
  const api = useApi();
  return useQuery({ queryKey: ['links'], queryFn: () => readLinks(api), ...refresh });
}

/** Makes a change once; afterwards that part is read again, whether it worked or not. */
export function useChange(part: AccessPart) {
  const client = useQueryClient();
  const once = useOnce();
  return async <T>(what: unknown, call: (idempotencyKey: string) => Promise<T>): Promise<T> => {
    try {
      return await once(what, call);
    } finally {
      // With a person go their keys and links.
      const gone = part === 'users' ? ['users', 'keys', 'links'] : [part];
      for (const each of gone) void client.invalidateQueries({ queryKey: [each] });
    }
  };
}
