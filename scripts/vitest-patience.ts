import { vi } from 'vitest';

/** A fact is waited for as long as a busy machine takes; vitest itself gives up after a second. */
const patienceMs = 15_000;

const { waitFor } = vi;
vi.waitFor = (fact, options = {}) =>
  waitFor(fact, typeof options === 'number' ? options : { timeout: patienceMs, ...options });
