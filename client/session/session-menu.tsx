import { Menu } from '@mantine/core';
import {
  IconArrowRight,
  IconBolt,
  IconCopy,
  IconLink,
  IconLogout,
  IconPlugConnectedX,
  IconTrash,
  IconUserShare,
  IconX,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { SessionState } from '../../contract/session.ts';
import { useAsk, useActions } from '../actions/actions.tsx';
import { usePossible } from '../actions/use-possible.ts';
import { useMay } from '../auth/auth.tsx';
import { useMakeLink } from '../links/make-link.tsx';
import { useBlocked } from '../truth/blocked.ts';
import { useCopied } from '../copying/use-copied.ts';
import { useCopy } from '../words/language.tsx';
import { SureDialog, type Sure } from './sure-dialog.tsx';

interface Props {
  state: SessionState;
  target: ReactNode;
  withConnect?: () => void;
  /** Offers the way to the session's page. */
  link?: boolean;
  /** Open from the start. */
  open?: boolean;
}

/** Everything that can be done with a session now. */
export function SessionMenu({ state, target, withConnect, link = false, open = false }: Props) {
  const { t } = useCopy();
  const may = useMay();
  const why = useBlocked();
  const navigate = useNavigate();
  const last = useAsk(state.id)?.status;
  const asked = last === 'asked';
  const { ask, forget } = useActions();
  const [sure, setSure] = useState<Sure | null>(null);
  const { copy } = useCopied();
  const { make } = useMakeLink();
  const can = usePossible(state);
  const pairs = can.connect || state.phase === 'pairing';
  const blocked = why !== null || asked;
  const disconnect = () => (state.phase === 'online' ? setSure('disconnect') : void ask(state, 'disconnect'));
  return (
    <>
      <Menu position="bottom-end" width={224} defaultOpened={open}>
        <Menu.Target>{target}</Menu.Target>
        <Menu.Dropdown>
          {why !== null && <Menu.Label>{why}</Menu.Label>}
          {/* The page has a note to put away; in the list it stands in the place of what to do next. */}
          {link && last === 'failed' && (
            <Menu.Item leftSection={<IconX size={16} aria-hidden />} onClick={() => forget(state.id)}>
              {t('list.forget')}
            </Menu.Item>
          )}
          {link && (
            <Menu.Item
              leftSection={<IconArrowRight size={16} aria-hidden />}
              onClick={() => void navigate(`/sessions/${encodeURIComponent(state.id)}`)}
            >
              {t('list.open')}
            </Menu.Item>
          )}
          {can.connect && withConnect && (
            <Menu.Item
              leftSection={<IconBolt size={16} aria-hidden />}
              disabled={blocked}
              onClick={withConnect}
            >
              {t('button.connect')}
            </Menu.Item>
          )}
          {can.disconnect && (
            <Menu.Item
              leftSection={<IconPlugConnectedX size={16} aria-hidden />}
              disabled={blocked}
              onClick={disconnect}
            >
              {t(state.phase === 'pairing' ? 'button.stopPairing' : 'button.disconnect')}
            </Menu.Item>
          )}
          {pairs && may.seeCodes && (
            <Menu.Item leftSection={<IconLink size={16} aria-hidden />} onClick={() => make(state)}>
              {t('links.make')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => copy(state.id)}>
            {t('list.copyId')}
          </Menu.Item>
          {may.manage && (
            <Menu.Item
              leftSection={<IconUserShare size={16} aria-hidden />}
              onClick={() => setSure('transfer')}
            >
              {t('button.transfer')}
            </Menu.Item>
          )}
          {(can.logout || may.manage) && <Menu.Divider />}
          {can.logout && (
            <Menu.Item
              c="var(--hg-danger)"
              leftSection={<IconLogout size={16} aria-hidden />}
              disabled={blocked}
              onClick={() => setSure('logout')}
            >
              {t('button.logout')}
            </Menu.Item>
          )}
          {may.manage && (
            <Menu.Item
              c="var(--hg-danger)"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => setSure('delete')}
            >
              {t('button.delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {sure && <SureDialog session={state} what={sure} onClose={() => setSure(null)} />}
    </>
  );
}
