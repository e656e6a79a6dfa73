/** The document of the REST side. It says nothing of any session, so anyone may read it. */
import { Router } from 'express';
import { openApiDocument } from '../../contract/openapi.ts';
import { resource } from './resource.ts';

/** It never changes while the process runs. */
let document: string | null = null;

export function openApiRoutes(): Router {
  const router = Router();
  resource(router, '/openapi.json', {
    get: [
      (_request, response) => {
        document ??= JSON.stringify(openApiDocument());
        response.type('application/json').send(document);
      },
    ],
  });
  return router;
}
