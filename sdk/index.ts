/** Heliograph for programs: the live feed, and the REST calls. */
export type { StatusData } from '../contract/actions.ts';
export type { NewPairingLink, PairingLink } from '../contract/links.ts';
export type { SessionsData, SessionsQuery, User } from '../contract/rest.ts';
export type { NewSessionBody, RevealData, SessionPatch, UptimeData } from '../contract/session-bodies.ts';
export type { Session, SessionState } from '../contract/session.ts';
export type {
  PairingContextEvent,
  PresenceEvent,
  TimelineEntry,
  UpstreamStatusEvent,
} from '../contract/socket.ts';
export type { CauseCode, Phase } from '../contract/words.ts';
export { connect } from './connect.ts';
export type { Connection } from './connection-state.ts';
export type { Doubt } from './doubt.ts';
export type { TokenSource } from './credentials.ts';
export type { Feed, FeedOptions, WaitOptions } from './feed.ts';
export { freshnessOf } from './freshness.ts';
export { HeliographError, type ErrorReason } from './heliograph-error.ts';
export type { TimelineOptions, UptimeOptions } from './management.ts';
export { openPairingLink, type PairingLinkFeed } from './pairing-link.ts';
export type { CallOptions, Done } from './request.ts';
export { createRest, type Rest, type RestOptions } from './rest.ts';
export { signIn } from './sign-in.ts';
export type { Change } from './states.ts';
