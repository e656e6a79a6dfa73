/** The pages, and what all of them stand on. */
import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { useMemo } from 'react';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { AnnouncerProvider } from './announce/announcer.tsx';
import { ApiProvider } from './api/api.tsx';
import type { Api } from './api/port.ts';
import { AuthProvider } from './auth/auth.tsx';
import type { Auth } from './auth/sign-in.ts';
import type { FeedPort } from './live/port.ts';
import { routes } from './routes.tsx';
import { cssVariables, theme } from './theme/theme.ts';
import { LanguageProvider } from './words/language.tsx';

const schemes = localStorageColorSchemeManager({ key: 'heliograph-scheme' });

interface Props {
  api: Api;
  auth: Auth;
  openFeed: () => FeedPort;
}

export function App({ api, auth, openFeed }: Props) {
  const router = useMemo(() => createBrowserRouter(routes(openFeed)), [openFeed]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
    >
      <LanguageProvider>
        <AnnouncerProvider>
          <ApiProvider api={api}>
            <AuthProvider auth={auth}>
              <RouterProvider router={router} />
            </AuthProvider>
          </ApiProvider>
        </AnnouncerProvider>
      </LanguageProvider>
    </MantineProvider>
  );
}
