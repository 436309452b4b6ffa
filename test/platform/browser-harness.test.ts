import { createServer, type Server } from 'node:http';
import { stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { axeViolations, openTestBrowser, pageProblems, screenshot, visit, type TestBrowser } from '../harness/browser.js';

let browser: TestBrowser;
let server: Server;
let origin: string;

const page = (body: string): string =>
  `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Hợp đồng</title>
   <meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main><h1>Hợp đồng</h1>${body}</main></body></html>`;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'");
    if (request.url === '/favicon.ico') response.writeHead(204).end();
    else if (request.url === '/mark.js') response.setHeader('Content-Type', 'text/javascript').end('document.title = "có kịch bản";');
    else if (request.url === '/broken') response.end(page('<img src="/x.png"><form><input name="so"></form>'));
    else response.end(page('<p>Không có gì phải làm.</p><script src="/mark.js"></script>'));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  origin = `http://127.0.0.1:${String(address.port)}`;
  browser = await openTestBrowser();
});

afterAll(async () => {
  await browser.close();
  await new Promise((closed) => server.close(closed));
});

describe('the browser for journeys', () => {
  test('checks accessibility on a page whose content security policy refuses every foreign script', async () => {
    const sound = await browser.newPage();
    expect((await visit(sound, `${origin}/`)).status()).toBe(200);
    expect(await axeViolations(sound)).toEqual([]);
    expect(pageProblems(sound)).toEqual([]);

    const broken = await browser.newPage('phone');
    await visit(broken, `${origin}/broken`);
    const rules = (await axeViolations(broken)).map((violation) => violation.rule);
    expect(rules).toEqual(expect.arrayContaining(['image-alt', 'label']));
    expect(await axeViolations(broken, { exclude: ['img', 'input'] })).toEqual([]);
    expect(pageProblems(broken).join()).toContain('Content Security Policy');
  });

  test('switches the scripts of the page off, and still checks accessibility', async () => {
    const withScripts = await browser.newPage();
    await visit(withScripts, `${origin}/`);
    expect(await withScripts.title()).toBe('có kịch bản');

    const without = await browser.newPage('desktop', { javascript: false });
    await visit(without, `${origin}/`);
    expect(await without.title()).toBe('Hợp đồng');
    expect(await axeViolations(without)).toEqual([]);
    await visit(without, `${origin}/`);
    expect(await without.title()).toBe('Hợp đồng');
  });

  test('keeps pictures in the size of a phone', async () => {
    const phone = await browser.newPage('phone');
    await visit(phone, `${origin}/`);
    expect(await phone.evaluate('innerWidth')).toBe(360);
    expect((await stat(await screenshot(phone, 'harness-phone'))).size).toBeGreaterThan(1_000);
    await expect(screenshot(phone, '../elsewhere')).rejects.toThrow('named like');
  });
});
