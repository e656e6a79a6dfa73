import { Button } from '@mantine/core';
import type { SessionState } from '../../contract/session.ts';
import { useAsk } from '../actions/actions.tsx';
import { useMay } from '../auth/auth.tsx';
import { useCopy } from '../words/language.tsx';
import classes from './row-action.module.css';

interface Props {
  state: SessionState;
  old: boolean;
  seen: string;
  onOpen: (id: string) => void;
  onConnect: (state: SessionState) => void;
}

/** Whether a row has an action of its own for somebody who may act, or not. */
export const hasAction = ({ phase }: SessionState, mayAct: boolean): boolean =>
  phase === 'needs-attention' ||
  (mayAct && phase !== 'online' && phase !== 'connecting' && phase !== 'reconnecting');

/** The one action that a phase asks for, if any. What is only last known cannot be acted on. */
export function RowAction({ state, old, seen, onOpen, onConnect }: Props) {
  const { t } = useCopy();
  const may = useMay();
  const ask = useAsk(state.id);
  const common = { size: 'xs', tabIndex: -1, loading: ask?.status === 'asked' } as const;
  if (old) return <span className={classes.then}>{seen}</span>;
  switch (state.phase) {
    case 'offline':
    case 'stopping':
      if (!may.act) return null;
      return (
        <Button {...common} onClick={() => onConnect(state)}>
          {t('button.connect')}
        </Button>
      );
    case 'logged-out':
      if (!may.act) return null;
      return (
        <Button {...common} onClick={() => onConnect(state)}>
          {t('button.pairAgain')}
        </Button>
      );
    case 'pairing':
      if (!may.seeCodes) return null;
      return (
        <Button {...common} loading={false} onClick={() => onOpen(state.id)}>
          {t('button.showQr')}
        </Button>
      );
    case 'needs-attention':
      return (
        <Button {...common} loading={false} onClick={() => onOpen(state.id)}>
          {t('button.fix')}
        </Button>
      );
    case 'online':
    case 'connecting':
    case 'reconnecting':
      return null;
  }
}
