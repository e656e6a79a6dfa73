import { expect, test } from 'vitest';
import { iso, noon } from '../testing/session.ts';
import { typedView } from './typed-view.ts';

const running = { code: 'ABCD-1234', phone: '6281', expiresAt: iso(noon + 100_000) };

test('a pairing code is shown until the very moment it ends', () => {
  expect(typedView(running, noon + 99_999, true)).toMatchObject({ kind: 'live', code: 'ABCD-1234' });
  expect(typedView(running, noon + 100_000, true)).toEqual({ kind: 'over' });
  expect(typedView(null, noon, true)).toEqual({ kind: 'over' });
});

test('while the clock cannot be trusted it is not shown, and not over', () => {
  expect(typedView(running, null, true)).toEqual({ kind: 'unheard', phone: '6281' });
  expect(typedView(null, null, true)).toEqual({ kind: 'over' });
});

test('while the service does not answer it is hidden, and one that came without its characters is none', () => {
  expect(typedView(running, noon, false)).toEqual({ kind: 'hidden' });
  expect(typedView(running, null, false)).toEqual({ kind: 'hidden' });
  const { code: _code, ...bare } = running;
  expect(typedView(bare, noon, true)).toEqual({ kind: 'over' });
});
