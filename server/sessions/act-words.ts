/** The seed's wording of what actions answer, and the service's refusals in words an admin understands. */
import type { SessionRow } from '../../db/session-row.ts';
import type { UpstreamError } from '../upstream/upstream-error.ts';
import type { Answer, Refused } from './answer.ts';
import { upstreamTrouble } from './upstream-trouble.ts';

const warning = 'Disconnect feature is still in development';

export const seedDetails = {
  loggedOut: {
    message: 'Successfully logged out from WhatsApp account',
    details: 'Logged out successfully',
  },
};

/** The seed's success; `details` says what really happened, where it is not done yet. */
export function disconnectAnswer(
  row: SessionRow,
  because: 'offline' | 'withdrawn' | 'when-it-heals' | 'online' | 'pairing' | 'connecting',
): Answer<{ message: string; details: string }> {
  const details = {
    withdrawn: `Pairing stopped. The service's codes run out at ${new Date(row.pairing?.endsAt ?? row.phaseSince).toISOString()}`,
    'when-it-heals': 'It is not up just now. It will be disconnected as soon as it comes back',
  } as Record<string, string | undefined>;
  return {
    ok: true,
    data: {
      message: 'Session disconnected successfully',
      details: details[because] ?? 'Disconnected from WhatsApp server',
    },
    warning,
  };
}

/** The seed's failure; the wish is stored all the same, and is carried out when the service is back. */
export const disconnectFailed = (error: UpstreamError): Refused => ({
  ok: false,
  status: 500,
  reason: upstreamTrouble(error).reason,
  error: `${warning} and may have bugs. Session status updated in database.`,
  details: 'External service error',
  warning: 'This feature is experimental',
});

/** Source: the service's errors of /session/logout (recorded in logout-api). */
export function logoutRefusal(error: UpstreamError): Refused {
  const says = (words: string) => error.says.includes(words);
  if (says('not logged in')) {
    return { ok: false, status: 409, reason: 'not_logged_in', error: 'No WhatsApp account is logged in.' };
  }
  if (says('no session') || says('not connected')) {
    return {
      ok: false,
      status: 409,
      reason: 'not_connected',
      error: 'The session is not connected. Connect it first, then log out.',
    };
  }
  if (says('could not perform logout')) {
    return {
      ok: false,
      status: 504,
      reason: 'upstream_timeout',
      why: 'whatsapp_silent',
      error: 'WhatsApp did not answer: the account is still logged in. Try again in a minute.',
    };
  }
  return { ok: false, ...upstreamTrouble(error) };
}

/** Source: the service's eight errors of /session/pairphone (recorded in pairphone). */
export function pairPhoneRefusal(error: UpstreamError): Refused {
  const says = (words: string) => error.says.includes(words);
  if (says('already paired')) {
    return { ok: false, status: 409, reason: 'already_paired', error: 'A phone is linked already.' };
  }
  if (says('websocket not connected') || says('no session')) {
    return {
      ok: false,
      status: 409,
      reason: 'not_connected',
      error: 'The session is not waiting for a phone. Connect it first, then ask for a code.',
    };
  }
  if (says('phone number') || says('missing phone')) {
    return {
      ok: false,
      status: 400,
      reason: 'invalid_phone',
      error: `The service does not take this number: ${error.says}`,
    };
  }
  if (says('timed out')) {
    return {
      ok: false,
      status: 504,
      reason: 'upstream_timeout',
      why: 'whatsapp_silent',
      error: 'WhatsApp did not answer. Try again in a minute.',
    };
  }
  return { ok: false, ...upstreamTrouble(error) };
}
