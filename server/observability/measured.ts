/** The same store and the same sweeper, counted. */
import type { SessionStore } from '../../db/sessions.ts';
import type { Sweeper } from '../sessions/sweep.ts';
import type { Metrics } from './metrics.ts';

export const measuredStore = (store: SessionStore, metrics: Pick<Metrics, 'committed'>): SessionStore => ({
  ...store,
  async commit(changes, lease) {
    const committed = await store.commit(changes, lease);
    metrics.committed(committed.rows.length);
    return committed;
  },
});

export const measuredSweeper = (sweeper: Sweeper, metrics: Pick<Metrics, 'swept'>): Sweeper => ({
  ...sweeper,
  async sweep(signal) {
    const startedAt = performance.now();
    try {
      await sweeper.sweep(signal);
      metrics.swept('ok', performance.now() - startedAt);
    } catch (error) {
      // Given up by ourselves: no sweep at all.
      if (!signal?.aborted) metrics.swept('failed', performance.now() - startedAt);
      throw error;
    }
  },
});
