import type { ReactNode } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useAsk } from '../actions/actions.tsx';
import { possible } from '../actions/possible.ts';
import { useMay } from '../auth/auth.tsx';
import { useCopy } from '../words/language.tsx';
import { loggedOutByAdmin } from './now-words.ts';
import classes from './row-action.module.css';

interface Props {
  state: SessionState;
  old: boolean;
  seen: string;
  onOpen: (id: string) => void;
  onConnect: (state: SessionState) => void;
}

interface ButtonProps {
  asked?: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** A plain button that looks like the others: rows are made while they scroll by, and theirs has to cost little. */
function RowButton({ asked = false, onClick, children }: ButtonProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.button}
      disabled={asked}
      data-asked={asked || undefined}
      onClick={onClick}
    >
      {children}
    </button>
  );
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
  const asked = ask?.status === 'asked';
  if (old) return <span className={classes.then}>{seen}</span>;
  switch (state.phase) {
    case 'offline':
    case 'stopping':
      if (!possible(state, may.act).connect) return null;
      return (
        <RowButton asked={asked} onClick={() => onConnect(state)}>
          {t(loggedOutByAdmin(state) ? 'button.pairAgain' : 'button.connect')}
        </RowButton>
      );
    case 'logged-out':
      if (!may.act) return null;
      return (
        <RowButton asked={asked} onClick={() => onConnect(state)}>
          {t('button.pairAgain')}
        </RowButton>
      );
    case 'pairing':
      if (!may.seeCodes) return null;
      return <RowButton onClick={() => onOpen(state.id)}>{t('button.showQr')}</RowButton>;
    case 'needs-attention':
      return <RowButton onClick={() => onOpen(state.id)}>{t('button.fix')}</RowButton>;
    case 'online':
    case 'connecting':
    case 'reconnecting':
      return null;
  }
}
