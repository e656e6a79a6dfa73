import { expect, onTestFinished, test, vi } from 'vitest';
import { openPairingLink } from './pairing-link.ts';
import { push, qrCode, scriptedGateway, sessionState } from './testing.ts';

test('whoever has a link is told who asks, sees newer states only, and starts and asks in words', async () => {
  const gateway = await scriptedGateway();
  const auths: unknown[] = [];
  const expiresAt = '2026-11-25T10:10:00.000Z';
  gateway.io.on('connection', (socket) => {
    auths.push(socket.handshake.auth);
    socket.emit('pairing:context', { sessionName: 'Toko', askedBy: 'Rani', expiresAt });
    push(socket, sessionState({ version: 2, qr: qrCode() }));
    push(socket, sessionState({ version: 1 }));
    socket.on('pairing:start', (_, ack) =>
      ack({ ok: false, reason: 'not_now', why: 'closing', error: 'Not now', retryAfterS: 3 }),
    );
    socket.on('pairing:code', (_, ack) => ack({ ok: true, code: 'ABCD-1234' }));
  });
  const link = openPairingLink(gateway.url, 'secret');
  onTestFinished(() => link.close());
  const heard = vi.fn();
  link.onChange(heard);
  await vi.waitFor(() => expect(link.state?.version).toBe(2));
  expect(link.context).toEqual({ sessionName: 'Toko', askedBy: 'Rani', expiresAt });
  expect(auths).toEqual([{ pairingLink: 'secret', protocol: 1 }]);
  await expect(link.start()).rejects.toMatchObject({
    reason: 'not_now',
    why: 'closing',
    status: 409,
    retryAfterS: 3,
  });
  expect(await link.code('62811')).toBe('ABCD-1234');
  expect(heard).toHaveBeenCalled();
});

test('a link at its end is asked about once, and says why', async () => {
  const gateway = await scriptedGateway();
  gateway.script.admit = () => 'link_ended';
  const link = openPairingLink(gateway.url, 'secret');
  onTestFinished(() => link.close());
  await vi.waitFor(() => expect(link.connection).toEqual({ is: 'signed-out', reason: 'link_ended' }));
  expect(gateway.tokens).toHaveLength(1);
});
