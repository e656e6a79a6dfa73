import { Button, Select, TextInput } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMemo, useState, type FormEvent } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useActions, useAsk } from '../actions/actions.tsx';
import { useAllNow, useServerClock } from '../live/live.tsx';
import { digitsOf } from '../phase/number.ts';
import { WhyNot } from '../session/why-not.tsx';
import { useBlocked } from '../truth/blocked.ts';
import { useTruth } from '../truth/truth.ts';
import { useCopy } from '../words/language.tsx';
import { AskNewCode } from './ask-new-code.tsx';
import { typedAloud, useCodeVoice } from './code-voice.ts';
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
import { TypedCode } from './typed-code.tsx';
import { typedView } from './typed-view.ts';
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
  const now = left.now === null ? null : clock();
  const view = typedView(pairingCode, now, unreachableSince === null);
  useCodeVoice(view.kind === 'live' ? view.code : view.kind, view, now, (was, at) =>
    typedAloud(was, view, at, speech),
  );
  const holds = view.kind === 'live' || view.kind === 'unheard';
  return (
    <div className={classes.panel}>
      <NumberForm state={state} holds={holds} number={number ?? first} onNumber={onNumber} />
      {holds && <TypedCode view={view} seconds={left.seconds ?? 0} />}
      {view.kind === 'hidden' && <p className={classes.hidden}>{t('pairing.hidden')}</p>}
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
  holds,
  number: { typed, country },
  onNumber,
}: {
  state: SessionState;
  /** A code is there, as far as is known. */
  holds: boolean;
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
    if (holds && others.length > 0) setSure(true);
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
          variant={holds ? 'default' : 'primary'}
          loading={asked?.status === 'asked' && asked.kind === 'pairPhone'}
          disabled={blocked}
          leftSection={holds ? <IconRefresh size={16} aria-hidden /> : undefined}
        >
          {t(holds ? 'button.regenerate' : 'pairing.makeCode')}
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
