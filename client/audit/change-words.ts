/** What came of an action beside what it is called: what was changed or shown, and from whom to whom it went. Pure. */
import type { AuditEntry } from '../../contract/audit.ts';
import { hasSentence, type CopyKey } from '../words/copy.ts';
import type { Speech } from '../words/language.tsx';

/** By the names that they have on the pages where they are set. */
const partWords: Record<string, CopyKey> = {
  name: 'timeline.name',
  token: 'settings.token',
  webhook: 'settings.webhook',
  events: 'settings.events',
  proxyConfig: 'settings.proxy',
  s3Config: 'settings.s3',
  proxyUrl: 'audit.parts.proxyUrl',
  s3AccessKey: 'audit.parts.s3AccessKey',
  s3SecretKey: 'audit.parts.s3SecretKey',
  password: 'audit.parts.password',
};

type Told = Pick<AuditEntry, 'action' | 'details'>;

/** Null where the action says it all. */
export function changeWords({ action, details }: Told, { t }: Pick<Speech, 't'>): string | null {
  if (action === 'session.transfer' && 'to' in details) {
    const name = (who: unknown) => (typeof who === 'string' ? who : t('audit.nobody'));
    return t('audit.moved', { from: name(details['from']), to: name(details['to']) });
  }
  const named = details['fields'] ?? details['changed'];
  const parts = (Array.isArray(named) ? named : []).flatMap((part) => partWords[String(part)] ?? []);
  const words = [...movesOf(details, t), ...parts.map((key) => t(key))];
  return words.length === 0 ? null : words.join(', ');
}

/** Of a person's role, address and right to come only what really changed is noted with what it was before. */
function movesOf(details: Told['details'], t: Speech['t']): string[] {
  const role = moveOf(details['role']);
  const email = moveOf(details['email']);
  const disabled = moveOf(details['disabled']);
  const roleWord = (name: unknown) => {
    const key = `role.${String(name)}`;
    return hasSentence(key) ? t(key) : String(name);
  };
  return [
    ...(role ? [t('audit.moved', { from: roleWord(role.from), to: roleWord(role.to) })] : []),
    ...(email ? [t('audit.moved', { from: String(email.from), to: String(email.to) })] : []),
    ...(disabled ? [t(disabled.to === true ? 'users.disabled' : 'audit.parts.enabled')] : []),
  ];
}

const moveOf = (value: unknown) =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value ? value : null;
