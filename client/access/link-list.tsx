import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { PairingLink } from '../../contract/links.ts';
import { useApi } from '../api/api.tsx';
import { revokeLink } from '../links/pairing-links.ts';
import { AskDialog } from '../page/ask-dialog.tsx';
import { Loading } from '../page/loading.tsx';
import { Moment } from '../time/moment.tsx';
import { longSpan } from '../time/words.ts';
import { useNow } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { useChange, useLinks } from './access-data.ts';
import page from '../page/page.module.css';

/** Every link that still opens, of sessions this person may pair. */
export function LinkList() {
  const { t, language } = useCopy();
  const api = useApi();
  const change = useChange('links');
  const { data, error, refetch } = useLinks();
  const [revoking, setRevoking] = useState<PairingLink | null>(null);
  const now = useNow((data?.length ?? 0) > 0);
  const open = data?.filter((link) => Date.parse(link.expiresAt) > now);
  return (
    <>
      {(!open || error !== null) && <Loading error={error} onRetry={() => void refetch()} />}
      {open?.length === 0 && (
        <div className={page.none}>
          <p>{t('empty.noLinks')}</p>
          <p>{t('linkList.noneHint')}</p>
        </div>
      )}
      {open && open.length > 0 && (
        <table className={`${page.table} ${page.wordy}`}>
          <thead>
            <tr>
              <th scope="col">{t('linkList.session')}</th>
              <th scope="col">{t('linkList.by')}</th>
              <th scope="col">{t('linkList.ends')}</th>
              <th scope="col">
                <span className="unseen">{t('access.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {open.map((link) => {
              const ends = Date.parse(link.expiresAt);
              const left = Math.ceil((ends - now) / 60_000) * 60_000;
              return (
                <tr key={link.id} data-link={link.id}>
                  <td className={page.main}>
                    <Link to={`/sessions/${encodeURIComponent(link.sessionId)}`}>{link.sessionName}</Link>
                  </td>
                  <td>
                    <span className={page.only}>{t('linkList.by')}: </span>
                    {link.createdBy.name}
                  </td>
                  <td>
                    <span className={page.only}>{t('linkList.ends')} </span>
                    <Moment at={ends}>{t('linkList.inSpan', { span: longSpan(left, language) })}</Moment>
                  </td>
                  <td>
                    <Button
                      variant="subtle"
                      color="gray"
                      size="compact-md"
                      c="var(--hg-danger)"
                      aria-label={t('apiKeys.revokeOf', { name: link.sessionName })}
                      onClick={() => setRevoking(link)}
                    >
                      {t('apiKeys.revoke')}
                    </Button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {revoking && (
        <AskDialog
          title={t('linkList.revokeTitle', { name: revoking.sessionName })}
          submit={t('apiKeys.revokeDo')}
          danger
          onSubmit={() => change(revoking.id, (key) => revokeLink(api, revoking.sessionId, revoking.id, key))}
          onClose={() => setRevoking(null)}
        >
          <p>{t('linkList.revokeBody')}</p>
        </AskDialog>
      )}
    </>
  );
}
