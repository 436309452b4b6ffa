import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { securityHeaders } from '../../../../server/platform/http/security.js';
import { createViews } from '../../../../server/platform/views/views.js';
import { galleryPages } from './gallery-pages.js';

/** Every partial with invented content, served under the product's own security headers. */
export interface Gallery {
  readonly origin: string;
  readonly pages: readonly string[];
  close(): Promise<void>;
}

/** Starts the gallery on a free port of this machine. */
export async function openGallery(): Promise<Gallery> {
  const views = createViews({ folders: ['templates', join('test', 'web', 'views', 'gallery', 'templates')], cache: true, clientFolder: 'client' });
  const application = express();
  application.use(securityHeaders(false));
  application.use('/assets', express.static('client'));
  application.use('/fonts', express.static(join('node_modules', '@fontsource')));
  for (const page of galleryPages) {
    application.get(`/${page.name}`, (_request, response) => {
      response.type('html').send(views.renderPage(page.template, page.model, page.layout));
    });
  }
  const server = createServer(application);
  const port = await listen(server);
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    pages: galleryPages.map((page) => page.name),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('The gallery got no port.'));
    });
  });
}
