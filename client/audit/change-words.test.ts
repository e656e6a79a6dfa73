import { expect, test } from 'vitest';
import type { AuditAction } from '../../contract/audit.ts';
import { speech } from '../testing/session.ts';
import { changeWords } from './change-words.ts';

const words = (action: AuditAction, details: Record<string, unknown>) =>
  changeWords({ action, details }, speech());

test('a transfer says from whom and to whom', () => {
  expect(words('session.transfer', { from: 'Rani', to: 'Sari' })).toBe('from Rani to Sari');
  expect(words('session.transfer', { from: null, to: 'Sari' })).toBe('from nobody to Sari');
  // It was refused before anybody was found.
  expect(words('session.transfer', {})).toBeNull();
});

test('settings that were changed, and secrets that were shown, are told by their names', () => {
  expect(words('session.update', { fields: ['webhook', 's3Config'] })).toBe('Webhook, S3 storage');
  expect(words('session.reveal', { fields: ['token', 'proxyUrl'], reason: 'Moving' })).toBe(
    'Token, Proxy address',
  );
});

test('of a person only what really changed is told', () => {
  const changed = ['name', 'role'];
  expect(words('user.update', { changed: ['role'], role: { from: 'operator', to: 'viewer' } })).toBe(
    'from Operator to Viewer',
  );
  expect(words('user.update', { changed, name: 'Sari' })).toBe('Name');
  expect(words('user.update', { changed: ['password'] })).toBe('Password');
  expect(words('user.update', { changed: ['disabled'], disabled: { from: true, to: false } })).toBe(
    'Enabled',
  );
  expect(words('login', {})).toBeNull();
});
