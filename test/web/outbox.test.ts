import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildHandover } from '../builders/handover-files.js';
import { buildContractWith } from '../builders/questionnaire-scene.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { startSmtpServer, type SmtpServer } from '../harness/smtp-server.js';
import { Caller } from './callers.js';

const RECIPIENT = { recipientName: 'Đại Diện Minh Họa', recipientEmail: 'dai-dien@ben-cung-cap.example', days: '14' };

let smtp: SmtpServer;
let app: TestApp;
let world: World;
let officer: Caller;

beforeAll(async () => {
  smtp = await startSmtpServer();
  app = await startTestApp({ mail: { smtpUrl: smtp.url, from: 'Phần mềm Điều 6 <dieu6@thu-nghiem.example>' } });
  world = await buildWorld(app.database);
  officer = await Caller.signedIn(app, world.at.procurement_officer);
});
afterAll(async () => {
  await app.close();
  await smtp.close();
});
beforeEach(() => {
  smtp.misbehaviour.length = 0;
});

async function send(): Promise<string> {
  const { contract } = await buildContractWith(app.database, { agency: world.department, by: world.at.procurement_officer });
  const reply = await officer.post(`/hop-dong/${contract.id}/phieu-hoi/moi`, RECIPIENT);
  expect([reply.status, reply.location]).toEqual([303, expect.stringMatching(/^\/phieu-hoi\//)]);
  return reply.location;
}

/** Waits for a fact of the outbox about the newest link of a questionnaire; the job works in the background as in production. */
async function stateOf(address: string, wanted: string): Promise<string> {
  const id = address.slice('/phieu-hoi/'.length);
  for (let looks = 0; looks < 200; looks += 1) {
    const [row] = await app.database.asOwner<{ state: string }>(
      `SELECT m.state FROM outbox_message m JOIN questionnaire_link l ON l.id = m.about_id WHERE l.questionnaire_id = $1 ORDER BY l.revoked_at IS NULL DESC LIMIT 1`, [id],
    );
    if (row?.state === wanted) return wanted;
    await app.database.asOwner('SELECT pg_sleep(0.05)');
  }
  return 'nothing of the kind';
}

const pageOf = async (address: string): Promise<string> => load((await officer.get(address)).text)('main').text().replaceAll(/\s+/g, ' ');

test('the link goes to its mailbox alone, opens the questionnaire, and nothing of it stays', async () => {
  const address = await send();
  expect(await stateOf(address, 'sent')).toBe('sent');
  const [mail] = smtp.received;
  expect(mail).toMatchObject({ to: 'dai-dien@ben-cung-cap.example', headers: { subject: 'Đề nghị trả lời phiếu đánh giá rủi ro an ninh mạng – Sở Thử Nghiệm' } });
  const link = /https:\/\/dieu6\.example(\/tra-loi\/[\w-]{43})\n/.exec(mail?.text.replaceAll('\r', '') ?? '')?.[1] ?? '';
  expect((await Caller.visitor(app).get(link)).status).toBe(200);
  const shown = await officer.get(address);
  expect(shown.text).not.toContain(link);
  expect(await pageOf(address)).toContain('Thư đã gửi');
  expect(await app.database.asOwner('SELECT 1 FROM outbox_message WHERE sealed_text IS NOT NULL')).toEqual([]);
  const jobs = await app.database.asOwner<{ data: string }>(`SELECT string_agg(data::text, ' ') AS data FROM pgboss.job WHERE name = 'mail'`);
  expect(jobs[0]?.data).not.toContain(link.slice('/tra-loi/'.length));
});

test('a mailbox that does not exist is a task of the sender, gone when a new link is sent', async () => {
  smtp.misbehaviour.push({ at: 'RCPT', say: '550 no such user' });
  const address = await send();
  expect(await stateOf(address, 'failed')).toBe('failed');
  expect(await pageOf(address)).toContain('Không gửi được thư');
  expect(await pageOf('/viec-can-lam')).toContain('Không gửi được thư mời trả lời');
  const renewed = await officer.post(`${address}/gui-lai`, { ...RECIPIENT, recipientEmail: 'dung@ben-cung-cap.example' });
  expect(renewed.location).toBe(address);
  expect(await stateOf(address, 'sent')).toBe('sent');
  expect(await pageOf('/viec-can-lam')).not.toContain('Không gửi được thư mời trả lời');
});

test('a server that is busy is asked again and gets the message once', async () => {
  smtp.misbehaviour.push({ at: 'RCPT', say: '451 busy' });
  const before = smtp.received.length;
  const address = await send();
  expect(await stateOf(address, 'sent')).toBe('sent');
  expect(smtp.received).toHaveLength(before + 1);
});

test('an administrator sees how many messages stand how, nothing of their content; others see nothing', async () => {
  const administrator = await Caller.signedIn(app, world.at.administrator);
  const page = await administrator.get('/quan-tri/thu-gui');
  const text = load(page.text)('main').text().replaceAll(/\s+/g, ' ');
  expect([page.status, text]).toEqual([200, expect.stringMatching(/Đã gửi.*Không gửi được.*550/)]);
  expect(text).not.toMatch(/ben-cung-cap|Sở Thử Nghiệm|phiếu đánh giá/);
  expect((await officer.get('/quan-tri/thu-gui')).status).toBe(403);
});

test('the link of a handover comes by mail alone; one that does not arrive is a task of the officer', async () => {
  const handover = await buildHandover(app.database, world);
  const sending = `/ban-giao/${handover.id}/duong-lien-ket`;
  const mailOf = async (wanted: string): Promise<string> => {
    for (let looks = 0; looks < 200; looks += 1) {
      const [row] = await app.database.asOwner<{ state: string }>(
        `SELECT m.state FROM outbox_message m JOIN handover_link l ON l.id = m.about_id WHERE l.closing_id = $1 AND l.revoked_at IS NULL`, [handover.id],
      );
      if (row?.state === wanted) return wanted;
      await app.database.asOwner('SELECT pg_sleep(0.05)');
    }
    return 'nothing of the kind';
  };
  smtp.misbehaviour.push({ at: 'RCPT', say: '550 no such user' });
  const sent = await officer.post(sending, RECIPIENT);
  expect([sent.status, sent.text.includes('/giao/')]).toEqual([303, false]);
  expect(await mailOf('failed')).toBe('failed');
  expect(await pageOf(sending)).toContain('Không gửi được thư');
  expect(await pageOf('/viec-can-lam')).toContain('Không gửi được thư có đường liên kết bàn giao');
  expect((await officer.post(sending, { ...RECIPIENT, recipientEmail: 'dung@ben-cung-cap.example' })).status).toBe(303);
  expect(await mailOf('sent')).toBe('sent');
  const mail = smtp.received.find(({ headers }) => headers['subject']?.startsWith('Đề nghị bàn giao khi kết thúc hợp đồng'));
  const link = /https:\/\/dieu6\.example(\/giao\/[\w-]{43})\n/.exec(mail?.text.replaceAll('\r', '') ?? '')?.[1] ?? '';
  expect([mail?.to, (await Caller.visitor(app).get(link)).status]).toEqual(['dung@ben-cung-cap.example', 200]);
  expect((await officer.get(sending)).text).not.toContain(link);
  expect(await pageOf('/viec-can-lam')).not.toContain('Không gửi được thư có đường liên kết bàn giao');
});
