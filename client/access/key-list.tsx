import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ApiKey, NewApiKey } from '../../contract/keys.ts';
import { useApi } from '../api/api.tsx';
import { AskDialog } from '../page/ask-dialog.tsx';
import { Loading } from '../page/loading.tsx';
import { LeaveGuard } from '../session-form/leave-guard.tsx';
import { Moment } from '../time/moment.tsx';
import { useTick } from '../time/ticker.ts';
import { ago, moment } from '../time/words.ts';
import { useCopy } from '../words/language.tsx';
import { revokeKey } from './access-calls.ts';
import { useChange, useKeysList } from './access-data.ts';
import { KeyMade } from './key-made.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { scopeWord } from './scope-word.ts';
import '../words/form-words.ts';
import page from '../page/page.module.css';
import classes from './access.module.css';

export function KeyList({ making, onMade }: { making: boolean; onMade: () => void }) {
  const { t } = useCopy();
  const api = useApi();
  const change = useChange('keys');
  const { data, error, refetch } = useKeysList();
  const [made, setMade] = useState<readonly NewApiKey[]>([]);
  const forget = (id: string) => setMade((before) => before.filter((key) => key.id !== id));
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  return (
    <>
      {made.map((key) => (
        <KeyMade key={key.id} made={key} onDone={() => forget(key.id)} />
      ))}
      <LeaveGuard changed={() => made.length > 0} title="apiKeys.leaveTitle" body="apiKeys.leaveBody" />
      {(!data || error !== null) && <Loading error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <div className={page.none}>
          <p>{t('empty.noKeys')}</p>
          <p>{t('apiKeys.noneHint')}</p>
        </div>
      )}
      {data && data.length > 0 && (
        <>
          <table className={`${page.table} ${page.wordy}`}>
            <thead>
              <tr>
                <th scope="col">{t('users.name')}</th>
                <th scope="col">{t('apiKeys.key')}</th>
                <th scope="col">{t('apiKeys.may')}</th>
                <th scope="col">{t('apiKeys.madeBy')}</th>
                <th scope="col">{t('apiKeys.lastUsed')}</th>
                <th scope="col">
                  <span className="unseen">{t('access.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((key) => (
                <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
              ))}
            </tbody>
          </table>
          <p className={page.note}>{t('apiKeys.note')}</p>
        </>
      )}
      {making && <NewKeyDialog onMade={(key) => setMade((before) => [key, ...before])} onClose={onMade} />}
      {revoking && (
        <AskDialog
          title={t('apiKeys.revokeTitle', { name: revoking.name })}
          submit={t('apiKeys.revokeDo')}
          danger
          onSubmit={async () => {
            await change(revoking.id, (key) => revokeKey(api, revoking.id, key));
            forget(revoking.id);
          }}
          onClose={() => setRevoking(null)}
        >
          <p>{t('apiKeys.revokeBody')}</p>
        </AskDialog>
      )}
    </>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { t, language } = useCopy();
  useTick();
  const now = Date.now();
  const made = Date.parse(apiKey.createdAt);
  const used = apiKey.lastUsedAt === null ? null : Date.parse(apiKey.lastUsedAt);
  const ends = apiKey.expiresAt === null ? null : Date.parse(apiKey.expiresAt);
  const endWords = () => {
    if (ends === null) return t('apiKeys.noEnd');
    return t(ends <= now ? 'apiKeys.ended' : 'apiKeys.endsAt', { when: moment(ends, now, language) });
  };
  return (
    <tr data-key={apiKey.id}>
      <td className={page.main}>
        {apiKey.name}
        <small>{endWords()}</small>
      </td>
      <td>
        <span className={page.only}>{t('apiKeys.key')}: </span>
        {apiKey.hint === null ? '–' : <span className={`mono ${classes.hint}`}>{apiKey.hint}••••</span>}
      </td>
      <td>
        {apiKey.scopes.map((scope) => (
          <span key={scope} className={page.chip}>
            {t(`apiKeys.scopes.${scopeWord[scope]}`)}
          </span>
        ))}
      </td>
      <td>
        <span className={page.only}>{t('apiKeys.madeBy')}: </span>
        {apiKey.owner.name}
        <small>
          <Moment at={made}>{ago(made, now, language)}</Moment>
        </small>
      </td>
      <td>
        <span className={page.only}>{t('apiKeys.lastUsed')}: </span>
        {used === null ? t('access.never') : <Moment at={used}>{ago(used, now, language)}</Moment>}
      </td>
      <td>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          c="var(--hg-danger)"
          aria-label={t('apiKeys.revokeOf', { name: apiKey.name })}
          onClick={onRevoke}
        >
          {t('apiKeys.revoke')}
        </Button>
      </td>
    </tr>
  );
}
