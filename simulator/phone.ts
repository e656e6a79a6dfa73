import { ControlError } from './control-error.ts';
import type { Service } from './service.ts';
import type { UserFinder } from './user-finder.ts';

export interface ScanOptions {
  /** What a camera read from the picture: it must be the code that is valid now. */
  qr?: string;
  /** The number of the phone that scans; a fresh one otherwise. */
  phone?: string;
  /** Any word: the pairing fails (PairError). */
  fail?: string;
  platform?: string;
  businessName?: string;
}

/** What a person does at the phone. A user is named by id or token. */
export interface PhoneControl {
  /** A phone scans the code that is shown. Throws when it is none or not the valid one. */
  scan(user: string, how?: ScanOptions): { jid: string };
  /** The person types the pairing code at the phone that it was asked for. */
  enterCode(user: string, how: { code: string; phone?: string }): { jid: string };
  /** The person unlinks the device on the phone. */
  unlink(user: string): void;
  /** Another client takes the session: this one is replaced. */
  openElsewhere(user: string): void;
  /** The account gets another name: the service says Connected again. */
  rename(user: string, name: string): void;
}

export function createPhone({ whatsapp }: Service, find: UserFinder): PhoneControl {
  let nextPhone = 1;
  const registering = (user: string) => find.links(user).filter((link) => link.phase === 'registering');
  const online = (user: string) => find.links(user).filter((link) => link.phase === 'online');

  return {
    scan(user, how = {}) {
      const links = registering(user).filter((link) => link.code !== null);
      const link = how.qr === undefined ? links.at(-1) : links.find((one) => one.code?.text === how.qr);
      if (!link)
        throw links.length === 0
          ? new ControlError('no code is shown', 'no_code')
          : new ControlError('the code is not valid (any more)', 'stale_code');
      const phone = how.phone ?? `62800${String(nextPhone++).padStart(8, '0')}`;
      return { jid: whatsapp.pair(link, phone, { ...how, fail: how.fail !== undefined }).jid };
    },
    enterCode(user, { code, phone }) {
      const link = registering(user).find((one) => one.linking?.code === code);
      if (!link?.linking) throw new ControlError('wrong code', 'wrong_code');
      const asked = link.linking.phone;
      if (phone !== undefined && phone.replace(/\D/g, '') !== asked) {
        throw new ControlError('the code belongs to another phone number', 'other_number');
      }
      return { jid: whatsapp.pair(link, asked).jid };
    },
    unlink(user) {
      const own = new Set([find.row(user).jid, ...find.links(user).map((link) => link.device?.jid)]);
      for (const device of whatsapp.account(find.phone(user)).devices)
        if (own.has(device.jid)) device.linked = false;
      for (const link of online(user)) whatsapp.endStream(link, { kind: 'unlinked' });
    },
    openElsewhere(user) {
      for (const link of online(user)) whatsapp.endStream(link, { kind: 'replaced' });
    },
    rename(user, name) {
      for (const link of online(user)) link.owner.onRenamed(link, name);
    },
  };
}
