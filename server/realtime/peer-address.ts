/** The address a socket comes from, past the proxies that are trusted (TRUST_PROXY), as Express counts them. */
import { BlockList, isIP } from 'node:net';
import type { LiveSocket } from './socket.ts';

/** What Express understands by these names. */
const named: Record<string, string[]> = {
  loopback: ['127.0.0.1/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

export function createPeerAddress(trustProxy: false | number | string[]) {
  const trusts = trusted(trustProxy);
  return (handshake: Pick<LiveSocket['handshake'], 'address' | 'headers'>): string => {
    const given = handshake.headers['x-forwarded-for'];
    const header = Array.isArray(given) ? given.join(',') : (given ?? '');
    const hops = [...header.split(',').map((hop) => hop.trim()), handshake.address].filter(Boolean).reverse();
    let place = 0;
    while (place < hops.length - 1 && trusts(plain(hops[place] ?? ''), place)) place++;
    return plain(hops[place] ?? handshake.address);
  };
}

/** An IPv4 address that a dual-stack socket writes as IPv6. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');

function trusted(trustProxy: false | number | string[]): (address: string, hop: number) => boolean {
  if (trustProxy === false) return () => false;
  if (typeof trustProxy === 'number') return (_address, hop) => hop < trustProxy;
  const list = new BlockList();
  for (const range of trustProxy.flatMap((one) => named[one] ?? [one])) {
    const [net = '', bits] = range.split('/');
    const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(net, family);
    else list.addSubnet(net, Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
