import { TwoWays } from '../page/two-ways.tsx';
import { useCopy } from '../words/language.tsx';

interface Props {
  opened: boolean;
  names: string[];
  onClose: () => void;
  onSure: () => void;
}

/** A new code ends the old one, and somebody else looks at it. */
export function AskNewCode({ opened, names, onClose, onSure }: Props) {
  const { t } = useCopy();
  return (
    <TwoWays
      opened={opened}
      title={t('pairing.newCodeTitle')}
      body={t('pairing.newCodeBody', { names: names.join(', ') })}
      stay={t('button.cancel')}
      onStay={onClose}
      go={t('button.regenerate')}
      onGo={onSure}
    />
  );
}
