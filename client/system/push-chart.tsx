import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import { clockTime } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import type { PushesView } from '../../contract/system.ts';
import classes from './system.module.css';

const heightPx = 200;
const lengthS = { '1h': 3_600, '24h': 86_400 };

/** The whole span, also while only its end has a line. */
const spanOf = ({ since, window }: PushesView): [number, number] => {
  const from = Date.parse(since) / 1_000;
  return [from, from + lengthS[window]];
};

const dataOf = ({ steps }: PushesView): UPlot.AlignedData => [
  steps.map(({ at }) => Date.parse(at) / 1_000),
  steps.map(({ p95Ms }) => p95Ms),
  steps.map(({ p50Ms }) => p50Ms),
];

/** p95 drawn through, p50 dotted; its colours are those of the scheme. */
export default function PushChart({ pushes }: { pushes: PushesView }) {
  const { t } = useCopy();
  const scheme = useComputedColorScheme('light');
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const latest = useRef(pushes);
  useEffect(() => {
    latest.current = pushes;
    plot.current?.setData(dataOf(pushes));
  }, [pushes]);
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
    // Of a line that is one step long there is nothing to see but its point.
    const line = (stroke: string) => ({ stroke, width: 2, points: { size: 4, fill: stroke } });
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
        series: [{}, line(colour('phase-pairing-solid')), { ...line(colour('text2')), dash: [2, 4] }],
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
  const words = (ms: number | null) =>
    ms === null ? t('system.noPushes') : t('system.msOf', { n: Math.round(ms) });
  return (
    <figure className={classes.figure}>
      <div
        ref={place}
        role="img"
        aria-label={t('system.chart', {
          span: t(`system.span.${pushes.window}`),
          p50: words(pushes.p50Ms),
          p95: words(pushes.p95Ms),
        })}
        className={classes.chart}
      />
      {pushes.steps.length === 0 && (
        <p className={classes.empty}>
          <span>{t('system.noLine')}</span>
        </p>
      )}
    </figure>
  );
}
