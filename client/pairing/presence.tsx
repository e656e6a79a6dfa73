import { useMay, useUser } from '../auth/auth.tsx';
import { usePresence } from '../live/live.tsx';
import { initials } from '../shell/user-menu.tsx';
import { useCopy } from '../words/language.tsx';
import { shownName } from './shown-name.ts';
import classes from './presence.module.css';

/** Others who look at this pairing now, each once. */
export function useOthers(id: string): string[] {
  const user = useUser();
  const speech = useCopy();
  const presence = usePresence(id);
  const others = new Map(
    presence?.viewers
      .filter((each) => each.userId !== user.id)
      .map((each) => [each.userId, shownName(each.name, speech)]),
  );
  return [...others.values()];
}

/** Who else looks at this pairing; it never locks anybody out. */
export function Presence({ id, byCode }: { id: string; byCode: boolean }) {
  const { t } = useCopy();
  const user = useUser();
  const may = useMay();
  const others = useOthers(id);
  const [first, second] = others;
  if (first === undefined || !may.seeCodes) return null;
  const words =
    second === undefined
      ? t('pairing.presence_one', { name: first })
      : others.length === 2
        ? t('pairing.presenceTwo', { name: first, other: second })
        : t('pairing.presence_other', { name: first, count: others.length - 1 });
  return (
    <div className={classes.card} data-presence={others.length}>
      <span className={classes.faces} aria-hidden>
        <span data-me>{initials(user.name)}</span>
        {others.slice(0, 2).map((name) => (
          <span key={name}>{initials(name)}</span>
        ))}
      </span>
      <div>
        <p className={classes.words}>{words}</p>
        <p className={classes.hint}>{t(byCode ? 'pairing.presenceHintCode' : 'pairing.presenceHint')}</p>
      </div>
    </div>
  );
}
