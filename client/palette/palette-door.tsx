import { UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Suspense, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useKeys } from '../keys/keys.ts';
import { lazy } from '../page/lazy.tsx';
import { useCopy } from '../words/language.tsx';
import { openPalette, useAsked } from './opening.ts';
import { usePlaces } from './places.ts';
import classes from './palette.module.css';

const Palette = lazy(() => import('./palette.tsx'));
const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Opens the palette, by its button or by Ctrl/Cmd+K; and the keys that go to a page. */
export function PaletteDoor({ onKeys }: { onKeys: () => void }) {
  const { t } = useCopy();
  const navigate = useNavigate();
  const places = usePlaces();
  const asked = useAsked();
  // Whoever signs in again has not asked for what was open before, nor whoever gave up.
  const [before, setBefore] = useState(asked);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      // Over another dialog it would ask two things at once.
      if (!command || event.key.toLowerCase() !== 'k' || document.querySelector('[aria-modal="true"]'))
        return;
      event.preventDefault();
      openPalette();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useKeys(
    Object.fromEntries(places.flatMap(({ keys, to }) => (keys ? [[keys, () => void navigate(to)]] : []))),
  );
  return (
    <>
      <UnstyledButton className={classes.door} onClick={openPalette} aria-label={t('nav.jump')}>
        <IconSearch size={16} aria-hidden />
        <span className={classes.doorWords}>{t('nav.jump')}</span>
        <kbd aria-hidden>{apple ? '⌘K' : 'Ctrl K'}</kbd>
      </UnstyledButton>
      <Suspense>
        {asked > before && <Palette asked={asked} onKeys={onKeys} onGiveUp={() => setBefore(asked)} />}
      </Suspense>
    </>
  );
}
