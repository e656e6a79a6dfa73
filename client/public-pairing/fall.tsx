import { IconAlertTriangleFilled } from '@tabler/icons-react';
import type { SessionState } from '../../contract/session.ts';
import { causeWords } from '../sessions/now-words.ts';
import { useCopy, type Speech } from '../words/language.tsx';
import classes from './pair-page.module.css';

interface Props {
  state: SessionState;
  cause: NonNullable<SessionState['cause']>;
  /** Who made the link. */
  who: string;
  at: number;
}

/** Why the last code came to nothing, and what its phone's owner can do. */
export function Fall({ state, cause, who, at }: Props) {
  const speech = useCopy();
  const { title, next } = causeWords(state, at, speech);
  return (
    <section className={classes.fall} role="alert" data-cause={cause.code}>
      <IconAlertTriangleFilled size={18} aria-hidden />
      <div>
        <h2>{title}</h2>
        <p>{forOwner(cause.code, who, speech) ?? next}</p>
      </div>
    </section>
  );
}

/** What only whoever runs the gateway can mend is theirs to hear of. */
function forOwner(code: Props['cause']['code'], who: string, { t }: Pick<Speech, 't'>): string | null {
  switch (code) {
    case 'qr_timeout':
    case 'pairing_failed':
    case 'temporary_ban':
    case 'idle':
      return null;
    case 'client_outdated':
      return t('pairLink.outdated', { who });
    default:
      return t('pairLink.again', { who });
  }
}
