import { Navigate, Outlet, ScrollRestoration, type RouteObject } from 'react-router';
import { lazyPage } from './page/lazy.tsx';
import { ErrorPage, NoSuchPage } from './shell/error-page.tsx';
import { SessionsPage } from './sessions/sessions-page.tsx';
import { Shell } from './shell/shell.tsx';
import { SignedIn } from './shell/signed-in.tsx';
import type { FeedPort } from './live/port.ts';

/**
 * Every page is a chunk of its own, fetched when it is gone to; but for the list, which nearly every visit begins
 * with: apart, it was fifty small files, six at a time, before anything was asked of the gateway.
 */
export const routes = (openFeed: () => FeedPort): RouteObject[] => [
  {
    element: (
      <>
        <Outlet />
        <ScrollRestoration />
      </>
    ),
    errorElement: <ErrorPage />,
    hydrateFallbackElement: <></>,
    children: [
      {
        path: '/login',
        lazy: lazyPage(async () => (await import('./login/login-page.tsx')).LoginPage),
      },
      {
        element: <SignedIn openFeed={openFeed} />,
        children: [
          {
            element: <Shell />,
            children: [
              { index: true, element: <Navigate to="/sessions" replace /> },
              {
                errorElement: <ErrorPage within />,
                children: [
                  {
                    path: '/sessions',
                    element: <SessionsPage />,
                  },
                  {
                    path: '/sessions/new',
                    lazy: lazyPage(async () => (await import('./session-form/new-page.tsx')).NewSessionPage),
                  },
                  {
                    path: '/sessions/:id/edit',
                    lazy: lazyPage(
                      async () => (await import('./session-form/edit-page.tsx')).EditSessionPage,
                    ),
                  },
                  {
                    path: '/sessions/:id',
                    lazy: lazyPage(async () => (await import('./session/session-page.tsx')).SessionPage),
                  },
                  { path: '/access', element: <Navigate to="/access/users" replace /> },
                  {
                    path: '/access/:part',
                    lazy: lazyPage(async () => (await import('./access/access-page.tsx')).AccessPage),
                  },
                  {
                    path: '/audit',
                    lazy: lazyPage(async () => (await import('./audit/audit-page.tsx')).AuditPage),
                  },
                  {
                    path: '/system',
                    lazy: lazyPage(async () => (await import('./system/system-page.tsx')).SystemPage),
                  },
                  {
                    path: '/profile',
                    lazy: lazyPage(async () => (await import('./profile/profile-page.tsx')).ProfilePage),
                  },
                  { path: '*', element: <NoSuchPage /> },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
];
