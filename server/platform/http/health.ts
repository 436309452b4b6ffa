import { Router } from 'express';

/** What must work before this process should get requests; each answers for itself, quickly, and never throws. */
export interface Readiness {
  readonly database: () => Promise<boolean>;
  readonly migrations: () => Promise<boolean>;
  readonly browser: () => Promise<boolean>;
  readonly storage: () => Promise<boolean>;
}

/** GET /healthz: the process answers. GET /readyz: 200 when all parts work, else 503 naming those that do not. */
export function healthRoutes(readiness: Readiness): Router {
  const router = Router();
  const parts = ['database', 'migrations', 'browser', 'storage'] as const;
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', (_request, response, next) => {
    Promise.all(parts.map(async (name) => [name, await readiness[name]().catch(() => false)] as const))
      .then((answers) => {
        const ready = answers.every(([, works]) => works);
        response.status(ready ? 200 : 503).set('Cache-Control', 'no-store').json({ status: ready ? 'ready' : 'not-ready', parts: Object.fromEntries(answers.map(([name, works]) => [name, works ? 'ok' : 'down'])) });
      })
      .catch(next);
  });
  return router;
}
