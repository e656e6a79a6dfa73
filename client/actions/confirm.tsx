/** What cannot be undone by one click is asked twice. Focus starts on the harmless button. */
import { Button, Modal } from '@mantine/core';
import type { SessionState } from '../../contract/session.ts';
import { readableNumber } from '../phase/number.ts';
import { useCopy } from '../words/language.tsx';
import { useActions } from './actions.tsx';
import classes from './confirm.module.css';

export type Confirming = 'disconnect' | 'logout' | null;

interface Props {
  session: SessionState;
  what: Confirming;
  onClose: () => void;
}

export function Confirm({ session, what, onClose }: Props) {
  const { t } = useCopy();
  const { ask } = useActions();
  const { name } = session;
  const jid = session.jid ?? session.lastJid;
  const number = jid ? readableNumber(jid) : t('confirm.thePhone');
  const go = (kind: 'disconnect' | 'logout') => {
    onClose();
    void ask(session, kind);
  };
  return (
    <Modal
      opened={what !== null}
      onClose={onClose}
      title={what && t(`confirm.${what}.title`, { name })}
      centered
      size={560}
      padding="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <p>{what && t(`confirm.${what}.body`, { number })}</p>
      <div className={classes.ways}>
        <Button variant="subtle" color="gray" c="var(--hg-text2)" data-autofocus onClick={onClose}>
          {t('button.cancel')}
        </Button>
        {what === 'logout' && <Button onClick={() => go('disconnect')}>{t('confirm.logout.other')}</Button>}
        {what === 'logout' && (
          <Button variant="danger" onClick={() => go('logout')}>
            {t('confirm.logout.do')}
          </Button>
        )}
        {what === 'disconnect' && (
          <Button variant="primary" onClick={() => go('disconnect')}>
            {t('button.disconnect')}
          </Button>
        )}
      </div>
    </Modal>
  );
}
