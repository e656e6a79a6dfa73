/** What can be done with one session now. */
import { Spotlight } from '@mantine/spotlight';
import {
  IconBolt,
  IconHistory,
  IconLink,
  IconLogout,
  IconPencil,
  IconPlugConnectedX,
  IconTrash,
  IconUserShare,
} from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import type { SessionState } from '../../contract/session.ts';
import { useActions, useAsk } from '../actions/actions.tsx';
import { usePossible } from '../actions/use-possible.ts';
import { useMay } from '../auth/auth.tsx';
import { useMakeLink } from '../links/make-link.tsx';
import { connectWords } from '../session/connect-words.ts';
import type { Sure } from '../session/sure-dialog.tsx';
import { useBlocked } from '../truth/blocked.ts';
import { useNow } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { Deed } from './deed.tsx';

interface DeedsProps {
  session: SessionState;
  /** It is asked once more, after the palette. */
  onAsk: (session: SessionState, what: Sure) => void;
}

export function SessionDeeds({ session, onAsk }: DeedsProps) {
  const { t } = useCopy();
  const may = useMay();
  const navigate = useNavigate();
  const { ask } = useActions();
  const { make } = useMakeLink();
  const asked = useAsk(session.id)?.status === 'asked';
  const why = useBlocked();
  const blocked = why !== null || asked;
  const can = usePossible(session);
  const at = useNow();
  const page = `/sessions/${encodeURIComponent(session.id)}`;
  const go = (to: string) => void navigate(to);
  return (
    <Spotlight.ActionsGroup
      label={[t('palette.with', { name: session.name }), why].filter(Boolean).join('. ')}
    >
      {can.connect && (
        <Deed
          icon={<IconBolt size={16} aria-hidden />}
          words={t(`button.${connectWords(session, at) ?? 'connectAgain'}`)}
          keys="c"
          disabled={blocked}
          onClick={() => {
            go(page);
            void ask(session, 'connect');
          }}
        />
      )}
      {can.disconnect && (
        <Deed
          icon={<IconPlugConnectedX size={16} aria-hidden />}
          words={t(session.phase === 'pairing' ? 'button.stopPairing' : 'button.disconnect')}
          disabled={blocked}
          onClick={() =>
            session.phase === 'online' ? onAsk(session, 'disconnect') : void ask(session, 'disconnect')
          }
        />
      )}
      {(can.connect || session.phase === 'pairing') && may.seeCodes && (
        <Deed
          icon={<IconLink size={16} aria-hidden />}
          words={t('links.make')}
          onClick={() => make(session)}
        />
      )}
      <Deed
        icon={<IconHistory size={16} aria-hidden />}
        words={t('palette.timeline')}
        onClick={() => go(`${page}#timeline`)}
      />
      {may.manage && (
        <Deed
          icon={<IconPencil size={16} aria-hidden />}
          words={t('settings.edit')}
          onClick={() => go(`${page}/edit`)}
        />
      )}
      {may.manage && (
        <Deed
          icon={<IconUserShare size={16} aria-hidden />}
          words={t('button.transfer')}
          onClick={() => onAsk(session, 'transfer')}
        />
      )}
      {can.logout && (
        <Deed
          icon={<IconLogout size={16} aria-hidden />}
          words={t('button.logout')}
          disabled={blocked}
          onClick={() => onAsk(session, 'logout')}
        />
      )}
      {may.manage && (
        <Deed
          icon={<IconTrash size={16} aria-hidden />}
          words={t('button.delete')}
          onClick={() => onAsk(session, 'delete')}
        />
      )}
    </Spotlight.ActionsGroup>
  );
}
