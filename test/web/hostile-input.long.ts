import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import type { Role } from '../../server/people/index.js';
import { buildPerson, buildWorld, giveRole, type BuiltPerson, type World } from '../builders/world.js';
import { pdfFile } from '../builders/sample-files.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { Caller, formText, multipart, type Fields, type Reply } from './callers.js';
import { comersOf, formPaths, newDefects, wrongWith } from './hostile.js';
import { contentOfTables } from './kept-rows.js';
import { permissionMatrix } from './permission-matrix.js';
import { addressOf, buildSamples, type Samples } from './route-samples.js';
import { formOn, valueOf, type ShownForm } from './shown-forms.js';
import { filledForm, specialFields, specialFiles } from './valid-bodies.js';

/** Forms without a field that must be filled in: an empty one changes nothing. */
const allOptional: readonly string[] = ['/nhan-su-ben-cung-cap/:id/thoi-lam-viec'];

let app: TestApp;
let world: World;
let samples: Samples;
let comerTo: (entry: string) => Promise<Caller>;
let stranger: Caller;
let defects: () => readonly string[];

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  samples = await buildSamples(app, world);
  comerTo = comersOf(app, world);
  await Promise.all(formPaths.map((path) => comerTo(`POST ${path}`)));
  stranger = await Caller.signedIn(app, world.atWard.auditor);
  defects = newDefects(app);
});
afterAll(() => app.close());
afterEach(() => {
  expect(defects()).toEqual([]);
});

