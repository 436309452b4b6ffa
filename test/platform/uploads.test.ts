import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import express, { type ErrorRequestHandler, type Request, type Response } from 'express';
import request from 'supertest';
import { InvalidInput } from '../../server/kernel/errors.js';
import { openFolderStore, serveEvidence, type EvidenceStore } from '../../server/platform/evidence-store/index.js';
import { receiveUploads, uploadsOf, type UploadLimits } from '../../server/platform/http/uploads.js';
import { docxFile, pdfFile, pngFile, windowsProgram } from '../builders/sample-files.js';

const MAX = 100_000;
let dataDir: string;
let store: EvidenceStore;
let server: Server;
let aborted: Promise<unknown>;

const answer = (req: Request, res: Response): void => {
  const { files, errors } = uploadsOf(req);
  const body: unknown = req.body;
  res.json({ body, files, errors: Object.fromEntries(errors) });
};

const one = (value: unknown): string => (typeof value === 'string' ? value : '');

// Express knows an error handler by its four parameters.
const showError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) return next(error);
  if (error instanceof InvalidInput) res.status(422).json(error.fieldErrors);
  else res.status(500).json(String(error));
};

async function serve(limits: Partial<UploadLimits> = {}, kept: EvidenceStore = store): Promise<void> {
  const app = express();
  app.post('/form', receiveUploads(kept, { maxFileBytes: MAX, report: () => undefined, ...limits }), answer);
  app.get('/evidence/:sha256', async (req, res) => {
    const disposition = req.query['inline'] === undefined ? 'attachment' : 'inline';
    await serveEvidence(kept, res, {
      sha256: req.params.sha256,
      name: one(req.query['name']),
      mediaType: one(req.query['type']),
      disposition,
    });
  });
  app.use(showError);
  server = createServer(app);
  aborted = new Promise((done) => server.once('request', (req) => req.once('close', done)));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
}

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'uploads-'));
  store = await openFolderStore({ dataDir });
  await serve();
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await rm(dataDir, { recursive: true, force: true });
});

async function restart(limits: Partial<UploadLimits>, kept: EvidenceStore = store): Promise<void> {
  await new Promise((closed) => server.close(closed));
  await serve(limits, kept);
}

const incoming = (): Promise<string[]> => readdir(join(dataDir, 'evidence', 'incoming'));

/** Sends a body as it stands, so that it can be wrong in ways no client library allows. */
function sendRaw(body: string | Buffer, boundary = 'BOUNDARY'): request.Test {
  return request(server).post('/form').set('Content-Type', `multipart/form-data; boundary=${boundary}`).send(body);
}

const part = (headers: string, content: string): string => `--BOUNDARY\r\nContent-Disposition: form-data; ${headers}\r\n\r\n${content}\r\n`;
const END = '--BOUNDARY--\r\n';

