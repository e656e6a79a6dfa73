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
