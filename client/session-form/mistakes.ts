/** What is wrong with a draft, by field: as far as this page can tell, and as the gateway says. Pure. */
import { isRefusal } from '../api/refusal.ts';
import type { CopyKey } from '../words/copy.ts';
import { emptyDraft, type Draft, type Field } from './draft.ts';

export interface Mistake {
  words: CopyKey;
  details?: string;
}
export type Mistakes = Partial<Record<Field, Mistake>>;

const webAddress = /^https?:\/\/[^\s/]\S*$/;
const proxyAddress = /^(https?|socks5):\/\/[^\s/]\S*$/;
const printable = /^[\x21-\x7e]+$/;

/** @param before what is stored; null for a new session. @param keys whether S3 keys are stored already */
export function mistakesIn(draft: Draft, before: Draft | null, keys: boolean): Mistakes {
  const wrong: Mistakes = {};
  const say = (field: Field, words: CopyKey) => (wrong[field] ??= { words });
  const name = draft.name.trim();
  if (name === '') say('name', 'form.wrong.nameMissing');
  if (name.length > 200) say('name', 'form.wrong.long');
  const token = draft.token.trim();
  if (token.length > 200) say('token', 'form.wrong.long');
  if (token !== '' && (!printable.test(token) || token === '***')) say('token', 'form.wrong.token');
  if (draft.webhook.trim() !== '' && !webAddress.test(draft.webhook.trim())) say('webhook', 'form.wrong.web');

  const proxy = draft.proxyUrl.trim();
  if (proxy !== (before?.proxyUrl ?? '')) {
    if (proxy !== '' && !proxyAddress.test(proxy)) say('proxyUrl', 'form.wrong.proxy');
    if (proxy.includes('***')) say('proxyUrl', 'form.wrong.proxyHidden');
  }
  if (draft.proxyEnabled && proxy === '') say('proxyUrl', 'form.wrong.proxyMissing');

  if (draft.s3Enabled) {
    if (draft.bucket.trim() === '') say('bucket', 'form.wrong.bucketMissing');
    if (!keys && draft.accessKey === '') say('accessKey', 'form.wrong.keyMissing');
    if (!keys && draft.secretKey === '') say('secretKey', 'form.wrong.keyMissing');
  }
  const days = draft.retentionDays.trim();
  if (!/^\d{1,5}$/.test(days) || Number(days) > 36_500) say('retentionDays', 'form.wrong.days');
  return wrong;
}

/** The fields in the order in which they stand on the page. */
const inOrder = Object.keys(emptyDraft) as Field[];
export const firstMistake = (mistakes: Mistakes): Field | undefined =>
  inOrder.find((field) => mistakes[field] !== undefined);

const byPath: Record<string, Field> = {
  'proxyConfig.enabled': 'proxyEnabled',
  's3Config.enabled': 's3Enabled',
  s3Config: 'accessKey',
  proxyConfig: 'proxyUrl',
};

const fieldNamed = (name: string | undefined) => inOrder.find((field) => field === name);

/** The body's paths that the gateway names ("s3Config.bucket: …", "events.0: …"), each with its words. */
function named(details: string): Mistakes {
  const wrong: Mistakes = {};
  for (const [, path = '', words = ''] of details.matchAll(/(?:^|[.] )([\w.]+): (.+?)(?=[.](?: |$)|$)/g)) {
    const steps = path.split('.');
    const field = byPath[path] ?? fieldNamed(steps.at(-1)) ?? fieldNamed(steps[0]);
    if (field) wrong[field] ??= { words: 'form.wrong.other', details: words };
  }
  return wrong;
}

/** What a refusal says about single fields; empty where it is about none. */
export function mistakesSaid(error: unknown): Mistakes {
  if (!isRefusal(error)) return {};
  switch (error.reason) {
    case 'token_taken':
      return { token: { words: 'form.wrong.tokenTaken' } };
    case 'unknown_event':
      return { events: { words: 'form.wrong.event', details: error.details ?? error.message } };
    case 'invalid_body':
      return named(error.details ?? '');
    default:
      return {};
  }
}
