import { IconAlertTriangle } from '@tabler/icons-react';
import { readableNumber } from '../phase/number.ts';
import { useCopy } from '../words/language.tsx';
import classes from './cards.module.css';

export function OtherNumber({ before }: { before: string }) {
  const { t } = useCopy();
  return (
    <p className={classes.warn} role="status">
      <IconAlertTriangle size={18} aria-hidden />
      {t('pairing.otherNumber', { old: readableNumber(before) })}
    </p>
  );
}
