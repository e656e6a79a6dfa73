import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { create } from 'qrcode';

const IMAGE_SIZE = 256;
/** Modules of white around the code. */
const QUIET_ZONE = 4;

/** The text of a login code: `2@ref,noiseKey,identityKey,advSecret`, each key 32 bytes in base64. */
export function newCodeText(ref: string, keys: readonly string[]): string {
  return [`2@${ref}`, ...keys].join(',');
}

/** Three fresh keys in base64, as one client shows them in all its codes. */
export function newCodeKeys(): string[] {
  return [0, 1, 2].map(() => randomBytes(32).toString('base64'));
}

/** A fresh reference as WhatsApp's server hands them out, six at a time. */
export function newCodeRef(): string {
  return randomBytes(66).toString('base64');
}

let last: { text: string; image: string } | undefined;

/** A real, scannable PNG data URL of 256 x 256 pixels, one bit each, like the service's own. */
export function codeImage(text: string): string {
  if (last?.text === text) return last.image;
  const image = `data:image/png;base64,${drawCode(text).toString('base64')}`;
  last = { text, image };
  return image;
}

function drawCode(text: string): Buffer {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const scale = Math.floor(IMAGE_SIZE / (modules.size + 2 * QUIET_ZONE)) || 1;
  const offset = Math.floor((IMAGE_SIZE - modules.size * scale) / 2);
  const rowBytes = IMAGE_SIZE / 8 + 1;
  const raw = Buffer.alloc(rowBytes * IMAGE_SIZE);
  for (let y = 0; y < IMAGE_SIZE; y++) {
    const row = Math.floor((y - offset) / scale);
    if (row < 0 || row >= modules.size) continue;
    for (let x = 0; x < IMAGE_SIZE; x++) {
      const column = Math.floor((x - offset) / scale);
      if (column < 0 || column >= modules.size || !modules.get(row, column)) continue;
      const at = y * rowBytes + 1 + (x >> 3);
      raw[at] = (raw[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return encodePng(raw);
}

/** One bit for each pixel over a palette of white (0) and black (1). */
function encodePng(raw: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(IMAGE_SIZE, 0);
  header.writeUInt32BE(IMAGE_SIZE, 4);
  header.set([1, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from([255, 255, 255, 0, 0, 0])),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
