import { afterAll, expect, vi } from 'vitest';

const servers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length;

// Files share a process: a server that one leaves behind goes on working in the next one's clocks.
afterAll(() => vi.waitFor(() => expect(servers(), 'servers that this file started and left').toBe(0)));
