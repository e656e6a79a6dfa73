import { useCopy } from '../words/language.tsx';
import classes from './way-switch.module.css';

export type Way = 'phone' | 'screen';

/** Where WhatsApp is: on this phone, or on one that can see this screen. */
export function WaySwitch({ way, onChange }: { way: Way; onChange: (way: Way) => void }) {
  const { t } = useCopy();
  const choices: [Way, string][] = [
    ['phone', t('link.thisPhone')],
    ['screen', t('link.otherScreen')],
  ];
  return (
    <fieldset className={classes.switch}>
      <legend className="unseen">{t('pairing.way')}</legend>
      {choices.map(([value, words]) => (
        <label key={value} className={classes.choice}>
          <input
            type="radio"
            name="way"
            value={value}
            checked={way === value}
            onChange={() => onChange(value)}
          />
          {words}
        </label>
      ))}
    </fieldset>
  );
}
