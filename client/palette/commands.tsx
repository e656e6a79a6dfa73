/** What has no page: how the dashboard looks, what it speaks, its keys, and the way out. */
import { useMantineColorScheme } from '@mantine/core';
import {
  IconDeviceDesktop,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useAuth } from '../auth/auth.tsx';
import { useBulk } from '../bulk/bulk.tsx';
import { languageNames } from '../shell/user-menu.tsx';
import { languages } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';

interface Command {
  name: string;
  words: string;
  icon: ReactNode;
  run: () => void;
}

const schemes = [
  ['auto', IconDeviceDesktop],
  ['light', IconSun],
  ['dark', IconMoon],
] as const;

/** Those that would change something. */
export function useCommands(onKeys: () => void): Command[] {
  const { t, language, choose } = useCopy();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const auth = useAuth();
  const { leave } = useBulk();
  const looks = schemes
    .filter(([scheme]) => scheme !== colorScheme)
    .map(([scheme, Shape]) => ({
      name: scheme,
      words: t('palette.scheme', { name: t(`shell.schemes.${scheme}`) }),
      icon: <Shape size={16} aria-hidden />,
      run: () => setColorScheme(scheme),
    }));
  const tongues = languages
    .filter((each) => each !== language)
    .map((each) => ({
      name: each,
      words: t('palette.language', { name: languageNames[each] }),
      icon: <IconLanguage size={16} aria-hidden />,
      run: () => choose(each),
    }));
  const help = {
    name: 'keys',
    words: t('keys.title'),
    icon: <IconKeyboard size={16} aria-hidden />,
    run: onKeys,
  };
  const signOut = {
    name: 'signOut',
    words: t('shell.signOut'),
    icon: <IconLogout size={16} aria-hidden />,
    run: () => leave(() => void auth.signOut()),
  };
  return [...looks, ...tongues, help, signOut];
}
