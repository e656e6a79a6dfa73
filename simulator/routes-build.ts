import { plain, success } from './answers.ts';
import { eventNames } from './event-names.ts';
import type { Build } from './options.ts';
import type { Routes } from './routes.ts';

/** What only one of the builds answers. */
export function buildRoutes(build: Build): Routes {
  if (build === 'Z') return {};
  return {
    'GET /webhook/events': () => success({ all_supported_events: eventNames(build) }),
    'HEAD /health': () => plain({}),
  };
}
