import type { Handler } from './answers.ts';

/** Handlers by `METHOD /path/{param}`. */
export type Routes = Record<string, Handler>;

export interface Match {
  /** `METHOD /path/{param}`, the name under which calls are counted. */
  template: string;
  handler: Handler;
  params: Record<string, string>;
}

/** Makes a finder over all routes: exact paths first, then the ones with parameters. */
export function createRouter(routes: Routes): (method: string, path: string) => Match | undefined {
  const withParams = Object.entries(routes)
    .filter(([template]) => template.includes('{'))
    .map(([template, handler]) => {
      const names = [...template.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '');
      const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, '([^/]+)')}$`);
      return { template, handler, names, pattern };
    });
  return (method, path) => {
    const exact = `${method} ${path}`;
    const handler = routes[exact];
    if (handler) return { template: exact, handler, params: {} };
    for (const route of withParams) {
      const found = route.pattern.exec(exact);
      if (!found) continue;
      const params = Object.fromEntries(
        route.names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]),
      );
      return { template: route.template, handler: route.handler, params };
    }
    return undefined;
  };
}
