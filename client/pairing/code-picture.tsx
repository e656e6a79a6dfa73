import { useEffect, useState } from 'react';
import { useCopy } from '../words/language.tsx';
import { modulePx, quiet } from './module-px.ts';
import type { DrawnCode } from './redraw.ts';
import { putOnScreen } from './screen-code.ts';
import classes from './code-picture.module.css';

const loadRedraw = async () => (await import('./redraw.ts')).redraw;
/** Fetches the reader before the first code needs it. */
export const warmRedraw = (): void => void loadRedraw().catch(() => {});

type Drawn = { image: string; code: DrawnCode | null };

/** The code of a picture; `code` is null where it cannot be read, and the picture has to do as it is. */
function useDrawn(image: string): Drawn | null {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  useEffect(() => {
    let wanted = true;
    loadRedraw()
      .then((redraw) => redraw(image))
      .catch(() => null)
      .then((code) => wanted && setDrawn({ image, code }));
    return () => {
      wanted = false;
    };
  }, [image]);
  return drawn?.image === image ? drawn : null;
}

interface Props {
  sessionId: string;
  image: string;
  attempt: number | null;
  /** How wide the modules should be in all, and how wide the place is. */
  wantedPx: number;
  roomPx: number;
}

export function CodePicture({ sessionId, image, attempt, wantedPx, roomPx }: Props) {
  const { t } = useCopy();
  const drawn = useDrawn(image);
  const text = drawn?.code?.text;
  useEffect(() => (text === undefined ? undefined : putOnScreen({ sessionId, text })), [sessionId, text]);
  if (!drawn) return null;
  const mark = { 'data-qr': attempt ?? '', className: classes.code };
  if (!drawn.code) {
    return <img {...mark} src={image} alt={t('pairing.qrAlt')} width={roomPx} height={roomPx} />;
  }
  const { size, path } = drawn.code;
  const whole = size + 2 * quiet;
  const side = whole * modulePx(size, wantedPx, roomPx, window.devicePixelRatio || 1);
  return (
    <svg
      {...mark}
      key={image}
      role="img"
      aria-label={t('pairing.qrAlt')}
      width={side}
      height={side}
      viewBox={`${-quiet} ${-quiet} ${whole} ${whole}`}
      shapeRendering="crispEdges"
    >
      <rect x={-quiet} y={-quiet} width={whole} height={whole} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
