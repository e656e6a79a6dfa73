/** What a failed call to the service means: for its being reachable, and for whoever waits. */
import type { Reason } from '../../contract/words.ts';
import type { UpstreamError } from '../upstream/upstream-error.ts';
import type { Reachability } from './reachability.ts';

/**
 * Lets a failed call count for or against the service's being reachable. Its refusals of a write come as 500 and are
 * answers like others; a read that answers 500 is a service that does not work.
 */
export function judge(error: UpstreamError, reachability: Reachability, call: 'read' | 'write'): void {
  const broken = error.kind === 'said_no' && call === 'read' && (error.status ?? 0) >= 500;
  switch (error.kind) {
    case 'said_no':
      return broken ? reachability.failed(true) : reachability.succeeded();
    case 'refused_token':
      if (error.says === 'unauthorized') return reachability.succeeded();
      // Whoever asks for a login there stands between: nothing is seen of the service.
      return error.says === 'a stranger' && call === 'read' ? reachability.failed(true) : undefined;
    case 'timeout':
      return reachability.failed(false);
    case 'unreachable':
    case 'not_json':
      // What we gave up ourselves says nothing.
      return error.says === 'closed' ? undefined : reachability.failed(true);
    case 'busy':
    case 'open':
      return undefined;
  }
}

/** No token to ask with, or none that the service takes; what something in front of it refuses says nothing of a session. */
export const isNoLogin = ({ kind, says }: UpstreamError): boolean =>
  kind === 'refused_token' && says !== 'a stranger';

/** An upstream error in the wire contract's words. */
export function upstreamTrouble(error: UpstreamError): {
  status: number;
  reason: Reason;
  error: string;
  retryAfterS?: number;
} {
  switch (error.kind) {
    case 'timeout':
      return {
        status: 504,
        reason: 'upstream_timeout',
        error: 'The WhatsApp service is too slow to answer.',
      };
    case 'unreachable':
    case 'not_json':
      return {
        status: 502,
        reason: 'upstream_unreachable',
        error: 'The WhatsApp service cannot be reached.',
      };
    case 'open':
    case 'busy':
      return {
        status: 503,
        reason: 'upstream_unavailable',
        error: 'The WhatsApp service is not available just now.',
        retryAfterS: 5,
      };
    case 'refused_token':
    case 'said_no':
      return { status: 502, reason: 'upstream_error', error: `The WhatsApp service refused: ${error.says}` };
  }
}
