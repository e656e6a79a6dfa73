/** Where one session of a run stands, in words. */
import type { SessionState } from '../../contract/session.ts';
import { banEnds } from '../actions/ban.ts';
import { failureWords, whyNot } from '../api/failure-words.ts';
import { clockTime, moment, shortSpan } from '../time/words.ts';
import type { Speech } from '../words/language.tsx';
import type { BulkKind, Item } from './run.ts';

/** `state`: what is known of it; undefined: it is not there any more. */
export function itemWords(
  item: Item,
  kind: BulkKind,
  state: Pick<SessionState, 'phase' | 'cause'> | undefined,
  speech: Speech,
  now: number,
): string {
  const { t, language } = speech;
  const phase = state ? t(`phase.${state.phase}`) : t('bulk.gone');
  const span = shortSpan(now - item.since, language);
  switch (item.standing) {
    case 'waiting':
      if (item.heldUntil === null) return t('bulk.waiting');
      return t('bulk.held', {
        time: clockTime(item.heldUntil, true),
        why: whyNot(item.error, speech),
      });
    case 'asked':
      return t('bulk.asked', { span });
    case 'sent':
      return state ? t('bulk.running', { phase, span }) : t('bulk.asked', { span });
    case 'scan':
      return t(state?.phase === 'pairing' ? 'bulk.codeUp' : 'bulk.needsScan');
    case 'barred': {
      const ban = (state && banEnds(state)) ?? 0;
      return ban > now
        ? t('bulk.banned', { time: moment(ban, now, language) })
        : t('bulk.banOver', { phase });
    }
    case 'already':
      return t('bulk.already', { phase });
    case 'unsent':
      return t('bulk.stopped');
    case 'failed':
      return failedWords(item, kind, state, speech);
    case 'done': {
      const s = Math.max(0, Math.round((item.since - (item.sentAt ?? item.since)) / 1_000));
      return t(kind === 'connect' ? 'bulk.onlineAfter' : 'bulk.doneAfter', { s });
    }
  }
}

function failedWords(
  item: Item,
  kind: BulkKind,
  state: Pick<SessionState, 'phase' | 'cause'> | undefined,
  speech: Speech,
): string {
  const { t, language } = speech;
  if (item.error) return failureWords(item.error, speech);
  if (!state && kind !== 'delete') return t('bulk.gone');
  if (kind === 'connect' && (state?.phase === 'logged-out' || state?.phase === 'needs-attention'))
    return t('bulk.fell', { phase: t(`phase.${state.phase}`).toLowerCase() });
  return t(`bulk.lateOf.${kind}`, { span: shortSpan(item.since - (item.sentAt ?? item.since), language) });
}
