import { expect, test } from 'vitest';
import type { Phase } from '../../contract/words.ts';
import { speech } from '../testing/session.ts';
import { changeWords } from './list-voice.ts';

const changed = (...phases: Phase[]) => new Map(phases.map((phase, index) => [String(index), phase]));

test('changes of the list are said as a sum, in the order of the phases', () => {
  const three = changed('online', 'needs-attention', 'online');
  expect(changeWords(three, speech())).toBe('3 sessions changed: 1 needs attention, 2 online');
  expect(changeWords(changed('logged-out'), speech())).toBe('1 session changed: 1 logged out');
  expect(changeWords(three, speech('id'))).toBe('3 sesi berubah: 1 perlu tindakan, 2 online');
});
