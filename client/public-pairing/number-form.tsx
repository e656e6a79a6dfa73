import { useMemo, useState, type FormEvent } from 'react';
import type { PairingLinkFeed } from '../../sdk/pairing-link.ts';
import {
  countries,
  countryOf,
  homeCountry,
  wholeNumber,
  wrongNumber,
  type CountryCode,
} from '../pairing/countries.ts';
import { useCopy } from '../words/language.tsx';
import type { Asking } from './use-asking.ts';
import { startPairing } from './start-pairing.ts';
import type { useNumber } from './use-number.ts';
import classes from './pair-page.module.css';

interface Props {
  feed: PairingLinkFeed;
  asking: Asking;
  number: ReturnType<typeof useNumber>;
  /** WhatsApp refuses until a time that it named. */
  mustWait: boolean;
}

/** Which number to link; its code is made for that number only. */
export function NumberForm({ feed, asking, number: [number, setNumber], mustWait }: Props) {
  const { t, language } = useCopy();
  const list = useMemo(() => countries(language), [language]);
  const { typed } = number;
  const country = number.country ?? countryOf(typed) ?? homeCountry();
  /** Somebody who has gone on to the next thing is not typing any more. */
  const [tried, setTried] = useState(false);
  const whole = wholeNumber(typed, country);
  const wrong = wrongNumber(typed, country);
  const bad = whole === null && (tried || wrong);
  const name = list.find((each) => each.value === country)?.label.replace(/ \+\d+$/, '') ?? country;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (whole === null) return;
    asking.ask(async () => {
      if (await startPairing(feed)) await feed.code(whole);
    });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <label htmlFor="country">{t('pairing.country')}</label>
      <select
        id="country"
        value={country}
        onChange={(event) => setNumber({ typed, country: event.currentTarget.value as CountryCode })}
      >
        {list.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <label htmlFor="phone">{t('pairLink.yourNumber')}</label>
      <input
        id="phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel-national"
        value={typed}
        aria-invalid={bad}
        aria-describedby="phone-hint"
        onChange={(event) => {
          const next = event.currentTarget.value;
          setNumber({ typed: next, country: countryOf(next) ?? country });
          setTried(false);
        }}
        onBlur={() => setTried(typed !== '')}
      />
      <p
        id="phone-hint"
        className={classes.hint}
        data-bad={bad || undefined}
        role={bad ? 'alert' : undefined}
      >
        {bad
          ? t(wrong ? 'pairing.phoneWrong' : 'pairing.phoneBad', { country: name })
          : t('pairing.phoneHint')}
      </p>
      <button
        type="submit"
        className={classes.sun}
        disabled={asking.busy || mustWait}
        aria-busy={asking.busy}
      >
        {t(asking.busy ? 'pairLink.making' : 'pairing.makeCode')}
      </button>
    </form>
  );
}
