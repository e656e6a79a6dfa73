import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import { clockTime } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import type { Sample } from './push-samples.ts';
import classes from './system.module.css';

const heightPx = 200;
/** What the line is drawn over at least: a page that was just opened has hardly a line yet. */
const shortestS = 600;

const spanOf = (samples: readonly Sample[]): [number, number] => {
  const last = (samples.at(-1)?.at ?? Date.now()) / 1_000;
  return [Math.min((samples[0]?.at ?? Infinity) / 1_000, last - shortestS), last];
};

const dataOf = (samples: readonly Sample[]): UPlot.AlignedData => [
  samples.map(({ at }) => at / 1_000),
  samples.map(({ p95Ms }) => p95Ms),
  samples.map(({ p50Ms }) => p50Ms),
];

/** p95 drawn through, p50 dotted; its colours are those of the scheme. */
export default function PushChart({ samples }: { samples: readonly Sample[] }) {
  const { t } = useCopy();
  const scheme = useComputedColorScheme('light');
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const latest = useRef(samples);
  useEffect(() => {
    latest.current = samples;
    plot.current?.setData(dataOf(samples));
  }, [samples]);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const style = getComputedStyle(element);
    const colour = (name: string) => style.getPropertyValue(`--hg-${name}`).trim();
    const axis = {
      stroke: colour('text2'),
      grid: { stroke: colour('line'), width: 1 },
      ticks: { show: false },
      font: `12px ${style.fontFamily}`,
    };
    const made = new UPlot(
      {
        width: element.clientWidth,
        height: heightPx,
        legend: { show: false },
        cursor: { show: false },
        padding: [8, 0, 0, 0],
        scales: {
          // Of one single sample uPlot would draw the day that follows.
          x: { range: () => spanOf(latest.current) },
          y: { range: (_self, _min, max) => [0, Math.max(100, (max || 0) * 1.2)] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            size: 28,
            space: 110,
            // A label that the edge would cut is left out.
            values: (self, ticks) =>
              ticks.map((s) => (self.valToPos(s, 'x') < 20 ? '' : clockTime(s * 1_000))),
          },
          {
            ...axis,
            side: 1,
            size: 64,
            space: 60,
            values: (_self, ticks) => ticks.map((n) => t('system.msOf', { n })),
          },
        ],
        series: [
          {},
          { stroke: colour('phase-pairing-solid'), width: 2, points: { show: false } },
          { stroke: colour('text2'), width: 2, dash: [2, 4], points: { show: false } },
        ],
      },
      dataOf(latest.current),
      element,
    );
    plot.current = made;
    const follow = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: heightPx }));
    follow.observe(element);
    return () => {
      follow.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [scheme, t]);
  const last = samples.at(-1);
  const words = (ms: number | null | undefined) =>
    ms == null ? t('system.noPushes') : t('system.msOf', { n: Math.round(ms) });
  return (
    <figure className={classes.figure}>
      <div
        ref={place}
        role="img"
        aria-label={t('system.chart', { p50: words(last?.p50Ms), p95: words(last?.p95Ms) })}
        className={classes.chart}
      />
      {samples.every(({ p95Ms }) => p95Ms === null) && (
        <p className={classes.empty}>
          <span>{t('system.noLine')}</span>
        </p>
      )}
    </figure>
  );
}
