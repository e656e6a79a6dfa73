/** Heliograph for programs: the live feed, and the REST calls. */
export { connect } from './connect.ts';
export type { Connection } from './connection-state.ts';
export type { TokenSource } from './credentials.ts';
export type { Feed, FeedOptions, WaitOptions } from './feed.ts';
export { freshnessOf } from './freshness.ts';
export { HeliographError, type ErrorReason } from './heliograph-error.ts';
export { openPairingLink, type PairingLinkFeed } from './pairing-link.ts';
export { createRest, type CallOptions, type Done, type Rest, type RestOptions } from './rest.ts';
export { signIn } from './sign-in.ts';
export type { Change } from './states.ts';
