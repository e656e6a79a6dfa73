/** The four parts of a session's settings. */
import { useCopy } from '../words/language.tsx';
import { deliveries } from './draft.ts';
import { EventsChooser } from './events-chooser.tsx';
import { ChoiceOf, FlagOf, Part, TextOf, useMistake, type FormProps } from './fields.tsx';
import classes from './session-form.module.css';

export const partIds = { basics: 'basics', webhook: 'webhook', proxy: 'proxy', s3: 's3' } as const;

export function BasicsPart({ form, isNew }: { form: FormProps; isNew: boolean }) {
  const { t } = useCopy();
  return (
    <Part id={partIds.basics} title={t('form.basics')}>
      <TextOf
        form={form}
        field="name"
        label={t('form.name')}
        hint={isNew ? t('form.nameHint') : undefined}
        focus={isNew}
      />
      {isNew && (
        <TextOf form={form} field="token" label={t('form.token')} hint={t('form.tokenHint')} mono secret />
      )}
    </Part>
  );
}

export function WebhookPart({ form }: { form: FormProps }) {
  const { t } = useCopy();
  return (
    <Part id={partIds.webhook} title={t('form.webhookPart')}>
      <TextOf form={form} field="webhook" label={t('form.webhook')} hint={t('form.webhookHint')} />
      <EventsChooser draft={form.draft} error={useMistake(form, 'events')} onChange={form.onChange} />
    </Part>
  );
}

/** @param online the session is, so that a new proxy waits */
export function ProxyPart({ form, online, kept }: { form: FormProps; online: boolean; kept: boolean }) {
  const { t } = useCopy();
  return (
    <Part id={partIds.proxy} title={t('form.proxyPart')}>
      <FlagOf form={form} field="proxyEnabled" label={t('form.proxyOn')} />
      {(form.draft.proxyEnabled || form.draft.proxyUrl !== '') && (
        <TextOf
          form={form}
          field="proxyUrl"
          label={t('form.proxyUrl')}
          hint={t(kept && form.draft.proxyUrl.includes('***') ? 'form.proxyKeep' : 'form.proxyHint')}
          mono
        />
      )}
      {online && <p className={classes.note}>{t('form.proxyLater')}</p>}
    </Part>
  );
}

/** @param keys they are stored already, and hidden */
export function S3Part({ form, keys }: { form: FormProps; keys: boolean }) {
  const { t } = useCopy();
  const { draft } = form;
  const keep = keys ? t('form.keepKey') : undefined;
  const deliveryWords = (value: (typeof deliveries)[number]) =>
    t(value === '' ? 'form.delivery.standard' : `form.delivery.${value}`);
  return (
    <Part id={partIds.s3} title={t('form.s3Part')}>
      <FlagOf form={form} field="s3Enabled" label={t('form.s3On')} />
      {draft.s3Enabled && (
        <>
          <div className={classes.two}>
            <TextOf form={form} field="bucket" label={t('form.bucket')} />
            <TextOf form={form} field="region" label={t('form.region')} />
          </div>
          <TextOf form={form} field="endpoint" label={t('form.endpoint')} hint={t('form.endpointHint')} />
          <div className={classes.two}>
            <TextOf form={form} field="accessKey" label={t('form.accessKey')} hint={keep} mono secret />
            <TextOf form={form} field="secretKey" label={t('form.secretKey')} hint={keep} mono secret />
          </div>
          <TextOf form={form} field="publicUrl" label={t('form.publicUrl')} />
          <FlagOf form={form} field="pathStyle" label={t('form.pathStyle')} />
          <div className={classes.two}>
            <ChoiceOf
              form={form}
              field="mediaDelivery"
              label={t('form.mediaDelivery')}
              value={draft.mediaDelivery}
              choices={deliveries.map((value) => ({ value, label: deliveryWords(value) }))}
            />
            <TextOf
              form={form}
              field="retentionDays"
              label={t('form.retentionDays')}
              hint={t('form.retentionHint')}
              numeric
            />
          </div>
        </>
      )}
    </Part>
  );
}
