import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
});
afterAll(() => app.close());

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
    const sentence = 'Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đã đóng.';
    expect(wrong.text).toContain(sentence);
    expect(nobody.text).toContain(sentence);
  });
});
