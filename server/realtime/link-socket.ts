/** What a pairing link's socket is told and may do: one session's code, its start, and a code to type. */
import { PairingCodePayload, PairingStartPayload, type Refusal } from '../../contract/socket.ts';
import type { Admitted } from '../links/links.ts';
import type { LinkCalls } from '../links/link-calls.ts';
import type { Log } from '../observability/log.ts';
import type { Known } from '../sessions/known.ts';
import type { Refused } from '../sessions/answer.ts';
import type { Viewers } from '../sessions/viewers.ts';
import { everyChange } from './changed.ts';
import type { Publisher } from './publish.ts';
import { place, type Reader } from './reader.ts';
import type { takeTurns } from './turns.ts';

export interface LinkDoor extends LinkCalls {
  /** @throws an error with `reason` link_ended */
  admit(token: string): Promise<Admitted>;
  onEnded(listener: (linkId: string) => void): () => void;
}

export interface LinkSocketDeps {
  known: Known;
  viewers: Pick<Viewers, 'lookMany' | 'leave'>;
  publisher: Publisher;
  links: LinkDoor;
  log: Log;
}

/** Its viewer is stored before its snapshot is read, as with any subscription. */
export async function showSession(reader: Reader, deps: LinkSocketDeps): Promise<void> {
  const { socket, who } = reader;
  const id = who.sessionId ?? '';
  await deps.viewers.lookMany([id], { id: socket.id, userId: who.userId, name: who.name });
  if (!socket.connected) return deps.viewers.leave(socket.id);
  const row = deps.known.get(id);
  if (!row) return;
  reader.ids.add(id);
  place(reader, row);
  deps.publisher.stateTo(socket, row, everyChange, 'link');
}

export function takeLinkCalls(
  reader: Reader,
  turn: ReturnType<typeof takeTurns>,
  address: string,
  deps: LinkSocketDeps,
): void {
  const { socket, who } = reader;
  socket.on('pairing:start', (payload, ack) =>
    turn(ack, async (say) => {
      if (!PairingStartPayload.safeParse(payload ?? {}).success)
        return say(badPayload('Nothing is expected'));
      const answer = await deps.links.start(who, address);
      say(answer.ok ? { ok: true } : refusalIn(answer));
    }),
  );
  socket.on('pairing:code', (payload, ack) =>
    turn(ack, async (say) => {
      const parsed = PairingCodePayload.safeParse(payload);
      if (!parsed.success) return say(badPayload('A phone number is missing'));
      const answer = await deps.links.code(who, parsed.data.phone, address);
      say(answer.ok ? { ok: true, code: answer.data.LinkingCode } : refusalIn(answer));
    }),
  );
}

const badPayload = (error: string): Refusal => ({ ok: false, reason: 'invalid_body', error });

function refusalIn({ reason, why, error, details, retryAfterS }: Refused): Refusal {
  return {
    ok: false,
    reason,
    ...(why === undefined ? {} : { why }),
    error,
    ...(details === undefined ? {} : { details }),
    ...(retryAfterS === undefined ? {} : { retryAfterS }),
  };
}
