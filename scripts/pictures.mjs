// What there is to see: how to come to each page and state, in the demo.
const sessions = '/api/admin/whatsapp/sessions';

async function idOf(call, name) {
  const { sessions: all } = await call('GET', sessions);
  return all.find((session) => session.name === name).id;
}

/** Waits until a session's page shows this phase. */
const phase = (page, name) =>
  page.locator(`main [data-phase="${name}"]`).first().waitFor({ timeout: 20_000 });

/** One session's page. */
async function open(page, call, name) {
  const id = await idOf(call, name);
  await page.goto(`/sessions/${id}`);
  await page.getByRole('heading', { name }).first().waitFor();
  return id;
}

/** The list; where it is wide enough for their last 24 hours, these come a moment after the rows. */
async function openList(page, phone) {
  await page.goto('/sessions');
  await page.locator('[role="row"][data-session]').first().waitFor();
  if (!phone) await page.locator('[data-session] [role="img"]').first().waitFor();
}

/** Starts a pairing, and takes it back when the picture is there. */
const pairing = (then) => ({
  async take(page, { call, phone }) {
    const id = await open(page, call, 'Apotek Kita');
    await call('POST', `${sessions}/${id}/connect`, {});
    await page.locator('[data-qr], [data-pairing-code]').first().waitFor();
    await then?.(page, { call, id, phone });
  },
});

/** A page that is there once its heading is. */
const plain = (where, heading) => ({
  async take(page) {
    await page.goto(where);
    await page.getByRole('heading', { name: heading }).first().waitFor();
    await page.waitForLoadState('networkidle');
  },
});

