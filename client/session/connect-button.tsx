import { Button } from '@mantine/core';
import { IconBolt, IconQrcode } from '@tabler/icons-react';
import type { SessionState } from '../../contract/session.ts';
import { useActions, useAsk } from '../actions/actions.tsx';
import { movesWithTime } from '../actions/possible.ts';
import { useMay } from '../auth/auth.tsx';
import { useBlocked } from '../truth/blocked.ts';
import { useNow } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { connectWords } from './connect-words.ts';

export function ConnectButton({ state, size = 'md' }: { state: SessionState; size?: 'sm' | 'md' }) {
  const { t } = useCopy();
  const may = useMay();
  const why = useBlocked();
  const ask = useAsk(state.id);
  const { ask: send } = useActions();
  const words = connectWords(state, useNow(movesWithTime(state)));
  if (!may.act || words === null) return null;
  const code = words === 'newCode' || words === 'showQr' || words === 'pairAgain';
  return (
    <Button
      variant={why !== null ? 'default' : 'primary'}
      size={size}
      disabled={why !== null}
      title={why ?? undefined}
      loading={ask?.status === 'asked'}
      leftSection={code ? <IconQrcode size={18} aria-hidden /> : <IconBolt size={18} aria-hidden />}
      onClick={() => void send(state, 'connect')}
    >
      {t(`button.${words}`)}
    </Button>
  );
}

/** A second way, beside the one that needs no phone. */
export function PairAgain({ state }: { state: SessionState }) {
  const { t } = useCopy();
  const { act, seeCodes } = useMay();
  const why = useBlocked();
  const asked = useAsk(state.id)?.status === 'asked';
  const { ask } = useActions();
  if (!act || !seeCodes) return null;
  return (
    <Button
      size="md"
      disabled={why !== null || asked}
      title={why ?? undefined}
      leftSection={<IconQrcode size={18} aria-hidden />}
      onClick={() => void ask(state, 'connect')}
    >
      {t('button.pairAgain')}
    </Button>
  );
}
