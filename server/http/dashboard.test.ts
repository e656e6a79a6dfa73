import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dashboard } from './dashboard.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'heliograph-dashboard-'));
  const head = '<head><!--heliograph-meta--></head>';
  await writeFile(path.join(dir, 'index.html'), `${head}<body>dashboard</body>`);
  await writeFile(path.join(dir, 'pair.html'), `${head}<body>pairing link</body>`);
});
afterAll(() => rm(dir, { recursive: true }));

const serve = (demo: boolean) => request(express().use(dashboard(dir, demo)));

test.each(['/pair', '/pair.html'])('%s is the page of pairing links, for no search engine', async (url) => {
  const answer = await serve(true).get(url);
  expect(answer.text).toContain('pairing link');
  expect(answer.text).toContain('<meta name="heliograph" content="demo">');
  expect(answer.headers).toMatchObject({ 'x-robots-tag': 'noindex', 'cache-control': 'no-cache' });
});

test('other paths are the dashboard’s', async () => {
  for (const url of ['/', '/sessions', '/pairing', '/pair/x']) {
    const answer = await serve(false).get(url);
    expect(answer.text, url).toBe('<head></head><body>dashboard</body>');
  }
});
