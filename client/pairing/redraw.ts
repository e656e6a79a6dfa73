/** The service's picture is 256 pixels wide whatever the code's size: read it, and draw it again with whole modules. */
import jsQR from 'jsqr';
import qrcode from 'qrcode';

export interface DrawnCode {
  text: string;
  /** Modules a side, without the quiet zone. */
  size: number;
  /** The dark modules as one SVG path, a unit a module. */
  path: string;
}

function load(dataUrl: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = dataUrl;
  return image.decode().then(() => image);
}

/** Rejects when the picture is none, or holds no code that can be read. */
export async function redraw(dataUrl: string): Promise<DrawnCode> {
  const image = await load(dataUrl);
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('No canvas here');
  context.drawImage(image, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  const text = jsQR(data, width, height, { inversionAttempts: 'dontInvert' })?.data;
  if (!text) throw new Error('No code in the picture');
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  return {
    text,
    size: modules.size,
    path: pathOf(modules.size, (row, column) => modules.get(row, column) !== 0),
  };
}

/** Runs of dark modules of each row, as rectangles of one path. */
export function pathOf(size: number, dark: (row: number, column: number) => boolean): string {
  const parts: string[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (!dark(row, column)) continue;
      const start = column;
      while (column < size && dark(row, column)) column += 1;
      parts.push(`M${start} ${row}h${column - start}v1h-${column - start}z`);
    }
  }
  return parts.join('');
}