/** What a session's menu asks before it is done. */
const asked = (item, name = 'Toko Melati – Kasir') => ({
  async take(page, { call }) {
    await open(page, call, name);
    await page.getByRole('button', { name: `More for ${name}` }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await page.getByRole('dialog').waitFor();
    await page.waitForLoadState('networkidle');
  },
});

/** The list in a state that was asked of the simulator; it is taken back when the picture is there. */
const troubled = ([act, ...on], [undo, ...off], shown) => ({
  async take(page, { call, phone }) {
    await openList(page, phone);
    await call('POST', `/api/demo/${act}`, ...on);
    await shown(page);
  },
  after: ({ call }) => call('POST', `/api/demo/${undo}`, ...off),
});

export const pictures = [
  {
    name: 'login',
    inDocs: true,
    signedOut: true,
    async take(page) {
      await page.goto('/login');
      await page.getByRole('textbox', { name: 'Password' }).waitFor();
    },
  },
  {
    name: 'sessions',
    inDocs: true,
    async take(page, { phone }) {
      await openList(page, phone);
      await page.waitForLoadState('networkidle');
    },
  },
  { name: 'pairing', inDocs: true, ...pairing() },
  {
    name: 'pairing-next',
    ...pairing(async (page, { call }) => {
      await call('POST', sessions, { name: 'Rental Mobil Jaya' });
      await page.locator('[data-next-to-pair]').waitFor();
    }),
    async after({ call }) {
      await call('DELETE', `${sessions}/${await idOf(call, 'Rental Mobil Jaya')}`);
    },
  },
  {
    name: 'pairing-code',
    inDocs: true,
    ...pairing(async (page) => {
      await page.locator('label', { hasText: 'Pairing code' }).click();
      // One that was made for the picture before still runs.
      await page.getByRole('textbox', { name: /number/i }).waitFor();
      if ((await page.locator('[data-pairing-code]').count()) === 0) {
        await page.getByRole('textbox', { name: /number/i }).fill('+62 812 3456 7890');
        await page.keyboard.press('Enter');
      }
      await page.locator('[data-pairing-code]').first().waitFor();
    }),
  },
  {
    name: 'pair-public',
    signedOut: true,
    async take(page, { call }) {
      const id = await idOf(call, 'Apotek Kita');
      const { url } = await call('POST', `${sessions}/${id}/pairing-links`, {});
      await page.goto(url);
      await page.getByRole('heading').first().waitFor();
      await page.waitForLoadState('networkidle');
    },
  },
  {
    name: 'online',
    inDocs: true,
    async take(page, { call }) {
      await open(page, call, 'Toko Melati – Kasir');
      await page.waitForLoadState('networkidle');
    },
  },
  {
    name: 'attention',
    inDocs: true,
    async take(page, { call }) {
      const { sessions: all } = await call('GET', sessions);
      const online = all.find((session) => session.phase === 'logged-out');
      const id = online?.id ?? (await idOf(call, 'Toko Melati – Kasir'));
      if (!online) await call('POST', '/api/demo/unlink', { sessionId: id });
      await page.goto(`/sessions/${id}`);
      await phase(page, 'logged-out');
      await page.waitForLoadState('networkidle');
    },
  },
  { name: 'new-session', inDocs: true, ...plain('/sessions/new', 'New session') },
  {
    name: 'edit-session',
    async take(page, { call }) {
      const id = await idOf(call, 'Toko Melati – Kasir');
      await page.goto(`/sessions/${id}/edit`);
      await page.getByRole('heading').first().waitFor();
      await page.waitForLoadState('networkidle');
    },
  },
  {
    name: 'bulk',
    inDocs: true,
    async take(page, { phone }) {
      await openList(page, phone);
      if (phone) {
        await page.locator('[role="row"][data-session]').first().focus();
        await page.keyboard.press('x');
      } else await page.getByRole('checkbox').first().check();
      await page.waitForLoadState('networkidle');
    },
  },
  { name: 'access', inDocs: true, ...plain('/access/users', 'Access') },
  { name: 'keys', ...plain('/access/keys', 'Access') },
  { name: 'links', ...plain('/access/links', 'Access') },
  { name: 'system', ...plain('/system', 'System') },
  { name: 'profile', ...plain('/profile', 'Your account') },
  {
    name: 'palette',
    async take(page) {
      await page.goto('/sessions');
      await page.locator('[role="row"][data-session]').first().waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.type('tok');
      await page.getByRole('dialog').locator('strong').first().waitFor();
    },
  },
  {
    name: 'keys-help',
    async take(page) {
      await page.goto('/sessions');
      await page.locator('[role="row"][data-session]').first().waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'pairing-link',
    inDocs: true,
    ...pairing(async (page) => {
      await page.getByRole('button', { name: 'More for Apotek Kita' }).click();
      await page.getByRole('menuitem', { name: 'Make a pairing link' }).click();
      await page.getByRole('dialog').getByRole('textbox').waitFor();
    }),
  },
  {
    name: 'demo-phone',
    inDocs: true,
    ...pairing(async (page) => {
      await page.keyboard.press('p');
      await page.getByRole('complementary', { name: 'Simulated phone' }).waitFor();
    }),
  },
  { name: 'transfer', ...asked('Transfer…') },
  { name: 'delete', ...asked('Delete…') },
  { name: 'logout', ...asked('Log out…', 'CS Malam') },
  {
    name: 'key-made',
    async take(page) {
      await page.goto('/access/keys');
      await page.getByRole('button', { name: 'New API key' }).click();
      await page.getByRole('dialog').getByLabel('Name').fill('Warehouse screen');
      await page.keyboard.press('Enter');
      await page.locator('[data-key-made]').waitFor();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'no-match',
    async take(page) {
      await page.goto('/sessions?q=nobody');
      await page
        .getByText(/nobody/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'needs-attention',
    async take(page, { call }) {
      const { sessions: all } = await call('GET', sessions);
      const online = all.find((session) => session.phase === 'online');
      const fallen = all.find((session) => session.phase === 'needs-attention');
      if (!fallen) await call('POST', '/api/demo/openElsewhere', { sessionId: online.id });
      await page.goto(`/sessions/${(fallen ?? online).id}`);
      await phase(page, 'needs-attention');
      await page.waitForLoadState('networkidle');
    },
  },
  { name: 'sessions-id', locale: 'id-ID', take: (page, { phone }) => openList(page, phone) },
  { name: 'pairing-id', locale: 'id-ID', ...pairing() },
  { name: 'audit', inDocs: true, ...plain('/audit', 'Audit log') },
  { name: 'audit-id', locale: 'id-ID', ...plain('/audit', 'Log audit') },
  {
    name: 'bulk-runs',
    ...troubled(['slow', { ms: 4_000 }], ['slow', { ms: 0 }], async (page) => {
      await page.locator('[role="row"][data-session]').first().focus();
      await page.keyboard.press('x');
      await page.locator('[data-bulk="connect"]').click();
      await page.locator('[data-bulk-drawer]').waitFor();
    }),
  },
  {
    name: 'unreachable',
    ...troubled(['down'], ['up'], (page) =>
      page.getByRole('region', { name: /cannot be reached since/ }).waitFor({ timeout: 20_000 }),
    ),
  },
];
