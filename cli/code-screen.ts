/** What of a pairing is on the screen: the running code and its seconds, and nothing after its end. */
import type { SessionState } from '../sdk/index.ts';
import type { Terminal } from './terminal.ts';
import { drawCode, readCode } from './terminal-code.ts';

export type Codes = Pick<SessionState, 'qr' | 'pairingCode'>;

export interface CodeScreen {
  take(codes: Codes): Promise<void>;
  close(): void;
}

interface Shown {
  key: string;
  title: string;
  endsAt: number;
}

const tickMs = 250;

/** @param now the gateway's clock; null while it is not known */
export function openCodeScreen(terminal: Terminal, json: boolean, now: () => number | null): CodeScreen {
  let shown: Shown | null = null;
  let seconds = -1;

  const blank = (why: string) => {
    if (!shown) return;
    terminal.draw([]);
    if (terminal.isTty) terminal.show(why);
    else terminal.say(why);
    shown = null;
    seconds = -1;
  };
  const tick = () => {
    const at = now();
    if (!shown || at === null) return;
    const left = Math.ceil((shown.endsAt - at) / 1_000);
    if (left <= 0) return blank('The code has ended.');
    if (!terminal.isTty || left === seconds) return;
    seconds = left;
    terminal.show(`${shown.title}  ${left} s`);
  };
  const timer = setInterval(tick, tickMs);

  function show(next: Shown, lines: string[], event: object): void {
    const at = now();
    if (at !== null && at >= next.endsAt) return;
    shown = next;
    seconds = -1;
    if (json) return terminal.print(JSON.stringify(event));
    if (!terminal.isTty) terminal.say(`${next.title}, until ${new Date(next.endsAt).toISOString()}`);
    terminal.draw(lines);
    tick();
  }

  return {
    async take({ qr, pairingCode }) {
      if (pairingCode?.code !== undefined) {
        const { code, phone, expiresAt } = pairingCode;
        if (shown?.key === code) return;
        const title = `Type this code on the phone ${phone}`;
        const lines = ['', `    ${code}`, ''];
        return show({ key: code, title, endsAt: Date.parse(expiresAt) }, lines, {
          event: 'code',
          ...pairingCode,
        });
      }
      if (qr?.image !== undefined) {
        const { image, attempt, of, expiresAt } = qr;
        if (shown?.key === image) return;
        const text = readCode(image);
        if (text === null) {
          terminal.say('The picture of this code cannot be read here; the dashboard shows it.');
          return;
        }
        const title =
          attempt === null ? 'Scan this code' : `Scan code ${attempt}${of === null ? '' : ` of ${of}`}`;
        const { lines, width } = await drawCode(text, terminal.colours);
        const narrow = `This terminal has ${terminal.columns} columns, and the code needs ${width}.`;
        const fitting = width > terminal.columns ? [narrow] : lines;
        const event = { event: 'qr', text, attempt, of, expiresAt };
        return show({ key: image, title, endsAt: Date.parse(expiresAt) }, fitting, event);
      }
      blank('The code is gone.');
    },
    close() {
      clearInterval(timer);
      terminal.draw([]);
    },
  };
}
