import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useCopy } from '../words/language.tsx';
import classes from './details.module.css';

function Detail({
  name,
  value,
  mono = false,
  copy,
}: {
  name: string;
  value: ReactNode;
  mono?: boolean;
  copy?: string | null;
}) {
  const { t } = useCopy();
  return (
    <div className={classes.row}>
      <dt>{name}</dt>
      <dd className={mono ? 'mono' : undefined}>{value}</dd>
      {copy && (
        <dd>
          <CopyButton value={copy}>
            {({ copied, copy: put }) => (
              <ActionIcon
                variant="subtle"
                size="sm"
                aria-label={t(copied ? 'button.copied' : 'session.copy', { name })}
                onClick={put}
              >
                {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              </ActionIcon>
            )}
          </CopyButton>
        </dd>
      )}
    </div>
  );
}

export function Details({ state }: { state: SessionState }) {
  const { t } = useCopy();
  return (
    <section aria-labelledby="details">
      <h2 id="details" className={classes.title}>
        {t('detail.details')}
      </h2>
      <dl>
        <Detail name={t('session.id')} value={state.id} mono copy={state.id} />
        <Detail name="JID" value={state.jid ?? state.lastJid ?? '–'} mono copy={state.jid ?? state.lastJid} />
        <Detail
          name={t('session.shouldBe')}
          value={t(state.desired === 'online' ? 'session.wantedOnline' : 'detail.shouldBeOffline')}
        />
        <Detail name={t('list.columns.owner')} value={state.ownerName ?? t('list.nobody')} />
      </dl>
    </section>
  );
}
