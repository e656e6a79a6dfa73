/** The frame of both forms: the parts and their index, what changed, and what went wrong. */
import { Button } from '@mantine/core';
import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Neighbours, type Along } from '../session/neighbours.tsx';
import { Crumbs } from '../sessions/crumbs.tsx';
import { Banners } from '../truth/banners.tsx';
import { TruthPill } from '../truth/truths.tsx';
import { useCopy } from '../words/language.tsx';
import type { FormProps } from './fields.tsx';
import type { KeptDraft } from './kept-draft.ts';
import { firstMistake } from './mistakes.ts';
import { LeaveGuard } from './leave-guard.tsx';
import { BasicsPart, partIds, ProxyPart, S3Part, WebhookPart } from './parts.tsx';
import classes from './session-form.module.css';

interface Props {
  title: string;
  /** Of the session that is edited; null: a new one. */
  session: { id: string; name: string; online: boolean; keys: boolean; proxy: boolean; along: Along } | null;
  form: FormProps;
  /** What was typed before a forced sign-out is here again. */
  kept: KeptDraft | null;
  changes: number;
  /** Whether leaving now loses something. */
  unsaved: () => boolean;
  /** Grows with each attempt that was refused: the first mistake is gone to. */
  refused: number;
  failure: string | null;
  buttons: ReactNode;
  onSubmit: () => void;
  onDiscard: () => void;
}

export function FormPage(props: Props) {
  const { title, session, form, kept, changes, unsaved, refused, failure, buttons } = props;
  const { onSubmit, onDiscard } = props;
  const { t, n } = useCopy();
  const mistakes = useRef(form.mistakes);
  useEffect(() => {
    mistakes.current = form.mistakes;
  });
  useEffect(() => {
    if (refused === 0) return;
    const field = firstMistake(mistakes.current);
    const place = field && document.getElementById(`field-${field}`);
    (place?.querySelector<HTMLElement>('input:checked') ?? place)?.focus();
  }, [refused]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const on = (flag: boolean) => <small>{t(flag ? 'form.isOn' : 'form.isOff')}</small>;
  return (
    <form noValidate onSubmit={submit} data-form={session ? 'edit' : 'new'}>
      <Crumbs className={classes.crumbs}>
        {session && (
          <Link data-long to={`/sessions/${encodeURIComponent(session.id)}`}>
            {session.name}
          </Link>
        )}
        {session && <span aria-hidden>›</span>}
        <span aria-current="page">{t(session ? 'form.edit' : 'form.newTitle')}</span>
        {session && <Neighbours {...session.along} />}
      </Crumbs>
      <div className={classes.title}>
        <h1>{title}</h1>
        <TruthPill />
      </div>
      <Banners />
      {kept && (
        <p role="status" className={classes.kept}>
          {t(kept.lacks ? 'form.keptLacking' : 'form.kept')}
        </p>
      )}
      {failure !== null && (
        <p role="alert" className={classes.failed} data-failure>
          {failure}
        </p>
      )}
      <div className={classes.columns}>
        <nav className={classes.index} aria-label={t('form.parts')}>
          <PartLink id={partIds.basics}>{t('form.basics')}</PartLink>
          <PartLink id={partIds.webhook}>{t('form.webhookPart')}</PartLink>
          <PartLink id={partIds.proxy}>
            {t('form.proxyPart')} {on(form.draft.proxyEnabled)}
          </PartLink>
          <PartLink id={partIds.s3}>
            {t('form.s3Part')} {on(form.draft.s3Enabled)}
          </PartLink>
        </nav>
        <div className={classes.form}>
          <BasicsPart form={form} isNew={session === null} />
          <WebhookPart form={form} />
          <ProxyPart form={form} online={session?.online ?? false} kept={session?.proxy ?? false} />
          <S3Part form={form} keys={session?.keys ?? false} />
        </div>
      </div>
      <div className={classes.foot}>
        <span role="status" data-none={changes === 0 || undefined}>
          {changes === 0 ? t('form.noChanges') : n('form.changes', changes)}
        </span>
        <Button variant="subtle" color="gray" c="var(--hg-text2)" onClick={onDiscard}>
          {t(session ? 'form.discard' : 'button.cancel')}
        </Button>
        {buttons}
      </div>
      <LeaveGuard changed={unsaved} />
    </form>
  );
}

/** Goes to a part without a change of the address: that would be a step back for the browser's button. */
function PartLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <a
      href={`#${id}`}
      onClick={(event) => {
        event.preventDefault();
        const heading = document.getElementById(id);
        heading?.scrollIntoView({ block: 'start' });
        heading?.focus({ preventScroll: true });
      }}
    >
      {children}
    </a>
  );
}
