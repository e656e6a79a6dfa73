import { IconDots } from '@tabler/icons-react';
import { memo, Suspense, useState } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { lazy } from '../page/lazy.tsx';
import { useCopy } from '../words/language.tsx';
import classes from './row-action.module.css';

const SessionMenu = lazy(async () => ({
  default: (await import('../session/session-menu.tsx')).SessionMenu,
}));

interface Props {
  state: SessionState;
  onConnect: (state: SessionState) => void;
}

/** A row's menu, made when it is asked for: a thousand rows that scroll by need none. */
export const RowMenu = memo(function RowMenu({ state, onConnect }: Props) {
  const { t } = useCopy();
  const [wanted, setWanted] = useState(false);
  const dots = (
    <button
      type="button"
      className={classes.dots}
      tabIndex={-1}
      aria-haspopup="menu"
      aria-label={t('list.menuOf', { name: state.name })}
      onClick={() => setWanted(true)}
    >
      <IconDots size={16} aria-hidden />
    </button>
  );
  if (!wanted) return dots;
  return (
    <Suspense fallback={dots}>
      <SessionMenu
        state={state}
        withConnect={() => onConnect(state)}
        link
        open
        target={dots}
        onGiveUp={() => setWanted(false)}
      />
    </Suspense>
  );
});
