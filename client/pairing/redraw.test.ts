import jsQR from 'jsqr';
import qrcode from 'qrcode';
import { expect, test } from 'vitest';
import { pathOf } from './redraw.ts';

test('runs of dark modules become rectangles of one path', () => {
  const rows = ['##.', '...', '.##'];
  expect(pathOf(3, (row, column) => rows[row]?.[column] === '#')).toBe('M0 0h2v1h-2zM1 2h2v1h-2z');
});

test('what is drawn reads as the same text', () => {
  const text = '2@abcDEF123/+==,0123456789abcdefghij,QWERTY,zxcv';
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const path = pathOf(modules.size, (row, column) => modules.get(row, column) !== 0);
  expect(jsQR(paint(path, modules.size), (modules.size + 8) * 4, (modules.size + 8) * 4)?.data).toBe(text);
});

/** The path as pixels: four a module, with four modules of quiet. */
function paint(path: string, size: number): Uint8ClampedArray {
  const width = (size + 8) * 4;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let row = 0; row < 4; row += 1) {
      const start = ((Number(y) + 4) * 4 + row) * width + (Number(x) + 4) * 4;
      for (let dot = start; dot < start + Number(length) * 4; dot += 1) pixels.fill(0, dot * 4, dot * 4 + 3);
    }
  }
  return pixels;
}
