import { Button } from '@mantine/core';
import type { SessionState } from '../../contract/session.ts';
import { useActions, useAsk } from '../actions/actions.tsx';
import { useMay } from '../auth/auth.tsx';
import { useBlocked } from '../truth/blocked.ts';
import { useCopy } from '../words/language.tsx';
import { WhyNot } from './why-not.tsx';

/** The way out of a connect that takes too long. */
export function CancelConnect({ state }: { state: SessionState }) {
  const { t } = useCopy();
  const may = useMay();
  const blocked = useBlocked() !== null;
  const asked = useAsk(state.id);
  const { ask } = useActions();
  if (!may.act) return null;
  return (
    <>
      <Button
        mt="sm"
        disabled={blocked}
        loading={asked?.status === 'asked'}
        onClick={() => void ask(state, 'disconnect')}
      >
        {t('button.cancel')}
      </Button>
      <WhyNot />
    </>
  );
}
