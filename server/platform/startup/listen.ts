import http from 'node:http';

import { errorCode, errorLine, StartupProblem } from './startup-problem.js';

/** A listening HTTP server whose application may come later. */
export interface Listener {
  /** The address for the terminal, with the port that was really taken. */
  readonly address: string;
  /** From now on requests go to the application. */
  serve(application: http.RequestListener): void;
  /** Takes no more requests, lets those under way finish for `patienceMs`, then cuts them off. */
  close(patienceMs: number): Promise<void>;
}

/**
 * Takes the port before anything slow begins, so that a busy port is said at once; until the application is there, every
 * request is answered 503 with Retry-After. Throws a StartupProblem of one line when the address cannot be had.
 */
export async function listen(host: string, port: number): Promise<Listener> {
  let handle: http.RequestListener = (_, response) => {
    response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '2' });
    response.end('Chương trình đang khởi động, thử lại sau ít giây.\n');
  };
  const server = http.createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenProblem(host, port, error)));
    server.listen({ host, port }, resolve);
  });
  const bound = server.address();
  const taken = typeof bound === 'object' && bound !== null ? bound.port : port;
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/`,
    serve: (application) => {
      handle = application;
    },
    close: (patienceMs) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function listenProblem(host: string, port: number, error: Error): StartupProblem {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new StartupProblem(
        `Cổng ${port} trên ${host} đang có chương trình khác dùng; hãy dừng nó hoặc đặt PORT khác ` +
          `(port ${port} is already in use; stop the other program or set PORT).`,
      );
    case 'EACCES':
      return new StartupProblem(`Không có quyền dùng cổng ${port} (no permission to listen on port ${port}; set PORT to 1024 or above).`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartupProblem(`Máy này không có địa chỉ ${host} (HOST is not an address of this machine).`);
    default:
      return new StartupProblem(`Không mở được cổng ${port} trên ${host}: ${errorLine(error)} (cannot listen).`);
  }
}
