import { Button } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconQrcode } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useActions } from '../actions/actions.tsx';
import { useApi } from '../api/api.tsx';
import { useMay } from '../auth/auth.tsx';
import { useBackKey } from '../page/back-key.ts';
import { listAddress } from '../sessions/list-address.ts';
import { useBlocked } from '../truth/blocked.ts';
import { useCopy } from '../words/language.tsx';
import { emptyDraft, newSessionOf } from './draft.ts';
import { FormPage } from './form-page.tsx';
import { NoRight } from './no-right.tsx';
import { makeSession } from './session-calls.ts';
import { useForm } from './use-form.ts';
import '../words/form-words.ts';

export function NewSessionPage() {
  const { t } = useCopy();
  useDocumentTitle(`${t('form.newTitle')} · Heliograph`);
  return useMay().manage ? <NewSession /> : <NoRight />;
}

function NewSession() {
  const { t } = useCopy();
  const api = useApi();
  const navigate = useNavigate();
  const { ask } = useActions();
  const { form, send, sending, ...rest } = useForm({
    place: 'new',
    before: emptyDraft,
    isNew: true,
    keys: false,
  });
  const blocked = useBlocked();
  useBackKey();
  const make = async (pair: boolean) => {
    let made: { id: string; name: string } | null = null;
    const done = await send(async (key) => {
      made = await makeSession(api, newSessionOf(form.draft), key);
    });
    const session = made as { id: string; name: string } | null;
    if (!done || !session) return;
    if (pair) void ask(session, 'connect');
    void navigate(`/sessions/${encodeURIComponent(session.id)}`, { replace: true });
  };
  const common = { disabled: blocked !== null, title: blocked ?? undefined };
  return (
    <FormPage
      {...rest}
      title={t('form.newTitle')}
      session={null}
      form={form}
      onSubmit={() => void make(true)}
      onDiscard={() => void navigate(listAddress())}
      buttons={
        <>
          <Button {...common} loading={sending} onClick={() => void make(false)}>
            {t('form.make')}
          </Button>
          <Button
            {...common}
            type="submit"
            variant="primary"
            loading={sending}
            leftSection={<IconQrcode size={16} aria-hidden />}
          >
            {t('form.makeAndPair')}
          </Button>
        </>
      }
    />
  );
}