describe('what every form refuses', () => {
  let before: Readonly<Record<string, string>>;
  beforeAll(async () => {
    before = await contentOfTables(app.database);
  });

  describe.each(formPaths)('%s', (path) => {
    let caller: Caller;
    let address: string;
    let form: ShownForm;

    beforeEach(async () => {
      caller = await comerTo(`POST ${path}`);
      address = addressOf(path, samples);
      form = formOn((await caller.get(address)).text, address);
    });

    const withTexts = (text: (name: string) => string): Fields => ({ ...form.fields, ...Object.fromEntries(form.texts.map((name) => [name, text(name)])) });

    test('text that no person types and text beyond measure, keeping the rest', async () => {
      if (form.texts.length === 0) return;
      const wrong: string[] = [];
      for (const [what, bad] of [['NUL', '\u0000'], ['a direction override', '\u202e']] as const) {
        const reply = await caller.post(address, withTexts((name) => `Giữ ${name} ${bad}lại`));
        const page = load(reply.text);
        wrong.push(...wrongWith(what, reply, [422]), ...form.texts.filter((name) => valueOf(page, name) !== `Giữ ${name} lại`).map((name) => `${what}: ${name} shows "${valueOf(page, name)}"`));
      }
      const long = await caller.post(address, withTexts(() => 'ộ'.repeat(5_000)));
      const page = load(long.text);
      wrong.push(...wrongWith('5,000 characters', long, [422]), ...form.texts.filter((name) => valueOf(page, name).length !== 5_000).map((name) => `5,000 characters: ${name} is not kept`));
      expect(wrong).toEqual([]);
    });

    test('fields that come twice, names with a meaning elsewhere, broken encodings', async () => {
      if (form.texts.length === 0) return;
      const twice = Object.fromEntries(Object.entries(withTexts((name) => `Giữ ${name}`)).map(([name, value]) => [name, [value, value].flat()]));
      const odd = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '__proto__[polluted]', 'constructor[prototype][polluted]', '[]', '', 'a.b'];
      const nested = form.texts.flatMap((name) => [`${name}[a][b][c][d]`, `${name}[]`, `${name}[__proto__][polluted]`]);
      const broken = form.texts.map((name) => `${encodeURIComponent(name)}=%ED%A0%80%ff%zz%00`).join('&');
      const wrong = [
        ...wrongWith('every field twice', await caller.post(address, twice), [422, 409]),
        ...wrongWith('odd names', await caller.post(address, Object.fromEntries([...odd, ...nested].map((name) => [name, 'x']))), allOptional.includes(path) ? [303] : [422]),
        ...wrongWith('broken encodings', await caller.postText(address, `_csrf=${caller.token}&${broken}`), [422]),
      ];
      expect(wrong).toEqual([]);
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
    });

    test('a token that is not of this session, and a page of elsewhere', async () => {
      const rest = Object.fromEntries(Object.entries(form.fields).filter(([name]) => name !== '_csrf'));
      const send = (fields: Fields, headers: Record<string, string> = {}): Promise<Reply> => caller.postText(address, formText({ ...rest, ...fields }), headers);
      const wrong = [
        ...wrongWith('no token', await send({}), [403]),
        ...wrongWith('two tokens', await send({ _csrf: [caller.token, caller.token] }), [403]),
        ...wrongWith('a token of another session', await send({ _csrf: stranger.token }), [403]),
        ...wrongWith('a page of elsewhere', await send({ _csrf: caller.token }, { 'sec-fetch-site': 'cross-site' }), [403]),
        ...wrongWith('a page of another host', await send({ _csrf: caller.token }, { origin: 'https://noi-khac.example' }), [403]),
        ...wrongWith('a page of nowhere', await send({ _csrf: caller.token }, { origin: 'null' }), [403]),
      ];
      expect(wrong).toEqual([]);
    });
  });

  /** What concerns the reading of bodies is the same for every form of its kind: one for anybody, one signed in, one with files. */
  describe.each(['/dang-nhap', '/he-thong/moi', '/he-thong/:id/tep'])('%s, by its body', (path) => {
    let caller: Caller;
    let address: string;
    let fields: Fields;

    beforeEach(async () => {
      caller = await comerTo(`POST ${path}`);
      address = addressOf(path, samples);
      fields = { _csrf: caller.token, ...formOn((await caller.get(address)).text, address).fields };
    });

    const send = (type: string | undefined, body?: string | Buffer, more: Record<string, string> = {}): Promise<Reply> =>
      caller.send({ method: 'POST', address, headers: { ...(type === undefined ? {} : { 'content-type': type }), ...more }, ...(body === undefined ? {} : { body }) });
    const urlencoded = 'application/x-www-form-urlencoded';

    test('too much of everything', async () => {
      const token = `_csrf=${caller.token}`;
      const many = Array.from({ length: 5_000 }, (_, index) => [`o${index}`, 'x']);
      const largeParts = multipart({ _csrf: caller.token, name: 'x'.repeat(10 * 2 ** 20) });
      const manyParts = multipart({ _csrf: caller.token, ...Object.fromEntries(many) });
      const deepParts = multipart({ _csrf: caller.token, ['x[a]'.repeat(200)]: 'x' });
      expect([
        ...wrongWith('a field of 10 MB', await send(urlencoded, `${token}&name=${'x'.repeat(10 * 2 ** 20)}`), [413]),
        ...wrongWith('5,000 fields', await send(urlencoded, `${token}&${many.map(([name]) => `${String(name)}=x`).join('&')}`), [413]),
        ...wrongWith('a part of 10 MB', await send(largeParts.type, largeParts.body), [403, 422]),
        ...wrongWith('5,000 parts', await send(manyParts.type, manyParts.body), [403, 422]),
        ...wrongWith('parts in parts', await send(deepParts.type, deepParts.body), [403, 422]),
      ]).toEqual([]);
    });

    test('what is not a form', async () => {
      const whole = multipart(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)])));
      const wrong = [
        ...wrongWith('JSON', await send('application/json', JSON.stringify(fields))),
        ...wrongWith('broken JSON', await send('application/json', '{"__proto__":')),
        ...wrongWith('plain text', await send('text/plain', formText(fields))),
        ...wrongWith('XML', await send('application/xml', '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>')),
        ...wrongWith('no content type', await send(undefined, formText(fields))),
        ...wrongWith('a content type that is none', await send('%%%', formText(fields))),
        ...wrongWith('no body', await send(undefined)),
        ...wrongWith('an empty form', await send(urlencoded, '')),
        ...wrongWith('a wrong boundary', await send('multipart/form-data; boundary=khac', whole.body)),
        ...wrongWith('no boundary', await send('multipart/form-data', whole.body)),
        ...wrongWith('half a multipart', await send(whole.type, whole.body.subarray(0, -12))),
        ...wrongWith('an unknown character set', await send(`${urlencoded}; charset=utf-16`, formText(fields))),
        ...wrongWith('an unknown coding', await send(urlencoded, formText(fields), { 'content-encoding': 'khong-co' })),
        ...wrongWith('a coding it is not in', await send(urlencoded, formText(fields), { 'content-encoding': 'gzip' })),
        ...wrongWith('the token in the address', await caller.postText(`${address}?_csrf=${caller.token}`, '')),
      ];
      expect(wrong).toEqual([]);
    });
  });

  test('and nothing of all this left a trace', async () => {
    expect(await contentOfTables(app.database)).toEqual(before);
  });
});

const scan = { content: pdfFile(), name: 'ban-ky.pdf' };

/**
 * Forms that answer with a page of their own where others lead on: the password of a new account and the link of a questionnaire are shown once; a contract
 * that misses conditions neither goes live nor is closed, and nothing is destroyed at its vendor.
 */
