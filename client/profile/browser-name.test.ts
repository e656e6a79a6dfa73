import { expect, test } from 'vitest';
import { browserName } from './browser-name.ts';

test('a browser is told by its name and its system', () => {
  const edge =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0';
  expect(browserName(edge)).toBe('Edge, Windows');
  expect(
    browserName('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1'),
  ).toBe('Safari, iPhone');
  expect(browserName('curl/8.0')).toBeNull();
  expect(browserName(null)).toBeNull();
});
