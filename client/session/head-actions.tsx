import { Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useActions, useAsk } from '../actions/actions.tsx';
import type { Confirming } from '../actions/confirm.tsx';
import { possible } from '../actions/possible.ts';
import { useMay } from '../auth/auth.tsx';
import { useMakeLink } from '../links/make-link.tsx';
import { lazy } from '../page/lazy.tsx';
import { useBlocked } from '../truth/blocked.ts';
import { useCopy } from '../words/language.tsx';
import classes from './head-actions.module.css';

const Confirm = lazy(async () => ({ default: (await import('../actions/confirm.tsx')).Confirm }));

/** What is done often in this phase, beside the name; on a phone it is in the menu. */
export function HeadActions({ state }: { state: SessionState }) {
  const { t } = useCopy();
  const may = useMay();
  const why = useBlocked() ?? undefined;
  const asked = useAsk(state.id);
  const { ask } = useActions();
  const [confirming, setConfirming] = useState<Confirming>(null);
  const { make } = useMakeLink();
  const can = possible(state, may.act);
  const blocked = why !== undefined;
  const busy = (kind: string) => asked?.status === 'asked' && asked.kind === kind;
  return (
    <span className={classes.actions}>
      {state.phase === 'pairing' && can.disconnect && (
        <Button
          disabled={blocked}
          title={why}
          loading={busy('disconnect')}
          onClick={() => void ask(state, 'disconnect')}
        >
          {t('button.stopPairing')}
        </Button>
      )}
      {state.phase === 'pairing' && may.act && may.seeCodes && (
        <Button leftSection={<IconLink size={16} aria-hidden />} onClick={() => make(state)}>
          {t('button.sendLink')}
        </Button>
      )}
      {state.phase === 'online' && can.disconnect && (
        <Button
          disabled={blocked}
          title={why}
          loading={busy('disconnect')}
          onClick={() => setConfirming('disconnect')}
        >
          {t('button.disconnect')}
        </Button>
      )}
      {state.phase === 'online' && can.logout && (
        <Button
          disabled={blocked}
          title={why}
          loading={busy('logout')}
          c={blocked ? undefined : 'var(--hg-danger)'}
          onClick={() => setConfirming('logout')}
        >
          {t('button.logout')}
        </Button>
      )}
      <Suspense>
        {confirming && <Confirm session={state} what={confirming} onClose={() => setConfirming(null)} />}
      </Suspense>
    </span>
  );
}
