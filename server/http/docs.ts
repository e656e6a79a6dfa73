/** /docs: the OpenAPI document as a page, from the files of the package swagger-ui-dist. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { Router, type RequestHandler, type Response } from 'express';
import { docsFiles, docsPage, docsScript } from './docs-page.ts';
import { resource } from './resource.ts';

/** The page needs less than the dashboard does: no styles in attributes either. Pictures in its CSS are data URLs. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function docsRoutes(): Router {
  const router = Router();
  const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

  const sent =
    (type: string, text: string): RequestHandler =>
    (_request, response) =>
      void guarded(response).type(type).send(text);
  resource(router, '/docs', { get: [sent('text/html', docsPage)] });
  resource(router, '/docs/start.js', { get: [sent('text/javascript', docsScript)] });
  for (const file of docsFiles) {
    resource(router, `/docs/${file}`, {
      get: [(_request, response) => guarded(response).sendFile(file, { root: folder })],
    });
  }
  return router;
}

const guarded = (response: Response) =>
  response.set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-cache' });
