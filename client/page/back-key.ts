import { useNavigate } from 'react-router';
import { useKeys } from '../keys/keys.ts';
import { listAddress } from '../sessions/list-address.ts';

/** `Esc` goes back to the list, as it was left. */
export function useBackKey(): void {
  const navigate = useNavigate();
  useKeys({ Escape: () => void navigate(listAddress()) });
}
