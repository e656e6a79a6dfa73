/** What a person's patch of a session's settings comes to. Pure: nothing is sent or stored here. */
import { isDeepStrictEqual } from 'node:util';
import { hiddenSecret, type SessionPatch } from '../../contract/session-bodies.ts';
import type { Settings } from '../../db/session-row.ts';
import type { Refused } from './answer.ts';
import { maskProxy } from './present.ts';

/** The parts in the order in which the service is told of them. */
export const settingParts = ['proxyConfig', 's3Config', 'webhook', 'events', 'name'] as const;
export type SettingPart = (typeof settingParts)[number];

/** What becomes different, by part; a part that stays as it is has no key. */
export type SettingsPlan = Partial<Record<SettingPart, Partial<Settings>>>;

const mistake = (details: string): Refused => ({
  ok: false,
  status: 400,
  reason: 'invalid_body',
  error: 'The body has mistakes.',
  details,
});

export const isRefused = (plan: SettingsPlan | Refused): plan is Refused => 'ok' in plan;

/** @param patch its event names as the service writes them */
export function planSettings(stored: Settings, patch: SessionPatch): SettingsPlan | Refused {
  const proxy = proxyOf(stored, patch.proxyConfig);
  if ('ok' in proxy) return proxy;
  const s3 = s3Of(stored, patch.s3Config);
  if ('ok' in s3) return s3;
  const wanted: Record<SettingPart, Partial<Settings>> = {
    proxyConfig: proxy,
    s3Config: s3,
    webhook: patch.webhook === undefined ? {} : { webhook: patch.webhook },
    events: patch.events === undefined ? {} : { events: patch.events.join(',') },
    name: patch.name === undefined ? {} : { name: patch.name },
  };
  const plan: SettingsPlan = {};
  for (const part of settingParts) {
    const keys = Object.keys(wanted[part]) as (keyof Settings)[];
    if (keys.some((key) => !isDeepStrictEqual(stored[key], wanted[part][key]))) plan[part] = wanted[part];
  }
  return plan;
}

function proxyOf(
  stored: Settings,
  given: SessionPatch['proxyConfig'],
): Pick<Settings, 'proxyEnabled' | 'proxyUrl'> | Refused {
  const url = given?.proxyUrl;
  const stays = url === undefined || url === hiddenSecret || url === maskProxy(stored.proxyUrl);
  if (!stays && url.includes(hiddenSecret)) {
    return mistake('proxyConfig.proxyUrl: give its credentials too, or leave it out.');
  }
  const next = {
    proxyEnabled: given?.enabled ?? stored.proxyEnabled,
    proxyUrl: stays ? stored.proxyUrl : url,
  };
  if (given && next.proxyEnabled && next.proxyUrl === '')
    return mistake('proxyConfig.proxyUrl: a proxy that is enabled needs its address.');
  return next;
}

function s3Of(
  stored: Settings,
  given: SessionPatch['s3Config'],
): Pick<Settings, 's3' | 's3AccessKey' | 's3SecretKey'> | Refused {
  const { accessKey, secretKey, ...rest } = given ?? {};
  const secret = (value: string | undefined, was: string) =>
    value === undefined || value === hiddenSecret ? was : value;
  const next = {
    s3: { ...stored.s3, ...withoutGaps(rest) },
    s3AccessKey: secret(accessKey, stored.s3AccessKey),
    s3SecretKey: secret(secretKey, stored.s3SecretKey),
  };
  // The service takes them as a whole, and does not tell the keys that it has.
  if (given && next.s3.enabled && (next.s3AccessKey === '' || next.s3SecretKey === ''))
    return mistake('s3Config: accessKey and secretKey are not known here, and are needed.');
  return next;
}

const withoutGaps = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
