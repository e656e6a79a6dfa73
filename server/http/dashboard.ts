/** The built dashboard: its files, the page of pairing links, and its one page for every path that is nobody else's. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import express, { Router, type RequestHandler } from 'express';

const placeholder = '<!--heliograph-meta-->';
const demoMeta = '<meta name="heliograph" content="demo">';
const notBuilt =
  'The dashboard is not built. `npm run build` builds it, and `npm start` does so by itself.\n';

/** @param dir the folder that vite builds into */
export function dashboard(dir: string, demo: boolean): Router {
  const router = Router();
  const pageFrom =
    (file: string): RequestHandler =>
    async (_request, response) => {
      const html = await pageOf(path.join(dir, file), demo);
      response.set('Cache-Control', 'no-cache');
      if (html === null) response.status(503).type('text/plain').send(notBuilt);
      else response.type('text/html').send(html);
    };
  const page = pageFrom('index.html');
  // Their names change with their content, so that they may be kept for ever.
  router.use(
    '/assets',
    packed(path.join(dir, 'assets')),
    express.static(path.join(dir, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  router.get('/index.html', page);
  router.get(['/pair', '/pair.html'], noIndex, pageFrom('pair.html'));
  router.use(
    express.static(dir, {
      index: false,
      setHeaders: (response) => void response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  // A file that is missing is missing: a page in its place would only confuse.
  router.get(/^\/(?!(?:api|socket\.io)(?:\/|$))(?:.*\/)?[^/.]*$/, page);
  return router;
}

/** The build packs each file once: whoever takes gzip gets that. */
function packed(dir: string): RequestHandler {
  let names: Promise<Set<string>> | null = null;
  return async (request, response, next) => {
    names ??= readdir(dir).then(
      (files) => new Set(files.filter((file) => file.endsWith('.gz')).map((file) => `/${file}`)),
      () => new Set<string>(),
    );
    const gz = `${request.path}.gz`;
    if (!(await names).has(gz)) return next();
    response.vary('Accept-Encoding');
    if (request.acceptsEncodings('gzip') !== 'gzip') return next();
    response.type(path.extname(request.path)).set('Content-Encoding', 'gzip');
    request.url = gz;
    next();
  };
}

/** Whoever finds a link to it in a chat has no use for it in a search. */
const noIndex: RequestHandler = (_request, response, next) => {
  response.set('X-Robots-Tag', 'noindex');
  next();
};

async function pageOf(file: string, demo: boolean): Promise<string | null> {
  try {
    const page = await readFile(file, 'utf8');
    return page.replace(placeholder, demo ? demoMeta : '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
