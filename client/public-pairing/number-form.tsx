import { useMemo, useState, type FormEvent } from 'react';
import type { PairingLinkFeed } from '../../sdk/pairing-link.ts';
import { countries, countryOf, homeCountry, wholeNumber, type CountryCode } from '../pairing/countries.ts';
import { useCopy } from '../words/language.tsx';
import type { Asking } from './use-asking.ts';
import { startPairing } from './use-link.ts';
import classes from './pair-page.module.css';

interface Props {
  feed: PairingLinkFeed;
  asking: Asking;
  /** The number that a code was made for before. */
  phone: string | undefined;
}

/** Which number to link; its code is made for that number only. */
export function NumberForm({ feed, asking, phone }: Props) {
  const { t, language } = useCopy();
  const list = useMemo(() => countries(language), [language]);
  const [country, setCountry] = useState<CountryCode>(() => countryOf(`+${phone ?? ''}`) ?? homeCountry());
  const [typed, setTyped] = useState(phone ? `+${phone}` : '');
  const [tried, setTried] = useState(false);
  const whole = wholeNumber(typed, country);
  const bad = tried && whole === null;
  const name = list.find((each) => each.value === country)?.label.replace(/ \+\d+$/, '') ?? country;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (whole === null) return;
    asking.ask(async () => {
      await startPairing(feed);
      await feed.code(whole);
    });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <label htmlFor="country">{t('pairing.country')}</label>
      <select
        id="country"
        value={country}
        onChange={(event) => setCountry(event.currentTarget.value as CountryCode)}
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
          const other = countryOf(next);
          setTyped(next);
          setTried(false);
          if (other) setCountry(other);
        }}
      />
      <p
        id="phone-hint"
        className={classes.hint}
        data-bad={bad || undefined}
        role={bad ? 'alert' : undefined}
      >
        {bad ? t('pairing.phoneBad', { country: name }) : t('pairing.phoneHint')}
      </p>
      <button type="submit" className={classes.sun} disabled={asking.busy} aria-busy={asking.busy}>
        {t(asking.busy ? 'pairLink.making' : 'pairing.makeCode')}
      </button>
    </form>
  );
}
