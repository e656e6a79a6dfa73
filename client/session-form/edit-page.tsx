import { Button, Skeleton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useCallback, useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Session } from '../../contract/session.ts';
import { useApi } from '../api/api.tsx';
import { failureWords } from '../api/failure-words.ts';
import { useMay } from '../auth/auth.tsx';
import { useSession } from '../live/live.tsx';
import { useKeys } from '../keys/keys.ts';
import { useNeighbours } from '../session/neighbours.tsx';
import { readRecord } from '../session/read-record.ts';
import { listAddress } from '../sessions/list-address.ts';
import { useBlocked } from '../truth/blocked.ts';
import { useCopy } from '../words/language.tsx';
import { draftOf, patchOf } from './draft.ts';
import { FormPage } from './form-page.tsx';
import { NoRight } from './no-right.tsx';
import { changeSession } from './session-calls.ts';
import { useForm } from './use-form.ts';
import classes from './session-form.module.css';
import '../words/form-words.ts';

export function EditSessionPage() {
  const { id = '' } = useParams();
  return useMay().manage ? <Loaded key={id} id={id} /> : <NoRight />;
}

/** Read once: what others change meanwhile is not pulled away under the fields, and only changes are sent. */
function Loaded({ id }: { id: string }) {
  const speech = useCopy();
  const api = useApi();
  const [record, setRecord] = useState<Session | null>(null);
  const [error, setError] = useState<unknown>(null);
  const load = useCallback(() => {
    setError(null);
    readRecord(api, id).then(setRecord, setError);
  }, [api, id]);
  useEffect(load, [load]);
  if (record) return <EditSession record={record} />;
  if (error !== null) {
    return (
      <>
        <h1 className={classes.title}>{speech.t('error.loadFailed')}</h1>
        <p className={classes.failed}>{failureWords(error, speech)}</p>
        <p>
          <Button onClick={load}>{speech.t('button.retry')}</Button>
        </p>
        <Link to={listAddress()}>{speech.t('session.back')}</Link>
      </>
    );
  }
  return (
    <div role="status" aria-label={speech.t('list.loading')}>
      <Skeleton height={30} width={280} radius="sm" mb="xl" />
      <Skeleton height={320} radius="lg" />
    </div>
  );
}

function EditSession({ record }: { record: Session }) {
  const { t } = useCopy();
  const api = useApi();
  const navigate = useNavigate();
  const { state } = useSession(record.id);
  const [before] = useState(() => draftOf(record));
  const keys = record.s3Config.accessKey !== '' && record.s3Config.secretKey !== '';
  const { form, send, sending, discard, ...rest } = useForm({ place: record.id, before, isNew: false, keys });
  const name = state?.name ?? record.name;
  useDocumentTitle(`${t('form.editTitle', { name })} · Heliograph`);
  const blocked = useBlocked();
  const back = () => void navigate(`/sessions/${encodeURIComponent(record.id)}`);
  const along = useNeighbours(record.id, '/edit');
  // What is typed here is not for the next one: with unsaved changes the keys stay here.
  const go = (by: number) => !rest.unsaved() && along.go(by);
  useKeys({ j: () => go(1), k: () => go(-1), Escape: back });
  const save = async () => {
    if (rest.changes === 0) return back();
    const done = await send(
      async (key) => void (await changeSession(api, record.id, patchOf(before, form.draft), key)),
    );
    if (done) back();
  };
  return (
    <FormPage
      {...rest}
      title={t('form.editTitle', { name })}
      session={{
        id: record.id,
        name,
        online: (state?.phase ?? record.phase) === 'online',
        keys,
        proxy: before.proxyUrl !== '',
        along,
      }}
      form={form}
      onSubmit={() => void save()}
      onDiscard={rest.changes === 0 ? back : discard}
      buttons={
        <Button
          type="submit"
          variant={rest.changes > 0 ? 'primary' : 'default'}
          loading={sending}
          disabled={blocked !== null}
          title={blocked ?? undefined}
        >
          {t('button.save')}
        </Button>
      }
    />
  );
}
