import { createHash } from 'node:crypto';
import type { SeedUser } from './seed.ts';
import type { UserRow } from './user.ts';

/** What an admin chose, and what a gateway that takes the global webhook adds at a connect. */
const chosenEvents = [
  'Message,ReadReceipt,QR,QRTimeout,PairSuccess,PairError,Connected,Disconnected,LoggedOut',
  'TemporaryBan,ClientOutdated,StreamError,KeepAliveTimeout,KeepAliveRestored',
].join(',');

/** Six sessions of a small Indonesian office, each in another state. Numbers are of no real phone. */
export function seedDemo(addUser: (seed: SeedUser) => UserRow): UserRow[] {
  // The same ids at every start: whoever watches the demo finds the same sessions again.
  const add = (seed: SeedUser) =>
    addUser({ ...seed, id: createHash('md5').update(seed.token).digest('hex') });
  const events = chosenEvents;
  const csMalam = add({
    name: 'CS Malam',
    token: 'demo-cs-malam',
    events,
    paired: '6280000000101',
    online: true,
  });
  const kasir = add({
    name: 'Toko Melati – Kasir',
    token: 'demo-toko-melati',
    events,
    paired: '6280000000102',
    online: true,
  });
  const klinik = add({
    name: 'Klinik Sehat Antrean',
    token: 'demo-klinik-sehat',
    events,
    paired: '6280000000103',
  });
  const apotek = add({ name: 'Apotek Kita', token: 'demo-apotek-kita', events });
  // Unlinked on the phone: the old JID stays in the service's cache.
  const batik = add({
    name: 'Batik Laras Order',
    token: 'demo-batik-laras',
    events,
    jid: '6280000000104:1@s.whatsapp.net',
  });
  const promo = add({
    name: 'Promo Ramadan',
    token: 'demo-promo-ramadan',
    paired: '6280000000105',
  });
  return [csMalam, kasir, klinik, apotek, batik, promo];
}
