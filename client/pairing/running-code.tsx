import { UnstyledButton } from '@mantine/core';
import type { PairingCode } from '../../contract/session.ts';
import { useServerClock } from '../live/live.tsx';
import { readableNumber } from '../phase/number.ts';
import { useCopy } from '../words/language.tsx';
import { useLeft } from './deadline.ts';
import classes from './pairing-block.module.css';

/** Beside the QR code: the way to a pairing code, and word of one that a colleague or a link's holder made. */
export function RunningCode({ code, onShow }: { code: PairingCode | null; onShow: () => void }) {
  const { t } = useCopy();
  const clock = useServerClock();
  const left = useLeft(code ? Date.parse(code.expiresAt) : null, clock);
  const number = code && left.seconds !== null ? readableNumber(code.phone) : null;
  return (
    <p className={classes.hint}>
      <span role="status">{number !== null && t('pairing.runningCode', { number })}</span>{' '}
      <UnstyledButton className={classes.link} onClick={onShow}>
        {t(number === null ? 'pairing.thisPhone' : 'pairing.showCode')}
      </UnstyledButton>
    </p>
  );
}
