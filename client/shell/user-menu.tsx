import { Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import {
  IconChevronRight,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useAuth, useUser } from '../auth/auth.tsx';
import { useBulk } from '../bulk/bulk.tsx';
import { openPalette } from '../palette/opening.ts';
import { languages, type Language } from '../words/copy.ts';
import { useCopy } from '../words/language.tsx';
import classes from './user-menu.module.css';

/** "Rani Kusuma" → "RK". */
export const initials = (name: string) =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');

const schemes: [MantineColorScheme, typeof IconSun][] = [
  ['auto', IconDeviceDesktop],
  ['light', IconSun],
  ['dark', IconMoon],
];
export const languageNames: Record<Language, string> = { en: 'English', id: 'Bahasa Indonesia' };

function PersonalMenu({ target, onKeys }: { target: ReactNode; onKeys: () => void }) {
  const { t, language, choose } = useCopy();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const auth = useAuth();
  const { leave } = useBulk();
  return (
    <Menu position="top-start" width={224} offset={6}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('shell.scheme')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
        >
          {schemes.map(([scheme, Shape]) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              <span className={classes.choice}>
                <Shape size={16} aria-hidden />
                {t(`shell.schemes.${scheme}`)}
              </span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('shell.language')}</Menu.Label>
        <Menu.RadioGroup value={language} onChange={(value) => choose(value as Language)}>
          {languages.map((each) => (
            <Menu.RadioItem key={each} value={each} lang={each}>
              {languageNames[each]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconSearch size={16} aria-hidden />} onClick={openPalette}>
          {t('nav.jump')}
        </Menu.Item>
        <Menu.Item component={Link} to="/profile" leftSection={<IconUserCircle size={16} aria-hidden />}>
          {t('palette.places.profile')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={onKeys}>
          {t('keys.title')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => leave(() => void auth.signOut())}
        >
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function UserMenu({ onKeys }: { onKeys: () => void }) {
  const { t } = useCopy();
  const user = useUser();
  return (
    <PersonalMenu
      onKeys={onKeys}
      target={
        <UnstyledButton className={classes.user} aria-label={t('shell.you', { name: user.name })}>
          <span className={classes.initials} aria-hidden>
            {initials(user.name)}
          </span>
          <span className={classes.who}>
            <span className={classes.name}>{user.name}</span>
            <span className={classes.role}>{t(`role.${user.role}`)}</span>
          </span>
          <IconChevronRight size={16} aria-hidden className={classes.more} />
        </UnstyledButton>
      }
    />
  );
}

/** The same menu as a tab, on a phone. */
export function UserTab({ className, onKeys }: { className: string | undefined; onKeys: () => void }) {
  const { t } = useCopy();
  return (
    <PersonalMenu
      onKeys={onKeys}
      target={
        <UnstyledButton className={className}>
          <IconUserCircle size={18} aria-hidden />
          {t('shell.account')}
        </UnstyledButton>
      }
    />
  );
}
