import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { BrowserClosed, BrowserTimeout, openBrowser, type Browser, type BrowserEvent } from '../../server/platform/browser/index.js';

let dataDir: string;
let browser: Browser | undefined;
let events: BrowserEvent[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'browser-'));
});

afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

function open(): Browser {
  events = [];
  browser = openBrowser({ dataDir, report: (event) => events.push(event) });
  return browser;
}

function startedPid(): number {
  const pid = events.findLast((event) => event.kind === 'started')?.pid;
  if (pid === undefined) throw new Error('no browser was started');
  return pid;
}

/** The processes of a browser's process group that have not ended; Linux only, as the packaged Chromium is. */
async function processesOf(group: number): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    const status = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const [state, , processGroup] = status.slice(status.lastIndexOf(')') + 2).split(' ');
    if (processGroup === String(group) && state !== 'Z') found.push(name);
  }
  return found;
}

describe('one browser for the server', () => {
  test('is ready, keeps its process from page to page, and leaves none when it closes', async () => {
    const kept = open();
    await expect(kept.withPage((page) => page.evaluate('1 + 1'))).resolves.toBe(2);
    expect(await kept.ready()).toBe(true);
    const titles = await Promise.all(
      ['một', 'hai', 'ba', 'bốn'].map((title) =>
        kept.withPage(async (page) => {
          await page.setContent(`<title>${title}</title>`);
          return page.title();
        }),
      ),
    );
    expect(titles).toEqual(['một', 'hai', 'ba', 'bốn']);
    expect(events.map((event) => event.kind)).toEqual(['started']);
    const pid = startedPid();
    expect((await processesOf(pid)).length).toBeGreaterThan(1);

    await kept.close();
    expect(await processesOf(pid)).toEqual([]);
    expect(await readdir(join(dataDir, 'chromium-profiles'))).toEqual([]);
    expect(await kept.ready()).toBe(false);
    await expect(kept.withPage(() => Promise.resolve())).rejects.toThrow(BrowserClosed);
  });

  test('comes back after a crash', async () => {
    const kept = open();
    const crash = kept.withPage(async (page) => {
      process.kill(startedPid(), 'SIGKILL');
      await page.setContent('<p>');
    });
    await expect(crash).rejects.toThrow();
    const crashed = startedPid();
    await expect(kept.withPage((page) => page.evaluate('"lại chạy"'))).resolves.toBe('lại chạy');
    expect(startedPid()).not.toBe(crashed);
    expect(await kept.ready()).toBe(true);
    expect(events.map((event) => event.kind)).toEqual(['started', 'gone', 'started']);
    expect(await processesOf(crashed)).toEqual([]);
  });

  test('comes back when it was killed between two pages', async () => {
    const kept = open();
    await kept.withPage(() => Promise.resolve());
    process.kill(-startedPid(), 'SIGKILL');
    await expect(kept.withPage((page) => page.evaluate('7'))).resolves.toBe(7);
  });

  test('ends a page that takes too long, and hands the next one out clean', async () => {
    const kept = open();
    await expect(kept.withPage(() => new Promise(() => undefined), { timeoutMs: 50 })).rejects.toThrow(BrowserTimeout);
    await kept.withPage((page) => page.setContent('<p>bí mật</p>'));
    await expect(kept.withPage((page) => page.evaluate('document.documentElement.textContent'))).resolves.toBe('');
    expect(events.map((event) => event.kind)).toEqual(['started']);
  });

  test.each([
    ['its text', '<title>Mật</title><style>p{color:red}</style><p id="x">bí mật</p>', 0],
    ['a refresh that is to come', '<meta http-equiv="refresh" content="1;url=about:blank"><p>bí mật</p>', 1_200],
    ['a policy', '<meta http-equiv="Content-Security-Policy" content="style-src \'none\'"><p>bí mật</p>', 0],
  ])('leaves nothing of one document to the next: %s', async (_what, secret, afterMs) => {
    const kept = open();
    const wholeOf = 'document.URL + " " + document.title + document.documentElement.outerHTML + history.length';
    const fresh = await kept.withPage((page) => page.evaluate(wholeOf));
    await kept.withPage((page) => page.setContent(secret));
    await expect(kept.withPage((page) => page.evaluate(wholeOf))).resolves.toBe(fresh);
    const seen = await kept.withPage(async (page) => {
      await page.setContent('<style>em{color:rgb(1,2,3)}</style><p>hồ sơ</p><em>sau</em>');
      await new Promise((done) => { setTimeout(done, afterMs); });
      return page.evaluate('[...document.body.children].map((element) => element.textContent + getComputedStyle(element).color).join(" ")');
    });
    expect(seen).toBe('hồ sơrgb(0, 0, 0) saurgb(1, 2, 3)');
    expect(events.map((event) => event.kind)).toEqual(['started']);
  });

  test('waits for the pages under way when it closes, and lets nobody else in', async () => {
    const kept = open();
    const underWay = kept.withPage(async (page) => {
      const closing = kept.close();
      const late = kept.withPage(() => Promise.resolve());
      await expect(late).rejects.toThrow(BrowserClosed);
      await page.setContent('<title>xong</title>');
      return { title: await page.title(), closing };
    });
    const { title, closing } = await underWay;
    expect(title).toBe('xong');
    await closing;
    expect(await processesOf(startedPid())).toEqual([]);
  });

  test('says honestly that it is not ready', async () => {
    const none = openBrowser({ dataDir, chromiumPath: join(dataDir, 'no-such-program') });
    expect(await none.ready()).toBe(false);
    await expect(none.withPage(() => Promise.resolve())).rejects.toThrow('CHROMIUM_PATH names no file');
    await none.close();
  });
});

