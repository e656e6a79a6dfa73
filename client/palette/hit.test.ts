import { expect, test } from 'vitest';
import { hitIn } from './hit.ts';

const marked = (name: string, query: string) => {
  const found = hitIn(name, query);
  return found && `${found.before}[${found.hit}]${found.after}`;
};

test('what was typed is found where it counts most, however it is written', () => {
  expect(marked('Toko Melati', ' TOKO ')).toBe('[Toko] Melati');
  expect(marked('Kamelia Melati', 'mel')).toBe('Kamelia [Mel]ati');
  expect(marked('Kamelia', 'mel')).toBe('Ka[mel]ia');
  expect(marked('Melati Melati', 'mel')).toBe('[Mel]ati Melati');
});

test('a session that was found by its number or owner has nothing to mark', () => {
  expect(marked('Toko Melati', '0177')).toBeNull();
  expect(marked('Toko Melati', '  ')).toBeNull();
  expect(marked('İstanbul Kasir', 'kasir')).toBeNull();
});