const answersItself: Readonly<Record<string, number>> = {
  '/quan-tri/nguoi-dung/moi': 200, '/hop-dong/:id/phieu-hoi/moi': 200, '/ban-giao/:id/duong-lien-ket': 200, '/phieu-hoi/:id/gui-lai': 200, '/phieu-hoi/:id/mo-lai': 200, '/hop-dong/:id/van-hanh/quyet-dinh-giay': 422,
  '/ban-giao/:id/xoa-huy': 422, '/ban-giao/:id/ket-thuc': 422,
};

describe('text typed as decomposed Unicode', () => {
  test('is kept composed by every form that takes it', async () => {
    const fresh = await buildSamples(app, world);
    const special = specialFields(world, fresh);
    const refused: string[] = [];
    for (const path of formPaths.filter((candidate) => !/(xoa|dang-nhap|mat-khau)$/.test(candidate))) {
      const caller = await comerTo(`POST ${path}`);
      const address = addressOf(path, fresh);
      const form = formOn((await caller.get(address)).text, address);
      const { files } = form;
      const decomposed = Object.fromEntries(Object.entries(filledForm(form, special[path])).map(([name, value]) => [name, typeof value === 'string' ? value.normalize('NFD') : value]));
      const reply = files.length === 0 ? await caller.post(address, decomposed) : await caller.postFiles(address, decomposed, Object.fromEntries(files.map((name) => [name, specialFiles[path] ?? scan])));
      if (reply.status !== (answersItself[path] ?? 303)) refused.push(`${path}: ${reply.status} ${load(reply.text)('.error-summary__list').text().replaceAll(/\s+/g, ' ').trim()}`);
    }
    expect(refused).toEqual([]);
    const tables = await app.database.asOwner<{ name: string }>(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`);
    const decomposed: string[] = [];
    for (const { name } of tables) {
      const rows = await app.database.asOwner<{ row: string }>(`SELECT t::text AS row FROM ${name} t WHERE t::text IS NOT NFC NORMALIZED LIMIT 3`);
      decomposed.push(...rows.map(({ row }) => `${name}: ${row}`));
    }
    const events = await app.database.asOwner(`SELECT type FROM audit_event WHERE convert_from(canonical, 'UTF8') IS NOT NFC NORMALIZED`);
    expect([...decomposed, ...events]).toEqual([]);
  });
});

describe('a form that comes after its session has ended', () => {
  // A page that is open to anyone has no session to end.
  const typed = formPaths.filter((path) => permissionMatrix[`POST ${path}`]?.includes('visitor') !== true && path !== '/tai-khoan/mat-khau');

  test.each(typed)('%s is kept, and shown again to the same person only', async (path) => {
    const role = permissionMatrix[`POST ${path}`]?.find((comer): comer is Role => comer !== 'visitor') ?? 'administrator';
    const caller = await Caller.signedIn(app, world.at[role]);
    const address = addressOf(path, samples);
    const form = formOn((await caller.get(address)).text, address);
    if (form.texts.length === 0) return;
    const body = { ...form.fields, ...Object.fromEntries(form.texts.map((name) => [name, `Đang gõ ${name}`])) };
    const before = await contentOfTables(app.database);
    await app.setNow(later(app.clock.now(), 11));
    const late = await caller.post(address, body);
    expect([late.status, late.location]).toEqual([303, `/dang-nhap?tiep=${encodeURIComponent(address)}&het-phien=1`]);
    expect(await contentOfTables(app.database)).toEqual(before);

    const colleague = await Caller.signedIn(app, await colleagueOf(role));
    expect((await colleague.get(address)).text).not.toContain('Đang gõ');

    await caller.signIn(world.at[role]);
    const page = load((await caller.get(address)).text);
    expect(form.texts.filter((name) => valueOf(page, name) !== `Đang gõ ${name}`)).toEqual([]);
    expect((await caller.get(address)).text).not.toContain('Đang gõ');
  });
});

const colleagues = new Map<Role, Promise<BuiltPerson>>();

/** Somebody else who may do the same. */
function colleagueOf(role: Role): Promise<BuiltPerson> {
  const colleague = colleagues.get(role) ?? hireColleague(role);
  colleagues.set(role, colleague);
  return colleague;
}

async function hireColleague(role: Role): Promise<BuiltPerson> {
  const person = await buildPerson(app.database, { login: `dong-nghiep-${role.replaceAll('_', '-')}` });
  const agency = role === 'administrator' || role === 'city_oversight' ? world.city : world.department;
  await giveRole(app.database, { person, role, agency, withSubtree: agency === world.city, by: world.at.administrator });
  return person;
}

function later(instant: Date, minutes: number): string {
  return new Date(instant.getTime() + minutes * 60_000).toISOString();
}
