/** The sessions' states as this client may show them: only ever newer ones, and images only where asked for by id. */
import type { SessionState } from '../contract/session.ts';

export type Change =
  /** `before` null: the session is new here. `changed`: the parts that differ, as the gateway or this client found. */
  | { kind: 'state'; id: string; state: SessionState; before: SessionState | null; changed: string[] }
  /** Deleted, or no longer this person's. */
  | { kind: 'removed'; id: string; before: SessionState | null }
  /** Asked for by id, and does not exist or is somebody else's. */
  | { kind: 'denied'; id: string };

/** How a session is subscribed to: by id (with codes), by the list (without), or not. */
export type Fidelity = 'whole' | 'plain' | 'none';

export interface States {
  get(id: string): SessionState | undefined;
  /** The same array until something changes. */
  all(): readonly SessionState[];
  /** Takes a state if it is newer, or says more about the same version; null: nothing is new. */
  take(state: SessionState, changed?: string[]): Change | null;
  remove(id: string): Change | null;
  /** The subscription to this session changed: what it no longer covers is dropped. */
  trim(id: string): Change | null;
}

type Version = Pick<SessionState, 'generation' | 'version'>;

/** Positive when `a` is newer. */
const compare = (a: Version, b: Version) => a.generation - b.generation || a.version - b.version;

/** What a list shows of a session: no image and no pairing code. */
function withoutCodes(state: SessionState): SessionState {
  if (state.qr?.image === undefined && state.pairingCode?.code === undefined) return state;
  const { image: _image, ...qr } = state.qr ?? {};
  const { code: _code, ...pairingCode } = state.pairingCode ?? {};
  return {
    ...state,
    qr: state.qr && (qr as SessionState['qr']),
    pairingCode: state.pairingCode && (pairingCode as SessionState['pairingCode']),
  };
}

/** The same version from a list must not take the codes away that a subscription by id brought. */
function keepCodes(state: SessionState, shown: SessionState): SessionState {
  const { qr, pairingCode } = state;
  const sameQr = qr && shown.qr?.issuedAt === qr.issuedAt;
  const sameCode = pairingCode && shown.pairingCode?.expiresAt === pairingCode.expiresAt;
  return {
    ...state,
    qr: sameQr ? { ...shown.qr, ...qr, image: qr.image ?? shown.qr?.image } : qr,
    pairingCode: sameCode
      ? { ...shown.pairingCode, ...pairingCode, code: pairingCode.code ?? shown.pairingCode?.code }
      : pairingCode,
  };
}

const differing = (a: SessionState, b: SessionState): string[] =>
  (Object.keys(b) as (keyof SessionState)[]).filter(
    (key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]),
  );

export function createStates(fidelity: (id: string) => Fidelity): States {
  const shown = new Map<string, SessionState>();
  /** The version last shown of what is gone: nothing older may come back. */
  const gone = new Map<string, Version>();
  let list: readonly SessionState[] | null = null;

  function set(state: SessionState, before: SessionState | null, changed: string[]): Change {
    shown.set(state.id, state);
    gone.delete(state.id);
    list = null;
    return { kind: 'state', id: state.id, state, before, changed };
  }

  return {
    get: (id) => shown.get(id),
    all: () => (list ??= [...shown.values()]),
    take(incoming, changed) {
      const allowed = fidelity(incoming.id);
      if (allowed === 'none') return null;
      const before = shown.get(incoming.id) ?? null;
      const last = before ?? gone.get(incoming.id);
      const order = last ? compare(incoming, last) : 1;
      if (order < 0) return null;
      let state = allowed === 'whole' ? incoming : withoutCodes(incoming);
      if (before && order === 0) {
        if (allowed === 'whole') state = keepCodes(state, before);
        const differences = differing(before, state);
        return differences.length > 0 ? set(state, before, differences) : null;
      }
      return set(state, before, changed ?? (before ? differing(before, state) : Object.keys(state)));
    },
    remove(id) {
      const before = shown.get(id) ?? null;
      if (!before) return null;
      gone.set(id, { generation: before.generation, version: before.version });
      shown.delete(id);
      list = null;
      return { kind: 'removed', id, before };
    },
    trim(id) {
      const before = shown.get(id);
      const allowed = fidelity(id);
      if (!before || allowed === 'whole') return null;
      if (allowed === 'plain') {
        const state = withoutCodes(before);
        return state === before ? null : set(state, before, ['qr', 'pairingCode']);
      }
      shown.delete(id);
      gone.set(id, { generation: before.generation, version: before.version });
      list = null;
      return null;
    },
  };
}
