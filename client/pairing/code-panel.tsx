import { Button, Select, TextInput } from '@mantine/core';
import { IconCheck, IconCopy, IconRefresh } from '@tabler/icons-react';
import { useMemo, useState, type FormEvent } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useActions, useAsk } from '../actions/actions.tsx';
import { useAllNow, useServerClock } from '../live/live.tsx';
import { digitsOf, readableNumber } from '../phase/number.ts';
import { WhyNot } from '../session/why-not.tsx';
import { countdown } from '../time/words.ts';
import { useBlocked } from '../truth/blocked.ts';
import { useTruth } from '../truth/truth.ts';
import { useCopied } from '../copying/use-copied.ts';
import { useCopy } from '../words/language.tsx';
import { AskNewCode } from './ask-new-code.tsx';
import { CodeBoxes } from './code-boxes.tsx';
import { pairingLengthMs } from './code-view.ts';
import { typedAloud, useCodeVoice, type Typed } from './code-voice.ts';
import {
  countries,
  countryOf,
  fleetCountry,
  homeCountry,
  wholeNumber,
  wrongNumber,
  type CountryCode,
} from './countries.ts';
import { useLeft } from './deadline.ts';
import { useOthers } from './presence.tsx';
import classes from './code-panel.module.css';

export interface PhoneNumber {
  typed: string;
  country: CountryCode;
}

interface Props {
  state: SessionState;
  /** What was typed here before: kept above, for this leaves the page when the codes run out. Null: nothing. */
  number: PhoneNumber | null;
  onNumber: (number: PhoneNumber) => void;
}

/** A pairing code: for which number, the eight characters, and how long they hold. */
export default function CodePanel({ state, number, onNumber }: Props) {
  const clock = useServerClock();
  const speech = useCopy();
  const { t } = speech;
  const { unreachableSince } = useTruth();
  const { pairingCode } = state;
  const left = useLeft(pairingCode ? Date.parse(pairingCode.expiresAt) : null, clock);
  const first = useLikelyNumber(state);
  const live = pairingCode?.code !== undefined && left.seconds !== null && unreachableSince === null;
  const hidden = unreachableSince !== null;
  const typed: Typed = live
    ? { kind: 'live', number: readableNumber(pairingCode.phone), expiresAt: pairingCode.expiresAt }
    : { kind: hidden ? 'hidden' : 'over' };
  useCodeVoice(live ? (pairingCode.code ?? '') : typed.kind, typed.kind, (was) =>
    typedAloud(was, typed, clock() ?? 0, speech),
  );
  return (
    <div className={classes.panel}>
      <NumberForm state={state} live={live} number={number ?? first} onNumber={onNumber} />
      {live && <Code code={pairingCode.code ?? ''} phone={pairingCode.phone} seconds={left.seconds ?? 0} />}
      {hidden && <p className={classes.hidden}>{t('pairing.hidden')}</p>}
    </div>
  );
}

/** The number that is being paired, or was last; else its country is that of most others here. */
function useLikelyNumber({ pairingCode, lastJid }: SessionState): PhoneNumber {
  const sessions = useAllNow();
  const digits = pairingCode?.phone ?? digitsOf(lastJid ?? '');
  return useMemo(() => {
    const jids = () => sessions().flatMap(({ jid, lastJid: last }) => jid ?? last ?? []);
    return {
      typed: digits && `+${digits}`,
      country: countryOf(`+${digits}`) ?? fleetCountry(jids()) ?? homeCountry(),
    };
  }, [digits, sessions]);
}

function NumberForm({
  state,
  live,
  number: { typed, country },
  onNumber,
}: {
  state: SessionState;
  live: boolean;
  number: PhoneNumber;
  onNumber: Props['onNumber'];
}) {
  const { t, language } = useCopy();
  const blocked = useBlocked() !== null;
  const { ask } = useActions();
  const asked = useAsk(state.id);
  const others = useOthers(state.id);
  const list = useMemo(() => countries(language), [language]);
  const [tried, setTried] = useState(false);
  const [sure, setSure] = useState(false);
  const phone = wholeNumber(typed, country);
  const name = list.find((each) => each.value === country)?.label.replace(/ \+\d+$/, '') ?? country;
  const wrong = wrongNumber(typed, country);
  const bad = phone === null && (tried || wrong);

  const send = () => {
    setSure(false);
    if (phone) void ask(state, 'pairPhone', phone);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (phone === null) return;
    // A new code ends the one that somebody else may be typing at this moment.
    if (live && others.length > 0) setSure(true);
    else send();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <label className={classes.label} htmlFor="phone">
        {t('pairing.phoneLabel')}
      </label>
      <div className={classes.fields}>
        <Select
          className={classes.country}
          aria-label={t('pairing.country')}
          data={list}
          value={country}
          onChange={(value) => value && onNumber({ typed, country: value as CountryCode })}
          allowDeselect={false}
          searchable
          nothingFoundMessage={t('pairing.noCountry')}
          maxDropdownHeight={280}
        />
        <TextInput
          id="phone"
          className={classes.phone}
          type="tel"
          inputMode="tel"
          autoComplete="tel-national"
          value={typed}
          error={bad}
          aria-describedby="phone-hint"
          onChange={(event) => {
            const next = event.currentTarget.value;
            onNumber({ typed: next, country: countryOf(next) ?? country });
            setTried(false);
          }}
          // Whoever leaves it thinks it whole.
          onBlur={() => setTried(typed !== '')}
        />
        <Button
          type="submit"
          variant={live ? 'default' : 'primary'}
          loading={asked?.status === 'asked' && asked.kind === 'pairPhone'}
          disabled={blocked}
          leftSection={live ? <IconRefresh size={16} aria-hidden /> : undefined}
        >
          {t(live ? 'button.regenerate' : 'pairing.makeCode')}
        </Button>
      </div>
      <p
        id="phone-hint"
        className={classes.note}
        data-bad={bad || undefined}
        role={bad ? 'alert' : undefined}
      >
        {bad
          ? t(wrong ? 'pairing.phoneWrong' : 'pairing.phoneBad', { country: name })
          : t('pairing.phoneHint')}
      </p>
      <WhyNot />
      <AskNewCode opened={sure} names={others} onClose={() => setSure(false)} onSure={send} />
    </form>
  );
}

function Code({ code, phone, seconds }: { code: string; phone: string; seconds: number }) {
  const { copied, said, copy } = useCopied();
  const { t } = useCopy();
  return (
    <div className={classes.code} data-pairing-code={code}>
      <p className={classes.for}>{t('pairing.codeFor', { number: readableNumber(phone) })}</p>
      <CodeBoxes code={code} />
      <Button
        variant="primary"
        size="md"
        className={classes.copy}
        leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
        onClick={() => copy(code)}
      >
        {t(said ?? 'button.copyCode')}
      </Button>
      <p className={classes.count}>
        <span className={classes.time} role="timer" aria-live="off">
          {countdown(seconds * 1_000)}
        </span>
        {t('pairing.codeUntil')}
      </p>
      <span className={classes.bar} aria-hidden>
        <span style={{ width: `${Math.min(100, (seconds * 100_000) / pairingLengthMs)}%` }} />
      </span>
    </div>
  );
}
