import { afterAll, beforeAll, expect, test } from 'vitest';
import request from 'supertest';
import { docsFiles, docsPage, docsScript } from './docs-page.ts';
import { buildHouse, type House } from './testing.ts';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
});
afterAll(() => house.end());

test('the page and its script name no other host', () => {
  for (const text of [docsPage, docsScript]) expect(text).not.toMatch(/\/\/\w/);
  expect(docsScript).toContain('validatorUrl: null');
});

test('whatever the page names is served here, and nothing in its stylesheet is fetched from elsewhere', async () => {
  const named = [...docsPage.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, address]) => address ?? '');
  expect(named.length).toBe(docsFiles.length + 1);
  for (const address of named) {
    const answer = await request(house.app).get(address).buffer(true);
    expect([address, answer.status]).toEqual([address, 200]);
    if (address.endsWith('.css'))
      expect(answer.text).not.toMatch(/(?:url\(|@import)\s*["']?(?:https?:)?\/\//);
  }
});

test('scripts and styles run from files of this host only', async () => {
  const answer = await request(house.app).get('/docs');
  expect(answer.status).toBe(200);
  expect(answer.text).toBe(docsPage);
  expect(answer.text).not.toMatch(/<style|style=|<script>| on\w+=/);
  const policy = String(answer.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
});

test('nothing else of the package is served', async () => {
  for (const file of ['index.html', 'swagger-initializer.js', 'package.json', '../package.json']) {
    expect((await request(house.app).get(`/docs/${file}`)).status).toBe(404);
  }
  expect((await request(house.app).post('/docs')).body).toMatchObject({ code: 405 });
});
