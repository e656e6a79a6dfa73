import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import QRCode from 'qrcode';
import { openCodeScreen, type Codes } from './code-screen.ts';
import type { Terminal } from './terminal.ts';
import { scan } from './testing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function screen(over: Partial<Terminal> = {}) {
  const seen = { drawn: [] as string[], line: '' };
  const terminal: Terminal = {
    env: {},
    signal: new AbortController().signal,
    print: () => undefined,
    say: (line) => (seen.line = line),
    show: (line) => (seen.line = line),
    draw: (lines) => (seen.drawn = lines),
    isTty: true,
    colours: true,
    columns: 80,
    ask: () => Promise.reject(new Error('Nobody is there.')),
    ...over,
  };
  return { seen, codes: openCodeScreen(terminal, false, Date.now) };
}

async function code(text: string, lifeMs: number, attempt: number): Promise<Codes> {
  const image = await QRCode.toDataURL(text, { width: 256 });
  const [issuedAt, expiresAt] = [0, lifeMs].map((ms) => new Date(Date.now() + ms).toISOString());
  return {
    qr: { image, issuedAt: issuedAt ?? '', expiresAt: expiresAt ?? '', attempt, of: 6 },
    pairingCode: null,
  };
}

test('a code is counted down, blank at its end, and replaced by the next', async () => {
  const { seen, codes } = screen();
  await codes.take(await code('2@first', 3_000, 1));
  expect(scan(seen.drawn.join('\n'))).toBe('2@first');
  expect(seen.line).toBe('Scan code 1 of 6  3 s');
  vi.advanceTimersByTime(1_000);
  expect(seen.line).toBe('Scan code 1 of 6  2 s');
  vi.advanceTimersByTime(2_000);
  expect(seen).toEqual({ drawn: [], line: 'The code has ended.' });

  await codes.take(await code('2@second', 20_000, 2));
  expect(scan(seen.drawn.join('\n'))).toBe('2@second');
  await codes.take({ qr: null, pairingCode: null });
  expect(seen.drawn).toEqual([]);
  codes.close();
  expect(vi.getTimerCount()).toBe(0);
});

test('a code that is over already is not drawn, and one that does not fit is named', async () => {
  const { seen, codes } = screen({ columns: 20 });
  await codes.take(await code('2@old', -1, 1));
  expect(seen.drawn).toEqual([]);
  await codes.take(await code('2@wide', 9_000, 2));
  expect(seen.drawn).toEqual([
    expect.stringMatching(/^This terminal has 20 columns, and the code needs \d+\.$/),
  ]);
  codes.close();
});

test('a code to type is shown with the phone that it is for', async () => {
  const { seen, codes } = screen();
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  await codes.take({ qr: null, pairingCode: { code: 'ABCD-1234', phone: '62811', expiresAt } });
  expect(seen.drawn.join('').trim()).toBe('ABCD-1234');
  expect(seen.line).toBe('Type this code on the phone 62811  60 s');
  codes.close();
});
