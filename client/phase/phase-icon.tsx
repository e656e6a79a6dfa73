import type { Icon } from '@tabler/icons-react';
import {
  IconAlertTriangleFilled,
  IconCircle,
  IconCircleCheckFilled,
  IconCircleMinus,
  IconLoader2,
  IconQrcode,
  IconRefresh,
  IconUnlink,
} from '@tabler/icons-react';
import type { Phase } from '../../contract/words.ts';
import classes from './phase.module.css';

const icons: Record<Phase, Icon> = {
  online: IconCircleCheckFilled,
  pairing: IconQrcode,
  connecting: IconLoader2,
  reconnecting: IconRefresh,
  'logged-out': IconUnlink,
  'needs-attention': IconAlertTriangleFilled,
  offline: IconCircle,
  stopping: IconCircleMinus,
};

export function PhaseIcon({ phase, size = 16 }: { phase: Phase; size?: number }) {
  const Shape = icons[phase];
  const turns = phase === 'connecting' ? classes.turns : undefined;
  return <Shape size={size} stroke={1.75} aria-hidden className={turns} />;
}
