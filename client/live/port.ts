/** What the dashboard needs of a live feed: the sdk's, or the one that tests play. */
import type { Feed } from '../../sdk/feed.ts';

export type { Connection } from '../../sdk/connection-state.ts';
export type { Doubt } from '../../sdk/doubt.ts';
export type { Change } from '../../sdk/states.ts';

export type FeedPort = Pick<
  Feed,
  | 'subscribe'
  | 'get'
  | 'states'
  | 'loaded'
  | 'denied'
  | 'presence'
  | 'upstream'
  | 'connection'
  | 'doubt'
  | 'now'
  | 'onChange'
  | 'onEvent'
  | 'onPresence'
  | 'onUpstream'
  | 'onConnection'
  | 'onLoaded'
  | 'onDoubt'
  | 'retry'
  | 'close'
>;
