/** Four modules of quiet on each side: without them some cameras find nothing. */
export const quiet = 4;

/** Pixels a module: whole pixels of this very screen, at least as large as asked, if it fits. */
export function modulePx(size: number, wantedPx: number, roomPx: number, ratio: number): number {
  const whole = (px: number, round: (value: number) => number) => round(px * ratio) / ratio;
  const wanted = whole(wantedPx / size, Math.ceil);
  const most = whole(roomPx / (size + 2 * quiet), Math.floor);
  return Math.max(1 / ratio, Math.min(wanted, most));
}
