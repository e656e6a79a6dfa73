/** What a pairing link tells, for components; and what its holder may ask. */
import { useEffect, useReducer, useRef, useState } from 'react';
import type { SessionState } from '../../contract/session.ts';
import type { PairingLinkFeed } from '../../sdk/pairing-link.ts';
import { useLeft } from '../pairing/deadline.ts';
import { endOf, fallOf, stageOf, type Stage } from './stage.ts';

export interface LinkNow {
  stage: Stage;
  state: PairingLinkFeed['state'];
  context: PairingLinkFeed['context'];
  connection: PairingLinkFeed['connection'];
  /** Why there is no code any more. */
  fall: SessionState['cause'];
}

/** A page that is loaded again after it was linked says so: the gateway by then only says that the link ended. */
const linkedBefore = () => (history.state as { linked?: boolean } | null)?.linked === true;

export function useLink(feed: PairingLinkFeed): LinkNow {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  useEffect(() => feed.onChange(changed), [feed]);
  const { context, state, connection } = feed;
  const left = useLeft(context ? Date.parse(context.expiresAt) : null, feed.now);
  const sawPairing = useRef(false);
  if (state && (state.phase === 'pairing' || state.scannedAt !== null)) sawPairing.current = true;
  const [before, setBefore] = useState<'linked' | 'used' | null>(() => (linkedBefore() ? 'used' : null));
  const end = endOf(state, sawPairing.current);
  useEffect(() => {
    if (end === null) return;
    setBefore((was) => was ?? end);
    if (end === 'linked') history.replaceState({ linked: true }, '');
  }, [end]);
  return {
    stage: stageOf({ context, state, connection }, left.now, before ?? end),
    state,
    context,
    connection,
    fall: state && fallOf(state, sawPairing.current),
  };
}
