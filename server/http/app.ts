/** The REST side as one Express application: what guards every request, and which room has which path. */
import express, { Router, type Express } from 'express';
import { accountRoutes } from './account.ts';
import { apiKeyRoutes } from './api-keys.ts';
import type { AppDeps } from './app-deps.ts';
import { asyncApiRoutes } from './asyncapi.ts';
import { auditRoutes } from './audit.ts';
import { receipts } from './receipts.ts';
import { numbered } from './requests.ts';
import { cors } from './cors.ts';
import { dashboard } from './dashboard.ts';
import { demoRoutes } from './demo.ts';
import { docsRoutes } from './docs.ts';
import { answerErrors, unknownPath } from './errors.ts';
import { healthRoutes } from './health.ts';
import { allLinksRoutes, sessionLinkRoutes } from './links.ts';
import { metricsRoutes } from './metrics.ts';
import { openApiRoutes } from './openapi.ts';
import { securityHeaders } from './security-headers.ts';
import { sessionActionRoutes } from './session-actions.ts';
import { sessionListRoutes } from './session-list.ts';
import { sessionLookRoutes } from './session-looks.ts';
import { sessionManageRoutes } from './session-manage.ts';
import { sessionRevealRoutes } from './session-reveal.ts';
import { sessionTimelineRoutes } from './session-timeline.ts';
import { sessionUptimeRoutes } from './session-uptime.ts';
import { signInRoutes } from './sign-in.ts';
import { systemRoutes } from './system.ts';
import { userRoutes } from './users.ts';
import { webhookRoutes } from './webhook.ts';

export type { AppDeps } from './app-deps.ts';

export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  // A hash of every answer costs more than it saves: states change, and clients are told of it.
  app.disable('etag');
  app.set('trust proxy', deps.config.trustProxy);
  app.use(numbered(deps.log, deps.metrics), securityHeaders());
  app.use(healthRoutes(deps), metricsRoutes(deps), asyncApiRoutes(), docsRoutes());
  app.use('/api', api(deps));
  app.use(dashboard(deps.staticDir, deps.demo !== null));
  app.use(unknownPath);
  app.use(answerErrors(deps.log));
  return app;
}

function api(deps: AppDeps): Router {
  const router = Router();
  router.use(cors(deps.config.corsOrigins), (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.use(openApiRoutes(), signInRoutes(deps), accountRoutes(deps));
  router.use('/admin', receipts(deps));
  router.use(
    '/admin/whatsapp/sessions',
    sessionListRoutes(deps),
    sessionUptimeRoutes(deps),
    sessionManageRoutes(deps),
    sessionLookRoutes(deps),
    sessionActionRoutes(deps),
    sessionTimelineRoutes(deps),
    sessionLinkRoutes(deps),
    sessionRevealRoutes(deps),
  );
  router.use('/admin/pairing-links', allLinksRoutes(deps));
  router.use('/upstream/webhook', webhookRoutes(deps));
  router.use('/admin/users', userRoutes(deps));
  router.use('/admin/api-keys', apiKeyRoutes(deps));
  router.use('/admin/audit', auditRoutes(deps));
  router.use('/admin/system', systemRoutes(deps));
  if (deps.demo) router.use('/demo', demoRoutes({ ...deps, demo: deps.demo }));
  router.use(unknownPath);
  return router;
}
