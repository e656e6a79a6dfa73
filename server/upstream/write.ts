/** What changes something at the service. Nothing here is ever tried twice: the caller looks, and decides. */
import {
  connectAnswer,
  createdAnswer,
  detailsAnswer,
  doneAnswer,
  pairPhoneAnswer,
  webhookAnswer,
  type ConnectAnswer,
} from './answers.ts';
import { adminBody, s3Body, type NewSession, type S3Input, type SessionEdit } from './write-bodies.ts';
import { UpstreamError } from './upstream-error.ts';
import type { Call } from './call.ts';
import type { UpstreamOptions } from './options.ts';
import { createWire } from './wire.ts';

/** All calls throw UpstreamError; its `mayHaveHappened` tells whether the write may be, or become, true all the same. */
export interface Writer {
  /** A 200 proves no socket: with `immediate` it comes before one exists; without, it takes 10 s. */
  connect(token: string, input: { subscribe: string[]; immediate: boolean }): Promise<ConnectAnswer>;
  disconnect(token: string): Promise<{ details: string }>;
  /** May take 75 s while WhatsApp is silent. */
  logout(token: string): Promise<{ details: string }>;
  /** `phone`: digits, international, without "+". May take 75 s while WhatsApp is silent. */
  pairPhone(token: string, phone: string): Promise<{ linkingCode: string }>;
  /** Replaces the session's own webhook address; `events` take effect at once. */
  setWebhook(token: string, input: { url: string; events: string[] }): Promise<{ webhook: string }>;
  /** Refused while the session is connected. */
  setProxy(token: string, input: { url: string; enabled: boolean }): Promise<void>;
  setS3(token: string, s3: S3Input): Promise<void>;
  deleteS3(token: string): Promise<void>;
  /** `key`: at least 32 characters. Only this call makes the session's own webhook signed. */
  setHmac(token: string, key: string): Promise<void>;
  deleteHmac(token: string): Promise<void>;
  createUser(session: NewSession): Promise<{ id: string }>;
  /** Only what is given and not "" changes: the service cannot clear a field this way. Absent in builds of 2025. */
  updateUser(id: string, edit: SessionEdit): Promise<void>;
  /** The full one: logs out, removes the device and the session. Never while a QR runs. */
  deleteUser(id: string): Promise<void>;
  close(): void;
}

export interface WriterOptions extends UpstreamOptions {
  /** Asked before each call: true throws UpstreamError `open` at once. Reads go on: they notice the recovery. */
  isOpen?: () => boolean;
}

type Write<T> = Pick<Call<T>, 'kind' | 'path' | 'read'> & Partial<Call<T>>;

export function createWriter(options: WriterOptions): Writer {
  const wire = createWire(options, { reuse: false });
  const { singleMs, connectMs, whatsappMs } = wire.timeouts;

  async function ask<T>(call: Omit<Call<T>, 'method' | 'timeoutMs'> & Partial<Call<T>>): Promise<T> {
    if (options.isOpen?.()) throw new UpstreamError('open', { says: 'the service does not answer just now' });
    return wire.ask({ method: 'POST', timeoutMs: singleMs, ...call });
  }
  const forSession = <T>(token: string, call: Write<T>) =>
    ask({ as: { token }, turn: `token:${token}`, ...call });
  const forAdmin = <T>(id: string, call: Write<T>) => ask({ as: 'admin', turn: `id:${id}`, ...call });
  const userPath = (id: string) => `/admin/users/${encodeURIComponent(id)}`;

  return {
    connect: (token, { subscribe, immediate }) =>
      forSession(token, {
        kind: 'connect',
        path: '/session/connect',
        body: { Subscribe: subscribe, Immediate: immediate },
        timeoutMs: connectMs,
        read: connectAnswer,
      }),
    disconnect: (token) =>
      forSession(token, { kind: 'disconnect', path: '/session/disconnect', body: {}, read: detailsAnswer }),
    logout: (token) =>
      forSession(token, {
        kind: 'logout',
        path: '/session/logout',
        body: {},
        timeoutMs: whatsappMs,
        read: detailsAnswer,
      }),
    pairPhone: (token, phone) =>
      forSession(token, {
        kind: 'pair_phone',
        path: '/session/pairphone',
        body: { Phone: phone },
        timeoutMs: whatsappMs,
        read: pairPhoneAnswer,
      }),
    setWebhook: (token, { url, events }) =>
      forSession(token, {
        kind: 'set_webhook',
        path: '/webhook',
        body: { webhookurl: url, events },
        read: webhookAnswer,
      }),
    setProxy: (token, { url, enabled }) =>
      forSession(token, {
        kind: 'set_proxy',
        path: '/session/proxy',
        body: { proxy_url: url, enable: enabled },
        read: doneAnswer,
      }),
    setS3: (token, s3) =>
      forSession(token, { kind: 'set_s3', path: '/session/s3/config', body: s3Body(s3), read: doneAnswer }),
    deleteS3: (token) =>
      forSession(token, {
        kind: 'delete_s3',
        method: 'DELETE',
        path: '/session/s3/config',
        read: doneAnswer,
      }),
    setHmac: (token, key) =>
      forSession(token, {
        kind: 'set_hmac',
        path: '/session/hmac/config',
        body: { hmac_key: key },
        read: doneAnswer,
      }),
    deleteHmac: (token) =>
      forSession(token, {
        kind: 'delete_hmac',
        method: 'DELETE',
        path: '/session/hmac/config',
        read: doneAnswer,
      }),
    createUser: async (session) =>
      forAdmin('new', {
        kind: 'create_user',
        path: '/admin/users',
        body: adminBody(session),
        read: createdAnswer,
      }),
    updateUser: async (id, edit) =>
      forAdmin(id, {
        kind: 'update_user',
        method: 'PUT',
        path: userPath(id),
        body: adminBody(edit),
        read: doneAnswer,
      }),
    deleteUser: (id) =>
      forAdmin(id, {
        kind: 'delete_user',
        method: 'DELETE',
        path: `${userPath(id)}/full`,
        timeoutMs: whatsappMs,
        read: doneAnswer,
      }),
    close: () => wire.close(),
  };
}
