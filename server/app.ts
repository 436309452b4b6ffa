import compression from 'compression';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import session from 'express-session';
import path from 'node:path';
import type { Config } from './config.js';
import { NotFound } from './kernel/errors.js';
import { errorPages, notFoundPage } from './platform/http/error-pages.js';
import { healthRoutes, type Readiness } from './platform/http/health.js';
import { refuseBrokenEncoding } from './platform/http/form-encoding.js';
import { mountRoutes } from './platform/http/mount.js';
import type { Route } from './platform/http/routes.js';
import { keepSecretAddresses } from './platform/http/secret-addresses.js';
import { securityHeaders } from './platform/http/security.js';
import type { Site } from './platform/http/site.js';
import { productFolder } from './platform/startup/product-folder.js';

/** What a request passes through, in order. */
export function createApp(config: Config, site: Site, readiness: Readiness, routes: readonly Route[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');
  // Pages are never stored by anybody, so there is nothing to compare.
  app.set('etag', false);

  app.use(healthRoutes(readiness));
  app.use(securityHeaders(config.cookieSecure));
  app.use(keepSecretAddresses());
  // Pages are not compressed here: they carry a token beside text that others may choose (BREACH); what never changes is.
  app.use('/assets', compression(), files(clientFolder));
  app.use('/fonts', onlyFonts, files(fontsFolder));

  app.use(sessions(config, site));
  // Before the body is read: a body that cannot be read is answered with a page, which carries a token.
  app.use(site.csrf.cookies);
  app.use(express.urlencoded({ extended: false, limit: '1mb', parameterLimit: 1_000, verify: refuseBrokenEncoding }));
  app.use(mountRoutes(site, routes));

  app.use(notFoundPage());
  app.use(errorPages(site));
  return app;
}

const clientFolder = path.join(productFolder, 'client');
const fontsFolder = path.join(productFolder, 'node_modules', '@fontsource');

/** Files under versioned addresses; a folder is no address. */
function files(folder: string): express.RequestHandler {
  return express.static(folder, { maxAge: '1y', immutable: true, fallthrough: false, index: false, redirect: false });
}

/** The folder of the fonts holds more of their packages than fonts. */
function onlyFonts(request: Request, _response: Response, next: NextFunction): void {
  next(request.path.endsWith('.woff2') ? undefined : new NotFound('font'));
}

function sessions(config: Config, site: Site): express.RequestHandler {
  return session({
    name: config.cookieSecure ? '__Host-dieu6' : 'dieu6',
    secret: config.sessionSecret,
    store: site.sessions,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: config.cookieSecure, path: '/' },
  });
}