describe('a form with files', () => {
  test('brings fields and files, in their order, with Vietnamese names', async () => {
    const response = await request(server)
      .post('/form')
      .field('soHopDong', '12/HĐ')
      .attach('banKy', docxFile(), 'Hợp đồng.docx'.normalize('NFD'))
      .attach('anh', pngFile(), 'ảnh.png');
    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({
      body: { soHopDong: '12/HĐ' },
      files: [
        { field: 'banKy', name: 'Hợp đồng.docx', size: docxFile().length },
        { field: 'anh', name: 'ảnh.png', mediaType: 'image/png' },
      ],
      errors: {},
    });
  });

  test('goes on when a file is refused: every field comes through, each refusal under its own', async () => {
    const response = await request(server)
      .post('/form')
      .attach('exe', windowsProgram(), 'báo cáo.pdf')
      .attach('large', Buffer.concat([pdfFile(), Buffer.alloc(10 * MAX)]), 'lớn.pdf')
      .attach('none', Buffer.alloc(0), 'trống.pdf')
      .attach('good', pdfFile(), 'tốt.pdf')
      .field('after', 'vẫn còn');
    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({
      body: { after: 'vẫn còn' },
      files: [{ field: 'good', name: 'tốt.pdf' }],
      errors: { exe: 'type-mismatch', large: 'too-large', none: 'empty' },
    });
    expect(await incoming()).toEqual([]);
  });

  test('refuses the eleventh file and keeps the fields', async () => {
    const post = request(server).post('/form');
    for (let number = 1; number <= 11; number += 1) void post.attach('tep', pdfFile(String(number)), `${String(number)}.pdf`);
    const response = await post.field('after', 'vẫn còn');
    expect(response.body).toMatchObject({ body: { after: 'vẫn còn' }, errors: { tep: 'too-many-files' } });
    expect(response.body).toHaveProperty('files.length', 10);
  });

  test('does not take an empty file field for a file', async () => {
    const response = await sendRaw(`${part('name="tep"; filename=""', '')}${END}`);
    expect(response.body).toMatchObject({ files: [], errors: {} });
  });

  test('reports a failing disk as an error of the field and to the log', async () => {
    const heard: unknown[] = [];
    const failing: EvidenceStore = {
      ...store,
      put: () => Promise.reject(new Error('EIO')),
      open: (sha256) => store.open(sha256),
      verify: (sha256) => store.verify(sha256),
      probe: () => store.probe(),
    };
    await restart({ report: (error) => heard.push(error) }, failing);
    const response = await request(server).post('/form').attach('tep', pdfFile(), 'a.pdf').field('after', 'vẫn còn');
    expect(response.body).toMatchObject({ body: { after: 'vẫn còn' }, errors: { tep: 'storage-failed' } });
    expect(heard.map(String)).toEqual(['Error: EIO']);
  });

  test('passes other requests untouched', async () => {
    const response = await request(server).post('/form').send({ a: 1 });
    expect(response.body).toEqual({ files: [], errors: {} });
  });
});

describe('a form that cannot be read whole never reaches the handler and is no error of the server', () => {
  afterEach(async () => {
    expect(await incoming()).toEqual([]);
  });

  test.each([
    ['cut off in a file', part('name="tep"; filename="a.pdf"', pdfFile().toString('latin1')).slice(0, -20)],
    ['cut off in a field', '--BOUNDARY\r\nContent-Disposition: form-data; name="a"\r\n\r\nabc'],
    ['cut off in a header', '--BOUNDARY\r\nContent-Dispo'],
    ['another boundary', `--OTHER\r\nContent-Disposition: form-data; name="a"\r\n\r\nabc\r\n--OTHER--\r\n`],
    ['nothing at all', ''],
  ])('%s', async (_what, body) => {
    const response = await sendRaw(body);
    expect([response.status, response.body]).toEqual([422, { '': 'malformed' }]);
  });

  test('no boundary', async () => {
    const response = await request(server).post('/form').set('Content-Type', 'multipart/form-data').send('abc');
    expect([response.status, response.body]).toEqual([422, { '': 'malformed' }]);
  });

  test('too many fields, a field too long, a field name too deep', async () => {
    const many = Array.from({ length: 201 }, (_, number) => part(`name="f${String(number)}"`, '1')).join('');
    expect((await sendRaw(many + END)).body).toEqual({ '': 'too-many-fields' });
    const long = await sendRaw(part('name="noiDung"', 'x'.repeat(100 * 1024 + 1)) + END);
    expect([long.status, long.body]).toEqual([422, { noiDung: 'field-too-long' }]);
    expect((await sendRaw(part('name="noiDung"', 'x'.repeat(100 * 1024)) + END)).status).toBe(200);
    expect((await sendRaw(part('name="a[b][c][d][e]"', 'x') + END)).body).toEqual({ '': 'field-name-invalid' });
    expect((await sendRaw(part('filename="a.pdf"', 'x') + END)).body).toEqual({ '': 'field-name-invalid' });
  });

  test('hostile names: NUL, path, prototype', async () => {
    const nul = await sendRaw(part('name="tep"; filename="a\0.pdf"', pdfFile().toString('utf8')) + END);
    expect(nul.status).toBeLessThan(500);
    const path = await sendRaw(part('name="tep"; filename="../../../a.pdf"', pdfFile().toString('utf8')) + END);
    expect(path.body).toMatchObject({ files: [{ name: 'a.pdf' }] });
    const prototype = await sendRaw(part('name="__proto__[isAdmin]"', '1') + END);
    expect(prototype.status).toBeLessThan(500);
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
    const field = await sendRaw(part('name="__proto__"; filename="a.exe"', 'x') + END);
    expect(field.status).toBeLessThan(500);
  });
});

