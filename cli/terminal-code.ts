/** The service's picture of a code, read and drawn again with characters. */
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import qrcode from 'qrcode';

/** The text of the code in a PNG data URL; null when there is none that can be read. */
export function readCode(image: string): string | null {
  try {
    const { data, width, height } = PNG.sync.read(Buffer.from(image.split(',')[1] ?? '', 'base64'));
    return jsQR(new Uint8ClampedArray(data), width, height)?.data || null;
  } catch {
    return null;
  }
}

/** Lines of half blocks. Dark on light where colours can be set; otherwise as a dark terminal shows it rightly. */
export async function drawCode(text: string, colours: boolean): Promise<{ lines: string[]; width: number }> {
  const color = colours ? {} : { dark: '#ffffff', light: '#000000' };
  const drawn = await qrcode.toString(text, { type: 'utf8', errorCorrectionLevel: 'L', margin: 2, color });
  const lines = drawn.split('\n').filter(Boolean);
  const width = lines[0]?.length ?? 0;
  if (!colours) return { lines, width };
  return { lines: lines.map((line) => `\u001b[30;107m${line}\u001b[0m`), width };
}
