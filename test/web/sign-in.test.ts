import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildPerson, buildWorld, PASSWORD, type World } from '../builders/world.js';
import { NOON, startTestApp, type TestApp, type Visitor } from '../harness/app.js';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
});
afterAll(() => app.close());

const WRONG = 'Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đã đóng.';
const LOCKED = 'Đã nhập sai nhiều lần.';
const tokenOn = (html: string): string => String(load(html)('input[name="_csrf"]').first().val() ?? '');
const textOf = (html: string): string => load(html)('main').text().replaceAll(/\s+/g, ' ');
const sessionOf = (answer: { headers: Record<string, string | string[] | undefined> }): string | undefined => /dieu6=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1];

/** Forgets what earlier tests counted against the one address that all of them come from. */
async function forgetAddress(): Promise<void> {
  await app.database.asOwner(`DELETE FROM sign_in_failure WHERE key LIKE 'address:%'`);
}

describe('signing in', () => {
  test('with the right password a new session begins and its start is on the audit trail', async () => {
    const browser = app.visitor();
    const before = (await browser.get('/dang-nhap')).headers['set-cookie'];
    const answer = await browser.post('/dang-nhap', { login: world.at.unit_head.login.toUpperCase(), password: world.at.unit_head.password });
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/');
    expect(String(answer.headers['set-cookie'])).toMatch(/dieu6=.*HttpOnly.*SameSite=Lax/);
    expect(String(before)).not.toContain('dieu6=s');
    const events = await app.database.asOwner(`SELECT type FROM audit_event WHERE actor_id IS NULL AND type LIKE 'session.%'`);
    expect(events).toContainEqual({ type: 'session.started' });
  });

  test('with a wrong password the page says so without telling whether the account exists', async () => {
    const wrong = await app.visitor().post('/dang-nhap', { login: world.at.unit_head.login, password: 'x' });
    const nobody = await app.visitor().post('/dang-nhap', { login: 'khong-co-ai', password: 'x' });
    expect([wrong.status, nobody.status]).toEqual([422, 422]);
    expect(wrong.text).toContain(WRONG);
    expect(nobody.text).toContain(WRONG);
  });

  test('again renews the session: the identifier from before is worthless', async () => {
    const browser = app.visitor();
    const first = sessionOf(await browser.post('/dang-nhap', { login: world.at.auditor.login, password: PASSWORD }));
    const second = sessionOf(await browser.post('/dang-nhap', { login: world.at.auditor.login, password: PASSWORD }, '/tai-khoan/mat-khau'));
    expect(first).toBeDefined();
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
    const stale = await app.visitor().agent.get('/tai-khoan').set('Cookie', `dieu6=${first}`);
    expect(stale.headers['location']).toContain('/dang-nhap');
  });

  test('leads back into this product only', async () => {
    for (const [wanted, to] of [['/tai-khoan', '/tai-khoan'], ['//elsewhere.example', '/'], ['https://elsewhere.example', '/'], ['/\\elsewhere.example', '/']] as const) {
      const answer = await app.visitor().post('/dang-nhap', { login: world.at.auditor.login, password: PASSWORD, tiep: wanted });
      expect([wanted, answer.headers['location']]).toEqual([wanted, to]);
    }
  });
});

