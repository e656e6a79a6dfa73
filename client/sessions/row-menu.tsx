import { ActionIcon } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { SessionState } from '../../contract/session.ts';
import { SessionMenu } from '../session/session-menu.tsx';
import { useCopy } from '../words/language.tsx';

export function RowMenu({
  state,
  onConnect,
}: {
  state: SessionState;
  onConnect: (state: SessionState) => void;
}) {
  const { t } = useCopy();
  return (
    <SessionMenu
      state={state}
      withConnect={() => onConnect(state)}
      link
      target={
        <ActionIcon variant="subtle" tabIndex={-1} aria-label={t('list.menuOf', { name: state.name })}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      }
    />
  );
}