describe('a page for a text that somebody else wrote', () => {
  let server: Server;
  let connections = 0;
  let origin: string;

  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.end('<!doctype html><meta charset="utf-8"><title>đã tải</title><script>document.title = "đã chạy"</script>');
    });
    server.on('connection', () => { connections += 1; });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    origin = `http://127.0.0.1:${String(address.port)}`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  const dot = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2GQAAAABJRU5ErkJggg==';

  test('runs no script and reaches no address, but shows what the text carries itself', async () => {
    const kept = open();
    const secret = join(dataDir, 'secret.txt');
    await writeFile(secret, 'bí mật của máy chủ');
    connections = 0;
    const hostile = `<!doctype html><title>an toàn</title>
      <link rel="preconnect" href="${origin}"><link rel="dns-prefetch" href="${origin}">
      <link rel="stylesheet" href="${origin}/a.css"><link rel="prefetch" href="${origin}/b">
      <style>@import url(${origin}/c.css); @font-face { font-family: x; src: url(${origin}/d.woff2) }
      body { font-family: x; background: url(${origin}/e.png) }</style>
      <script>document.title = 'chạy'</script><img src="${origin}/f.png" onerror="document.title = 'chạy'">
      <img id="own" src="${dot}"><iframe src="${origin}/g"></iframe><iframe src="file://${secret}"></iframe>
      <object data="${origin}/h"></object><embed src="file://${secret}"><video src="${origin}/i" autoplay></video>
      <meta http-equiv="refresh" content="0;url=${origin}/j"><p>x</p>`;
    const seen = await kept.withPage(async (page) => {
      await page.setContent(hostile, { waitUntil: 'load' });
      const width = await page.evaluate('document.querySelector("#own").naturalWidth');
      const title = await page.title();
      await expect(page.goto(`${origin}/k`)).rejects.toThrow('ERR_ABORTED');
      await expect(page.goto(`file://${secret}`)).rejects.toThrow();
      return { width, title, text: await page.evaluate('document.documentElement.innerText') };
    });
    expect(seen).toMatchObject({ width: 1, title: 'an toàn' });
    expect(seen.text).not.toContain('bí mật');
    expect(connections).toBe(0);
  });

  test('may be asked to run scripts and to reach addresses', async () => {
    const kept = open();
    const title = (options: { javascript?: boolean; network?: boolean }): Promise<string> =>
      kept.withPage(async (page) => {
        await page.goto(`${origin}/`);
        return page.title();
      }, options);
    await expect(title({ network: true })).resolves.toBe('đã tải');
    await expect(title({ network: true, javascript: true })).resolves.toBe('đã chạy');
    await expect(title({ javascript: true })).rejects.toThrow('ERR_ABORTED');
    await expect(title({})).rejects.toThrow('ERR_ABORTED');
  });
});