describe('guessing', () => {
  test('locks the account for a delay that doubles, even for the right password, and the right one afterwards forgets it all', async () => {
    await app.setNow(NOON);
    await forgetAddress();
    const person = await buildPerson(app.database, { login: 'bi-doan' });
    const tries = async (password: string) => app.visitor().post('/dang-nhap', { login: person.login, password });
    for (let count = 0; count < 5; count += 1) expect((await tries('sai')).status).toBe(422);
    const locked = await tries(person.password);
    expect([locked.status, textOf(locked.text)]).toEqual([429, expect.stringContaining('Thử lại sau 12:01 ngày 20/11/2026')]);
    await app.setNow('2026-11-20T12:01:00+07:00');
    expect((await tries('sai')).status).toBe(422);
    await app.setNow('2026-11-20T12:02:30+07:00');
    const longer = await tries(person.password);
    expect([longer.status, textOf(longer.text)]).toEqual([429, expect.stringContaining('Thử lại sau 12:03 ngày 20/11/2026')]);
    await app.setNow('2026-11-20T12:03:00+07:00');
    expect((await tries(person.password)).status).toBe(303);
    expect((await tries('sai')).status).toBe(422);
    expect((await tries(person.password)).status).toBe(303);
    await app.setNow(NOON);
  });

  test('in a parallel burst gets no more tries than one after the other', async () => {
    await forgetAddress();
    const person = await buildPerson(app.database, { login: 'bi-doan-nhieu' });
    const browser = app.visitor();
    const token = tokenOn((await browser.get('/dang-nhap')).text);
    const answers = await Promise.all(
      Array.from({ length: 15 }, (_, index) => browser.agent.post('/dang-nhap').type('form').send({ login: person.login, password: `sai-${index}`, _csrf: token })),
    );
    const checked = answers.filter(({ status }) => status === 422);
    expect([checked.length, answers.filter(({ status, text }) => status === 429 && text.includes(LOCKED)).length]).toEqual([5, 10]);
  });

  test('over many accounts locks the address', async () => {
    await forgetAddress();
    const answers: number[] = [];
    for (let count = 0; count < 21; count += 1) answers.push((await app.visitor().post('/dang-nhap', { login: `ai-do-${count}`, password: 'sai' })).status);
    expect(answers).toEqual([...Array.from({ length: 20 }, () => 422), 429]);
    expect((await app.visitor().post('/dang-nhap', { login: world.at.auditor.login, password: PASSWORD })).status).toBe(429);
    await forgetAddress();
    expect((await app.visitor().post('/dang-nhap', { login: world.at.auditor.login, password: PASSWORD })).status).toBe(303);
  });

  test('is not washed off the address by signing in with an own account in between', async () => {
    await forgetAddress();
    for (let count = 0; count < 19; count += 1) await app.visitor().post('/dang-nhap', { login: `ai-khac-${count}`, password: 'sai' });
    expect((await app.visitor().post('/dang-nhap', { login: world.at.auditor.login, password: PASSWORD })).status).toBe(303);
    expect((await app.visitor().post('/dang-nhap', { login: 'ai-khac-19', password: 'sai' })).status).toBe(422);
    expect((await app.visitor().post('/dang-nhap', { login: 'ai-khac-20', password: 'sai' })).status).toBe(429);
    await forgetAddress();
  });
});

describe('the password', () => {
  test('must be changed after six months, and nothing else is done before', async () => {
    const person = await buildPerson(app.database, { login: 'mat-khau-cu' });
    await app.setNow('2027-05-19T12:00:00+07:00');
    expect((await (await app.signIn(person)).get('/tai-khoan')).status).toBe(200);
    await app.setNow('2027-05-20T12:00:00+07:00');
    const browser = await app.signIn(person);
    expect((await browser.get('/tai-khoan')).headers['location']).toBe('/tai-khoan/mat-khau');
    const weak = await browser.post('/tai-khoan/mat-khau', { currentPassword: person.password, newPassword: 'ngan', repeatedPassword: 'ngan' });
    expect([weak.status, textOf(weak.text)]).toEqual([422, expect.stringContaining('ít nhất 8 ký tự, chữ hoa, chữ số, ký tự đặc biệt')]);
    const next = { currentPassword: person.password, newPassword: 'Doi-roi-2027!', repeatedPassword: 'Doi-roi-2027!' };
    expect((await browser.post('/tai-khoan/mat-khau', next)).status).toBe(303);
    expect((await browser.get('/tai-khoan')).status).toBe(200);
    await app.setNow(NOON);
  });
});

describe('idling', () => {
  const typed = { login: 'dang-go-do', fullName: 'Người Đang Gõ', post: 'Chuyên viên' };
  const form = '/quan-tri/nguoi-dung/moi';

  /** An administrator who fills in a form and sends it eleven minutes later. */
  async function postTooLate(): Promise<Visitor> {
    await app.setNow(NOON);
    const browser = await app.signIn(world.at.administrator);
    const token = tokenOn((await browser.get(form)).text);
    await app.setNow('2026-11-20T12:11:00+07:00');
    const late = await browser.agent.post(form).type('form').send({ ...typed, _csrf: token });
    expect(late.status).toBe(303);
    expect(late.headers['location']).toBe(`/dang-nhap?tiep=${encodeURIComponent(form)}&het-phien=1`);
    return browser;
  }

  test('for less than ten minutes keeps the session, each request anew', async () => {
    await app.setNow(NOON);
    const browser = await app.signIn(world.at.administrator);
    for (const minute of ['09', '18', '27']) {
      await app.setNow(`2026-11-20T12:${minute}:00+07:00`);
      expect((await browser.get('/tai-khoan')).status).toBe(200);
    }
    await app.setNow('2026-11-20T12:37:30+07:00');
    expect((await browser.get('/tai-khoan')).status).toBe(303);
  });

  test('ends the session but not what was typed: shown after signing in, once, and sent by nobody but its owner', async () => {
    const browser = await postTooLate();
    expect((await browser.post('/dang-nhap', { login: world.at.administrator.login, password: PASSWORD, tiep: form })).headers['location']).toBe(form);
    const shown = load((await browser.get(form)).text);
    expect([shown('#login').val(), shown('#fullName').val()]).toEqual([typed.login, typed.fullName]);
    expect(await app.database.asOwner('SELECT 1 FROM user_account WHERE login = $1', [typed.login])).toEqual([]);
    expect(load((await browser.get(form)).text)('#login').val()).toBe('');
  });

  test('never shows it to another person on the same machine', async () => {
    const browser = await postTooLate();
    const other = await buildPerson(app.database, { login: 'quantri-khac' });
    await app.database.asOwner('BEGIN');
    await app.database.asOwner(`INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.built', app_now(), '{}', sha256('{}'))`);
    await app.database.asOwner(`INSERT INTO role_assignment (user_id, role, agency_id, with_subtree, valid_from, granted_by) VALUES ($1, 'administrator', $2, true, '2026-01-01', $3)`, [other.id, world.city.id, world.at.administrator.id]);
    await app.database.asOwner('COMMIT');
    expect((await browser.post('/dang-nhap', { login: other.login, password: PASSWORD, tiep: form })).status).toBe(303);
    const shown = await browser.get(form);
    expect([shown.status, load(shown.text)('#login').val()]).toEqual([200, '']);
    await app.setNow(NOON);
  });
});

