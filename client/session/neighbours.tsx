import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useSessions } from '../live/live.tsx';
import { alongWith, rememberedOrder, rememberOpened, rememberOrder } from '../sessions/list-order.ts';
import { arrange } from '../sessions/order.ts';
import { useCopy } from '../words/language.tsx';
import classes from './neighbours.module.css';

export interface Along {
  place: number;
  of: number;
  go: (by: number) => void;
}

/**
 * Where a session stands in the list as it was last shown, and the way to the next.
 * @param page of the session that is gone to; its first one when left out
 */
export function useNeighbours(id: string, page: '' | '/edit' = ''): Along {
  const { sessions } = useSessions();
  const navigate = useNavigate();
  const order = useMemo(
    () =>
      alongWith(id, rememberedOrder()) ??
      arrange(sessions, { phase: null, owner: null, q: '', sort: 'needs' }).map((each) => each.id),
    [sessions, id],
  );
  useEffect(() => {
    rememberOpened(id);
    // Whoever goes on from one that was just made finds it again on the way back.
    const along = alongWith(id, rememberedOrder());
    if (along) rememberOrder(along);
  }, [id]);
  const at = order.indexOf(id);
  return {
    place: at + 1,
    of: order.length,
    go: (by) => {
      const next = at < 0 ? undefined : order[at + by];
      if (next !== undefined) void navigate(`/sessions/${encodeURIComponent(next)}${page}`);
    },
  };
}

export function Neighbours({ place, of, go }: Along) {
  const { t, language } = useCopy();
  if (place === 0 || of < 2) return null;
  return (
    <span className={classes.along} data-along>
      <ActionIcon
        size="sm"
        variant="subtle"
        disabled={place === 1}
        aria-label={t('session.previous')}
        title={`${t('session.previous')} (k)`}
        onClick={() => go(-1)}
      >
        <IconChevronUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        size="sm"
        variant="subtle"
        disabled={place === of}
        aria-label={t('session.next')}
        title={`${t('session.next')} (j)`}
        onClick={() => go(1)}
      >
        <IconChevronDown size={16} aria-hidden />
      </ActionIcon>
      {t('session.placeOf', { place: place.toLocaleString(language), of: of.toLocaleString(language) })}
    </span>
  );
}
