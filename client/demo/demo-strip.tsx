import { UnstyledButton } from '@mantine/core';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useCopy } from '../words/language.tsx';
import { Rich } from '../words/rich.tsx';
import classes from './demo-strip.module.css';

interface Props {
  phone?: boolean;
  /** Null: there is no phone here. */
  onPhone?: (() => void) | null;
}

/** On every page of a demo: nothing here touches a real account. */
export function DemoStrip({ phone, onPhone = null }: Props) {
  const { t } = useCopy();
  return (
    <section className={classes.strip} aria-label="Demo">
      <IconDeviceMobile size={16} aria-hidden className={classes.icon} />
      <span className={classes.words}>
        <Rich>{t('demo.strip')}</Rich>
      </span>
      <span className={classes.short}>
        <Rich>{t('demo.stripShort')}</Rich>
      </span>
      {onPhone && (
        <UnstyledButton className={classes.open} onClick={onPhone} aria-expanded={phone ?? false}>
          {t(phone ? 'demo.close' : 'demo.open')} <kbd>p</kbd>
        </UnstyledButton>
      )}
    </section>
  );
}
