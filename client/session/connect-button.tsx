import { Button } from '@mantine/core';
import { IconBolt, IconQrcode } from '@tabler/icons-react';
import type { SessionState } from '../../contract/session.ts';
import type { CauseCode } from '../../contract/words.ts';
import { useActions, useAsk } from '../actions/actions.tsx';
import { useMay } from '../auth/auth.tsx';
import { useNow, useTruth } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';

type Words = 'connect' | 'connectAgain' | 'pairAgain' | 'newCode' | 'showQr';

const wordsFor: Record<CauseCode, Words | null> = {
  unlinked_on_phone: 'pairAgain',
  replaced: 'connectAgain',
  temporary_ban: 'connectAgain',
  client_outdated: 'connectAgain',
  qr_timeout: 'newCode',
  pairing_failed: 'newCode',
  network: null,
  idle: 'showQr',
  by_admin: 'connect',
  upstream_lost_session: 'connectAgain',
  unknown: 'connectAgain',
};

/** The one button of a session that is down. None while a ban runs: trying early makes it longer. */
export function useConnectWords(state: SessionState): Words | null {
  const at = useNow(state.cause?.until !== null);
  const { cause } = state;
  if (state.phase === 'stopping') return 'connect';
  if (!cause) return state.jid || state.lastJid ? 'connect' : 'showQr';
  if (cause.code === 'temporary_ban' && (cause.until === null || Date.parse(cause.until) > at)) return null;
  return wordsFor[cause.code];
}

export function ConnectButton({ state, size = 'md' }: { state: SessionState; size?: 'sm' | 'md' }) {
  const { t } = useCopy();
  const may = useMay();
  const truth = useTruth();
  const ask = useAsk(state.id);
  const { ask: send } = useActions();
  const words = useConnectWords(state);
  if (!may.act || words === null) return null;
  const code = words === 'newCode' || words === 'showQr' || words === 'pairAgain';
  const blocked = truth.unreachableSince !== null;
  return (
    <Button
      variant={blocked ? 'default' : 'primary'}
      size={size}
      disabled={blocked}
      title={blocked ? t('unknown.noActions') : undefined}
      loading={ask?.status === 'asked'}
      leftSection={code ? <IconQrcode size={18} aria-hidden /> : <IconBolt size={18} aria-hidden />}
      onClick={() => void send(state, 'connect')}
    >
      {t(`button.${words}`)}
    </Button>
  );
}
