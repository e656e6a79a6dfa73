import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { start, until, untilTrue } from './test-caller.ts';

describe('from connect to online', () => {
  test('the picture is a scannable code with the text that WhatsApp would accept', async () => {
    const { control, calls } = await start({ speed: 1 });
    control.addUser({ name: 'a', token: 'tok-a' });
    const connected = await calls.post('/session/connect', 'tok-a', {
      Subscribe: ['QR', 'Nope', 'Connected'],
      Immediate: true,
    });
    expect(connected.body).toEqual({
      code: 200,
      data: { details: 'Connected!', events: 'QR,Connected', jid: '', webhook: '' },
      success: true,
    });
    const image = await until(
      async () => (await calls.get('/session/qr', 'tok-a')).body.data?.QRCode || undefined,
    );
    expect(image).toMatch(/^data:image\/png;base64,iVBORw0KGgoAAAANSUhEUgAAAQAAAAEAAQMAAA/);
    expect(readQr(image)).toBe(control.truthOf('tok-a').qr?.text);
    expect(await calls.status('tok-a')).toMatchObject({ connected: true, loggedIn: false, qrcode: image });
  });

  test('a scan goes over PairSuccess and a moment without a socket to online', async () => {
    const { control, calls } = await start({ speed: 2, latency: { pairGapMs: 200 } });
    control.addUser({ name: 'a', token: 'tok-a' });
    await calls.connect('tok-a');
    await untilTrue(() => control.truthOf('tok-a').qr !== null);
    const { jid } = control.scan('tok-a', { phone: '6280000000101', qr: control.truthOf('tok-a').qr?.text });
    const seen: string[] = [];
    await until(async () => {
      const { connected, loggedIn, qrcode } = await calls.status('tok-a');
      const state = `${connected}/${loggedIn}/${qrcode === '' ? '' : 'code'}`;
      if (seen.at(-1) !== state) seen.push(state);
      return loggedIn || undefined;
    });
    expect(seen).toEqual(['true/false/', 'false/false/', 'true/false/', 'true/true/']);
    expect(jid).toBe('6280000000101:1@s.whatsapp.net');
    expect(await calls.status('tok-a')).toMatchObject({ jid, qrcode: '' });
    expect((await calls.get('/session/qr', 'tok-a')).body.error).toBe('already logged in');
    expect(control.truthOf('tok-a').whatsapp).toMatchObject({
      paired: true,
      online: true,
      phone: '6280000000101',
    });
  });

  test('a code that is not the valid one is refused', async () => {
    const { control, calls } = await start();
    control.addUser({ name: 'a', token: 'tok-a' });
    await calls.connect('tok-a');
    await untilTrue(() => control.truthOf('tok-a').qr !== null);
    expect(() => control.scan('tok-a', { qr: '2@old,a,b,c' })).toThrow('not valid');
  });

  test('six codes are shown and then nothing is left of the client', async () => {
    const { control, calls } = await start({ speed: 400 });
    control.addUser({ name: 'a', token: 'tok-a' });
    await calls.connect('tok-a');
    const codes = new Set<string>();
    await until(() => {
      const { qr, service } = control.truthOf('tok-a');
      if (qr) codes.add(qr.text);
      return codes.size > 0 && !service.known ? true : undefined;
    }, 1);
    expect(codes.size).toBe(6);
    expect(await calls.status('tok-a')).toMatchObject({ connected: false, loggedIn: false, qrcode: '' });
    expect((await calls.get('/session/qr', 'tok-a')).body).toEqual({
      code: 500,
      error: 'no session',
      success: false,
    });
  });

  test('a pairing code typed at the phone pairs as well', async () => {
    const { control, calls } = await start();
    control.addUser({ name: 'a', token: 'tok-a' });
    await calls.connect('tok-a');
    await untilTrue(() => control.truthOf('tok-a').qr !== null);
    const answer = await calls.post('/session/pairphone', 'tok-a', { Phone: '+62 800-0000-0101' });
    const code = String(answer.body.data?.LinkingCode);
    expect(code).toMatch(/^[1-9A-Z]{4}-[1-9A-Z]{4}$/);
    expect(() => control.enterCode('tok-a', { code: 'AAAA-AAAA' })).toThrow('wrong code');
    control.enterCode('tok-a', { code });
    await untilTrue(async () => (await calls.status('tok-a')).loggedIn);
    const paired = await calls.post('/session/pairphone', 'tok-a', { Phone: '62800000000101' });
    expect(paired.body.error).toBe('already paired');
  });
});

describe('the whole service', () => {
  test('six demo sessions are in different states', async () => {
    const { control } = await start();
    control.seedDemo();
    await until(
      () => control.truth().users.filter(({ whatsapp }) => whatsapp.online).length === 2 || undefined,
    );
    expect(control.truth().users).toHaveLength(6);
  });

  test('five thousand users are one list', async () => {
    const { control, calls } = await start();
    for (let index = 0; index < 5_000; index++) control.addUser({ name: `s${index}`, token: `t${index}` });
    const { body } = await calls.admin('GET', '/admin/users');
    expect(body.data).toHaveLength(5_000);
  });

  test('down resets connections and up answers again, the sessions still online', async () => {
    const { control, calls } = await start();
    control.addUser({ name: 'a', token: 'tok-a', paired: '6280000000101', online: true });
    await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
    await control.down();
    await expect(calls.get('/session/status', 'tok-a')).rejects.toThrow();
    await control.up();
    expect(await calls.status('tok-a')).toMatchObject({ connected: true, loggedIn: true });
  });

  test('a restart brings back only what the database has as connected', async () => {
    const { control, calls } = await start();
    control.addUser({ name: 'a', token: 'tok-a', paired: '6280000000101', online: true });
    control.addUser({ name: 'b', token: 'tok-b', paired: '6280000000102' });
    control.addUser({ name: 'c', token: 'tok-c' });
    await calls.connect('tok-c');
    await untilTrue(() => control.truthOf('tok-c').qr !== null);
    await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
    await control.restart();
    await untilTrue(() => control.truthOf('tok-a').whatsapp.online);
    expect((await calls.status('tok-b')).loggedIn).toBe(false);
    const leftover = await calls.status('tok-c');
    expect(leftover).toMatchObject({ connected: false });
    expect(leftover.qrcode).not.toBe('');
  });
});

function readQr(image: string): string | undefined {
  const { data, width, height } = PNG.sync.read(Buffer.from(image.split(',')[1] ?? '', 'base64'));
  return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}
