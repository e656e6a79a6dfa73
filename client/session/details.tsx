import { Button, UnstyledButton } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { Suspense, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Session, SessionState } from '../../contract/session.ts';
import { useMay } from '../auth/auth.tsx';
import { CopyIcon } from '../copying/copy-icon.tsx';
import { lazy } from '../page/lazy.tsx';
import { useCopy } from '../words/language.tsx';
import { LoadFailed } from '../page/read-state.tsx';
import { SecretRow } from './secret-row.tsx';
import { useRecord } from './use-record.ts';
import classes from './details.module.css';
import links from './reveal.module.css';

const TransferDialog = lazy(async () => ({
  default: (await import('../manage/transfer-dialog.tsx')).TransferDialog,
}));

/** What stands for a secret: as long for each, so that its length is none either. */
const dots = '••••••••••••';

interface DetailProps {
  name: string;
  value: ReactNode;
  mono?: boolean;
  copy?: string | null;
}

function Detail({ name, value, mono = false, copy }: DetailProps) {
  return (
    <div className={classes.row}>
      <dt>{name}</dt>
      <dd className={mono ? 'mono' : undefined}>{value}</dd>
      {copy && (
        <dd className={classes.acts}>
          <CopyIcon name={name} text={copy} />
        </dd>
      )}
    </div>
  );
}

export function Details({ state }: { state: SessionState }) {
  const { t } = useCopy();
  const may = useMay();
  const { record, error, reading, retry } = useRecord(state.id);
  return (
    <section aria-labelledby="details">
      <div className={classes.head}>
        <h2 id="details">{t('detail.details')}</h2>
        {may.manage && (
          <Button
            component={Link}
            to={`/sessions/${encodeURIComponent(state.id)}/edit`}
            variant="subtle"
            size="compact-sm"
            c="var(--hg-text)"
            leftSection={<IconPencil size={16} aria-hidden />}
          >
            {t('settings.edit')}
          </Button>
        )}
      </div>
      <dl>
        <Detail name={t('session.id')} value={state.id} mono copy={state.id} />
        <Detail name="JID" value={state.jid ?? state.lastJid ?? '–'} mono copy={state.jid ?? state.lastJid} />
        {record && <Settings record={record} />}
        <Detail
          name={t('session.shouldBe')}
          value={t(state.desired === 'online' ? 'detail.shouldBeOnline' : 'detail.shouldBeOffline')}
        />
        <OwnerRow state={state} />
      </dl>
      {error !== null && <LoadFailed error={error} busy={reading} onRetry={retry} />}
    </section>
  );
}

function OwnerRow({ state }: { state: SessionState }) {
  const { t } = useCopy();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  return (
    <div className={classes.row}>
      <dt>{t('list.columns.owner')}</dt>
      <dd>{state.ownerName ?? t('list.nobody')}</dd>
      {may.manage && (
        <dd className={classes.acts}>
          <UnstyledButton className={links.link} onClick={() => setAsking(true)}>
            {t('button.transfer')}
          </UnstyledButton>
          <Suspense>{asking && <TransferDialog session={state} onClose={() => setAsking(false)} />}</Suspense>
        </dd>
      )}
    </div>
  );
}

function Settings({ record }: { record: Session }) {
  const { t } = useCopy();
  const { proxyConfig, s3Config, webhook } = record;
  const s3Key = s3Config.accessKey !== '' || s3Config.secretKey !== '';
  return (
    <>
      <SecretRow session={record} secret="token" name={t('settings.token')} masked={dots} />
      <Detail name={t('settings.webhook')} value={webhook || '–'} copy={webhook} />
      <Detail name={t('settings.events')} value={<Events events={record.events} />} />
      {proxyConfig.proxyUrl === '' ? (
        <Detail name={t('settings.proxy')} value={t('settings.none')} />
      ) : (
        <SecretRow
          session={record}
          secret="proxy"
          name={t('settings.proxy')}
          masked={
            proxyConfig.enabled ? proxyConfig.proxyUrl : t('settings.off', { value: proxyConfig.proxyUrl })
          }
        />
      )}
      {s3Key ? (
        <SecretRow
          session={record}
          secret="s3"
          name={t('settings.s3')}
          masked={t('settings.s3Key', { bucket: s3Config.bucket || '–', dots: '••••' })}
        />
      ) : (
        <Detail name={t('settings.s3')} value={s3Config.bucket || t('settings.none')} />
      )}
    </>
  );
}

/** "Message, ReadReceipt, and 2 more", and all of them when asked. */
function Events({ events }: { events: readonly string[] }) {
  const { t, n } = useCopy();
  const [whole, setWhole] = useState(false);
  if (events.length === 0) return t('settings.none');
  if (events.includes('All')) return t('list.all');
  const all = events.join(', ');
  const rest = events.length - 2;
  if (rest <= 0) return all;
  const named = events.slice(0, 2).join(', ');
  return (
    <UnstyledButton className={links.link} aria-expanded={whole} onClick={() => setWhole(!whole)}>
      {whole ? all : n('settings.more', rest, { named })}
    </UnstyledButton>
  );
}
