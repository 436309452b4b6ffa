import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { startTestApp, type TestApp } from './harness/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('the route tables', () => {
  test('every route declares who may come', () => {
    for (const route of app.application.routes) {
      expect({ path: route.path, may: route.may }).toEqual({ path: route.path, may: expect.anything() });
    }
  });

  test('every permission a route asks for is given to some role', () => {
    const lines = app.application.permissions;
    const asked = app.application.routes.flatMap(({ may }) => (typeof may === 'object' ? [`${may.action} ${may.subject}`] : []));
    const given = new Set(lines.flatMap((line) => line.actions.map((action) => `${action} ${line.subject}`)));
    expect([...new Set(asked)].filter((permission) => !given.has(permission))).toEqual([]);
  });

  test('every changing route leaves an audit event, but for those that change only the own session', () => {
    const silent = app.application.routes.filter((route) => route.method === 'post' && route.records.length === 0).map((route) => route.path);
    expect(silent).toEqual(['/co-quan-lam-viec']);
  });

  test('pages record nothing and addresses are unique', () => {
    const { routes } = app.application;
    expect(routes.filter((route) => route.method === 'get' && route.records.length > 0)).toEqual([]);
    const addresses = routes.map((route) => `${route.method} ${route.path}`);
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
  });

  test('every audit event has a sentence for histories', () => {
    const recorded = new Set(app.application.routes.flatMap((route) => route.records));
    expect([...recorded].filter((type) => app.application.eventTexts[type] === undefined)).toEqual([]);
  });
});

describe('the source', () => {
  test('no file that everything ends up in', async () => {
    const files = await readdir('server', { recursive: true });
    const attics = files.filter((file) => /(^|[/-])(utils?|helpers?|manager|data|misc|common)(\.ts|\/|-)/.test(file) && !/evidence-store|data-source|data-folder|data-asset|data-kind/.test(file));
    expect(attics).toEqual([]);
  });

  test('no template carries a style, a script or a handler of its own', async () => {
    const files = (await readdir('templates', { recursive: true })).filter((file) => file.endsWith('.hbs'));
    const offenders: string[] = [];
    for (const file of files) {
      const text = await readFile(path.join('templates', file), 'utf8');
      if (/\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=/.test(text)) offenders.push(file);
    }
    expect(offenders).toEqual([]);
  });
});