describe('a changing request', () => {
  const form = '/quan-tri/nguoi-dung/moi';
  const fields = { login: 'gia-mao', fullName: 'Giả Mạo', post: 'x' };

  test('without the page’s token, with another session’s, or from another site is refused', async () => {
    await app.setNow(NOON);
    const browser = await app.signIn(world.at.administrator);
    const token = tokenOn((await browser.get(form)).text);
    const foreign = tokenOn((await (await app.signIn(world.at.administrator)).get(form)).text);
    const send = (body: object, headers: Record<string, string> = {}) => browser.agent.post(form).type('form').set(headers).send(body);
    expect((await send(fields)).status).toBe(403);
    expect((await send({ ...fields, _csrf: 'x' })).status).toBe(403);
    expect((await send({ ...fields, _csrf: foreign })).status).toBe(403);
    expect((await send({ ...fields, _csrf: token }, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await send({ ...fields, _csrf: token }, { 'Sec-Fetch-Site': 'same-site' })).status).toBe(403);
    expect((await send({ ...fields, _csrf: token }, { Origin: 'https://elsewhere.example' })).status).toBe(403);
    expect(await app.database.asOwner('SELECT 1 FROM user_account WHERE login = $1', [fields.login])).toEqual([]);
    expect((await send({ ...fields, _csrf: token }, { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
  });
});

describe('behind a proxy', () => {
  let proxied: TestApp;
  beforeAll(async () => {
    proxied = await startTestApp({ trustProxy: 1, cookieSecure: true });
    await buildPerson(proxied.database, { login: 'sau-proxy' });
  });
  afterAll(() => proxied.close());
  const overHttps = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '203.0.113.9', 'X-Forwarded-Host': 'dieu6.example', Origin: 'https://dieu6.example' };
  const cookiesOf = (answer: { headers: Record<string, unknown> }): string[] => [answer.headers['set-cookie'] ?? []].flat().map(String);

  test('cookies are for HTTPS and this host alone, and the address that counts is the visitor’s', async () => {
    const page = await proxied.visitor().agent.get('/dang-nhap').set(overHttps);
    const csrf = cookiesOf(page).map((cookie) => cookie.split(';')[0]).join('; ');
    expect(cookiesOf(page).join()).toMatch(/__Host-dieu6-csrf=.*Secure/);
    expect(page.headers['strict-transport-security']).toBeDefined();
    const signIn = (headers: Record<string, string>) =>
      proxied.visitor().agent.post('/dang-nhap').set({ ...headers, Cookie: csrf }).type('form').send({ login: 'sau-proxy', password: PASSWORD, _csrf: tokenOn(page.text) });
    const answer = await signIn(overHttps);
    expect(answer.status).toBe(303);
    const session = cookiesOf(answer).find((cookie) => cookie.startsWith('__Host-dieu6='));
    expect(session).toMatch(/; Secure/);
    expect(session).toMatch(/; Path=\//);
    expect(session).not.toMatch(/Domain/i);
    const [label] = await proxied.database.asOwner<{ label: string }>(`SELECT label FROM audit_event_label WHERE field = 'address' LIMIT 1`);
    expect(label?.label).toBe('203.0.113.9');
    expect((await signIn({ ...overHttps, Origin: 'https://elsewhere.example' })).status).toBe(403);
  });
});
