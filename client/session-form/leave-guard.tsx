import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { TwoWays } from '../page/two-ways.tsx';
import type { CopyKey } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';

interface Props {
  changed: () => boolean;
  title?: CopyKey;
  body?: CopyKey;
}

/** Asks before a page with something to lose is left, inside this dashboard and out of it. */
export function LeaveGuard({ changed, title = 'form.leaveTitle', body = 'form.leaveBody' }: Props) {
  const { t } = useCopy();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => changed() && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (changed()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [changed]);
  return (
    <TwoWays
      opened={blocker.state === 'blocked'}
      title={t(title)}
      body={t(body)}
      stay={t('form.stay')}
      onStay={() => blocker.reset?.()}
      go={t('form.leave')}
      onGo={() => blocker.proceed?.()}
      danger
    />
  );
}
