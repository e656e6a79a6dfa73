/** Every REST operation. The demo's own controls are not among them: they exist in the demo alone. */
import { accountOperations } from './account.ts';
import { actionOperations } from './actions.ts';
import { gatewayOperations } from './gateway.ts';
import { linkOperations } from './links.ts';
import type { Operation } from './operation.ts';
import { peopleOperations } from './people.ts';
import { sessionOperations } from './sessions.ts';

export const operations: readonly Operation[] = [
  ...sessionOperations,
  ...actionOperations,
  ...linkOperations,
  ...accountOperations,
  ...peopleOperations,
  ...gatewayOperations,
];
