import { Button, Select, TextInput } from '@mantine/core';
import { IconCheck, IconCopy, IconRefresh } from '@tabler/icons-react';
import { useEffect, useMemo, useState, type FormEvent } from 'react';
import type { SessionState } from '../../contract/session.ts';
import { useActions, useAsk } from '../actions/actions.tsx';
import { useServerClock } from '../live/live.tsx';
import { readableNumber } from '../phase/number.ts';
import { countdown } from '../time/words.ts';
import { useTruth } from '../truth/truth.ts';
import { useCopied } from '../copying/use-copied.ts';
import { useCopy } from '../words/language.tsx';
import { AskNewCode } from './ask-new-code.tsx';
import { CodeBoxes } from './code-boxes.tsx';
import { pairingLengthMs } from './code-view.ts';
import { countries, countryOf, homeCountry, wholeNumber, type CountryCode } from './countries.ts';
import { useLeft } from './deadline.ts';
import { useOthers } from './presence.tsx';
import classes from './code-panel.module.css';

/** A pairing code: for which number, the eight characters, and how long they hold. */
export default function CodePanel({ state }: { state: SessionState }) {
  const clock = useServerClock();
  const { t } = useCopy();
  const { unreachableSince } = useTruth();
  const { pairingCode } = state;
  const left = useLeft(pairingCode ? Date.parse(pairingCode.expiresAt) : null, clock);
  const live = pairingCode?.code !== undefined && left.seconds !== null && unreachableSince === null;
  return (
    <div className={classes.panel}>
      <NumberForm state={state} live={live} />
      {live && <Code code={pairingCode.code ?? ''} phone={pairingCode.phone} seconds={left.seconds ?? 0} />}
      {unreachableSince !== null && <p className={classes.hidden}>{t('pairing.hidden')}</p>}
    </div>
  );
}

function NumberForm({ state, live }: { state: SessionState; live: boolean }) {
  const { t, language } = useCopy();
  const { unreachableSince } = useTruth();
  const { ask } = useActions();
  const asked = useAsk(state.id);
  const others = useOthers(state.id);
  const list = useMemo(() => countries(language), [language]);
  const [country, setCountry] = useState<CountryCode>(
    () => countryOf(`+${state.pairingCode?.phone ?? ''}`) ?? homeCountry(),
  );
  const [typed, setTyped] = useState(() => nationalOf(state.pairingCode?.phone));
  const [tried, setTried] = useState(false);
  const [sure, setSure] = useState(false);
  const phone = wholeNumber(typed, country);
  const name = list.find((each) => each.value === country)?.label.replace(/ \+\d+$/, '') ?? country;
  const digits = typed.replace(/\D/g, '').length;
  const bad = phone === null && (tried || digits >= 12);

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
          onChange={(value) => value && setCountry(value as CountryCode)}
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
            const other = countryOf(next);
            setTyped(next);
            setTried(false);
            if (other) setCountry(other);
          }}
        />
        <Button
          type="submit"
          variant={live ? 'default' : 'primary'}
          loading={asked?.status === 'asked' && asked.kind === 'pairPhone'}
          disabled={unreachableSince !== null}
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
        {bad ? t('pairing.phoneBad', { country: name }) : t('pairing.phoneHint')}
      </p>
      <AskNewCode opened={sure} names={others} onClose={() => setSure(false)} onSure={send} />
    </form>
  );
}

const nationalOf = (phone: string | undefined) => (phone ? `+${phone}` : '');

function Code({ code, phone, seconds }: { code: string; phone: string; seconds: number }) {
  const { copied, said, copy } = useCopied();
  const { t } = useCopy();
  const [made, setMade] = useState(code);
  useEffect(() => setMade(code), [code]);
  return (
    <div className={classes.code} data-pairing-code={made}>
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
