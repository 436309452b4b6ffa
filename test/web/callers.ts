import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { load } from 'cheerio';
import type { BuiltPerson } from '../builders/world.js';
import type { TestApp } from '../harness/app.js';

/** What came back over HTTP, redirects not followed. */
export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
  /** Where a redirect leads; empty when there is none. */
  readonly location: string;
}

/** A request as it goes over the wire: nothing is corrected, so that hostile ones can be sent as well. */
export interface RawRequest {
  readonly method: string;
  readonly address: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

const connections = new Agent({ keepAlive: true, maxSockets: 8 });

/** Somebody who sends requests and keeps the cookies they get. Lighter than a browser, and free to send what no browser would. */
export class Caller {
  readonly #url: URL;
  readonly #cookies = new Map<string, string>();
  #token = '';

  private constructor(url: string) {
    this.#url = new URL(url);
  }

  static visitor(app: TestApp): Caller {
    return new Caller(app.url);
  }

  /** A visitor of a server that runs anywhere. */
  static at(url: string): Caller {
    return new Caller(url);
  }

  /** Signs a person in through the page and keeps the token of their session's pages. */
  static async signedIn(app: Pick<TestApp, 'url'>, person: Pick<BuiltPerson, 'login' | 'password'>): Promise<Caller> {
    const caller = new Caller(app.url);
    await caller.signIn(person);
    return caller;
  }

  /** The token that the pages of this session carry. */
  get token(): string {
    return this.#token;
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  async signIn(person: Pick<BuiltPerson, 'login' | 'password'>): Promise<void> {
    await this.readToken('/dang-nhap');
    const answer = await this.post('/dang-nhap', { login: person.login, password: person.password });
    if (answer.status !== 303) throw new Error(`${person.login} could not sign in: ${answer.status}`);
    await this.readToken('/');
  }

  /** Takes the token from a page, as a browser does with every form it shows. */
  async readToken(page: string): Promise<void> {
    this.#token = String(load((await this.get(page)).text)('input[name="_csrf"]').first().val() ?? '');
  }

  get(address: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.send({ method: 'GET', address, headers });
  }

  /** Posts a form with the token of the session, which `fields` may replace. */
  post(address: string, fields: Fields = {}): Promise<Reply> {
    return this.postText(address, formText({ _csrf: this.#token, ...fields }));
  }

  /** Posts an encoded form exactly as given. */
  postText(address: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.send({ method: 'POST', address, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body });
  }

  /** Posts a form with files and the token of the session. */
  postFiles(address: string, fields: Fields, files: Readonly<Record<string, { readonly content: Buffer; readonly name: string }>>): Promise<Reply> {
    const { type, body } = multipart({ _csrf: this.#token, ...fields }, files);
    return this.send({ method: 'POST', address, headers: { 'content-type': type }, body });
  }

  send({ method, address, headers = {}, body }: RawRequest): Promise<Reply> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const length: Record<string, string> = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = { ...(cookie === '' ? {} : { cookie }), ...length, ...headers };
    return new Promise((resolve, reject) => {
      const outgoing = request({ agent: connections, host: this.#url.hostname, port: this.#url.port, method, path: address, headers: sent }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          this.#keepCookies(answer.headers['set-cookie'] ?? []);
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString(), headers: answer.headers, location: answer.headers.location ?? '' });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  #keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }
}

/** Fields as a browser encodes them. */
export function formText(fields: Fields): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const item of typeof value === 'string' ? [value] : value) query.append(name, item);
  }
  return query.toString();
}

const BOUNDARY = 'ranh-gioi-cua-bieu-mau';

/** A form with files as a browser encodes it. */
export function multipart(
  fields: Fields,
  files: Readonly<Record<string, { readonly content: Buffer; readonly name: string }>> = {},
): { readonly type: string; readonly body: Buffer } {
  const parts = [
    ...Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((item) => Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${item}\r\n`)),
    ),
    ...Object.entries(files).map(([field, { name, content }]) =>
      Buffer.concat([
        Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`),
        content,
        Buffer.from('\r\n'),
      ]),
    ),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ];
  return { type: `multipart/form-data; boundary=${BOUNDARY}`, body: Buffer.concat(parts) };
}

/** Titles of a page: what a person first reads of it. */
export function headingOf(reply: Reply): string {
  return load(reply.text)('h1').first().text().trim();
}
