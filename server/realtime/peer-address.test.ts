import { expect, test } from 'vitest';
import { createPeerAddress } from './peer-address.ts';

const from = (trust: false | number | string[], address: string, forwarded?: string) =>
  createPeerAddress(trust)({ address, headers: forwarded ? { 'x-forwarded-for': forwarded } : {} });

test('without a trusted proxy nobody can say where it comes from', () => {
  expect(from(false, '::ffff:10.0.0.1', '1.1.1.1')).toBe('10.0.0.1');
});

test('behind proxies the first address that is not one of them counts', () => {
  expect(from(1, '10.0.0.1', '6.6.6.6, 1.1.1.1')).toBe('1.1.1.1');
  expect(from(2, '10.0.0.1', '1.1.1.1, 10.0.0.2')).toBe('1.1.1.1');
  expect(from(['loopback', '10.0.0.0/8'], '127.0.0.1', '6.6.6.6, 1.1.1.1, 10.3.3.3')).toBe('1.1.1.1');
  expect(from(['loopback'], '9.9.9.9', '1.1.1.1')).toBe('9.9.9.9');
  expect(from(1, '10.0.0.1')).toBe('10.0.0.1');
});
