import { afterAll, expect, vi } from 'vitest';

const servers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length;

// Files share a process: a server that one leaves behind goes on working in the next one's clocks. It is told of the
// file that left it, not of all that come after.
const before = servers();
afterAll(() =>
  vi.waitFor(() => expect(servers(), 'servers that this file left').toBeLessThanOrEqual(before)),
);
