import { ControlError } from './control-error.ts';
import type { Service } from './service.ts';
import type { UserRow } from './user.ts';
import type { Link } from './whatsapp-link.ts';

/** Finds what a control is about by a user's id or token. Throws a ControlError for an unknown one. */
export interface UserFinder {
  row(user: string): UserRow;
  links(user: string): Link[];
  /** The number that the user's device is, or last was, linked to. */
  phone(user: string): string;
}

export function createUserFinder({ rows, whatsapp }: Service): UserFinder {
  const row = (user: string) => {
    const found = rows.get(user) ?? [...rows.values()].find((one) => one.token === user);
    if (!found) throw new ControlError('no user with this id or token');
    return found;
  };
  const links = (user: string) => whatsapp.linksOf(row(user).id);
  return {
    row,
    links,
    phone(user) {
      const linked = links(user).find((link) => link.device)?.device?.phone;
      const phone = linked ?? row(user).jid.split(':')[0] ?? '';
      if (phone === '') throw new ControlError('this user was never paired', 'never_paired');
      return phone;
    },
  };
}
