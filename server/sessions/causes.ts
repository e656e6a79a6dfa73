/** Why a session is down, and the one next step, in plain words. */
import type { StoredCause } from '../../db/session-row.ts';

type Words = { message: string; next: string };

const words: Record<StoredCause['code'], (cause: StoredCause) => Words> = {
  unlinked_on_phone: () => ({
    message: 'Unlinked on the phone',
    next: 'Only a new pairing brings it back. Ask whoever holds the phone first.',
  }),
  replaced: () => ({
    message: 'Opened somewhere else',
    next: 'Another program took this connection over. Close it there, then connect again.',
  }),
  temporary_ban: ({ until }) => ({
    message: 'Blocked by WhatsApp for a while',
    next:
      until === null
        ? 'WhatsApp did not say until when. Wait some hours, and send less afterwards.'
        : `Until ${new Date(until).toISOString()}. Do not try earlier, and send less afterwards.`,
  }),
  client_outdated: () => ({
    message: 'The service is too old for WhatsApp',
    next: 'Update the WhatsApp service. Every session will need it. Then connect again.',
  }),
  qr_timeout: () => ({ message: 'Codes ran out', next: 'Show a new code when a phone is at hand.' }),
  pairing_failed: () => ({
    message: 'The phone did not accept',
    next: 'On the phone, remove a linked device you no longer use, update WhatsApp, then try again.',
  }),
  network: () => ({
    message: 'Network dropped',
    next: 'Nothing to do yet: the service retries by itself.',
  }),
  idle: () => ({
    message: 'Stopped, because nobody was looking',
    next: 'Show the code when a phone is at hand.',
  }),
  by_admin: ({ by, loggedOut }) => ({
    message: `${loggedOut ? 'Logged out' : 'Switched off'}${by ? ` by ${by}` : ''}`,
    next: loggedOut ? 'Scan a new code to use it again.' : 'Connect it when it is wanted again.',
  }),
  upstream_lost_session: () => ({
    message: 'The service lost this session',
    next: 'Connect again. The phone may still be linked; if it is not, a new code appears.',
  }),
  unknown: () => ({
    message: 'It fell, and the service does not say why',
    next: 'Connect again. If it falls again, copy the report for whoever runs the service.',
  }),
};

export const causeWords = (cause: StoredCause): Words => words[cause.code](cause);
