/** What a browser may do with our pages: run our own files, talk to us, and nothing else. */
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    // Mantine sets styles in attributes and style elements.
    styleSrc: ["'self'", "'unsafe-inline'"],
    // Codes are data URLs.
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    // 'self' covers the socket too: browsers take ws: for http: and wss: for https: of the same host.
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};
const always = { contentSecurityPolicy, xFrameOptions: { action: 'deny' as const } };

/** Over plain http, as on a LAN, nothing that forces https and nothing that browsers ignore with a warning there. */
export function securityHeaders(): RequestHandler {
  const overTls = helmet(always);
  const plain = helmet({
    ...always,
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
  return (request, response, next) => (request.secure ? overTls : plain)(request, response, next);
}
