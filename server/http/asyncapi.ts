/** The document of the Socket.IO side. It says nothing of any session, so anyone may read it. */
import { Router } from 'express';
import { asyncApiDocument } from '../../contract/asyncapi.ts';
import { resource } from './resource.ts';

export function asyncApiRoutes(): Router {
  const router = Router();
  const document = asyncApiDocument();
  resource(router, '/asyncapi.json', { get: [(_request, response) => void response.json(document)] });
  return router;
}