test('a sender who leaves in the middle leaves nothing behind, and the server goes on', async () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const socket = connect(address.port, '127.0.0.1');
  socket.write(
    `POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=BOUNDARY\r\nContent-Length: 90000\r\n\r\n` +
      part('name="tep"; filename="a.pdf"', pdfFile().toString('latin1') + 'x'.repeat(30_000)),
  );
  await once(server, 'request');
  const writing = async (): Promise<void> => {
    while ((await incoming()).length === 0) await new Promise(setImmediate);
  };
  await writing();
  socket.destroy();
  await aborted;
  const emptied = async (): Promise<void> => {
    while ((await incoming()).length > 0) await new Promise(setImmediate);
  };
  await emptied();
  expect((await request(server).post('/form').attach('tep', pdfFile(), 'a.pdf')).body).toMatchObject({ errors: {} });
});

describe('sending a file back', () => {
  async function keep(content: Buffer, name: string): Promise<string> {
    const response: { body: unknown } = await request(server).post('/form').attach('tep', content, name);
    expect(response.body).toHaveProperty('files.length', 1);
    const [sha256] = /[0-9a-f]{64}/u.exec(JSON.stringify(response.body)) ?? [];
    return sha256 ?? '';
  }

  test('as an attachment that nobody else keeps', async () => {
    const sha256 = await keep(pdfFile(), 'a.pdf');
    const response = await request(server)
      .get(`/evidence/${sha256}`)
      .query({ name: 'Hợp đồng.pdf', type: 'application/pdf' })
      .buffer(true)
      .parse((res, done) => {
        const pieces: Buffer[] = [];
        res.on('data', (piece: Buffer) => pieces.push(piece));
        res.on('end', () => { done(null, Buffer.concat(pieces)); });
      });
    expect(response.body).toEqual(pdfFile());
    expect(response.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdfFile().length),
      'content-disposition': `attachment; filename="Hop dong.pdf"; filename*=UTF-8''H%E1%BB%A3p%20%C4%91%E1%BB%93ng.pdf`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    expect(response.headers['content-security-policy']).toContain('sandbox');
    const head = await request(server).head(`/evidence/${sha256}`).query({ name: 'a.pdf', type: 'application/pdf' });
    expect([head.status, head.headers['content-length']]).toEqual([200, String(pdfFile().length)]);
  });

  test('in place only where the kind allows it; an unknown kind as mere bytes', async () => {
    const sha256 = await keep(pngFile(), 'a.png');
    const disposition = async (type: string): Promise<unknown> => {
      const response = await request(server).get(`/evidence/${sha256}`).query({ name: 'a', type, inline: 1 });
      return [response.headers['content-disposition']?.split(';')[0], response.headers['content-type']];
    };
    expect(await disposition('image/png')).toEqual(['inline', 'image/png']);
    expect(await disposition('text/plain')).toEqual(['attachment', 'text/plain; charset=utf-8']);
    expect(await disposition('text/html')).toEqual(['attachment', 'application/octet-stream']);
  });

  test('says nothing of a file that is not there but an error', async () => {
    const response = await request(server).get(`/evidence/${'0'.repeat(64)}`).query({ name: 'a.pdf', type: 'application/pdf' });
    expect(response.status).toBe(500);
    expect(response.headers['content-disposition']).toBeUndefined();
  });
});
