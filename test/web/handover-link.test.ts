import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { createHash, randomBytes } from 'node:crypto';
import { buildAbsence } from '../builders/closings.js';
import { buildHandover, buildHandoverLink, endHandoverLink, type BuiltHandover } from '../builders/handover-files.js';
import { pdfFile, zipFile } from '../builders/sample-files.js';
import { buildWorld, type World } from '../builders/world.js';
import { NOON, startTestApp, type TestApp } from '../harness/app.js';
import { Caller, type Fields, type Reply } from './callers.js';

const RECIPIENT = { recipientName: 'Trần Văn Mẫu', recipientEmail: 'ban.giao@minh-hoa.example', days: '30' };
const DELIVERY = { giverName: 'Trần Văn Mẫu', contents: 'Danh mục dữ liệu', place: 'Tệp gửi kèm', effectiveOn: '20/11/2026' };

let app: TestApp;
let world: World;
let officer: Caller;
let auditor: Caller;

beforeAll(async () => {
  app = await startTestApp({ trustProxy: 1, idleMinutes: 600_000 });
  world = await buildWorld(app.database);
  [officer, auditor] = await Promise.all([Caller.signedIn(app, world.at.procurement_officer), Caller.signedIn(app, world.at.auditor)]);
}, 60_000);
afterAll(async () => {
  expect(app.loggedErrors).toEqual([]);
  await app.close();
});

const newHandover = (): Promise<BuiltHandover> => buildHandover(app.database, world);
const sendingPage = ({ id }: BuiltHandover): string => `/ban-giao/${id}/duong-lien-ket`;
const mainText = (reply: Reply): string => load(reply.text)('main').text().replaceAll(/\s+/g, ' ').trim();
const listed = (reply: Reply): string => load(reply.text)('.error-summary__list').text().replaceAll(/\s+/g, ' ').trim();
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** Sends a link as the officer does. @returns the vendor's address, shown this once, without the host */
async function send(handover: BuiltHandover, change: Fields = {}): Promise<string> {
  const reply = await officer.post(sendingPage(handover), { ...RECIPIENT, ...change });
  const link = String(load(reply.text)('#duong-lien-ket').val() ?? '');
  expect([reply.status, link.slice(0, 27)]).toEqual([200, 'https://dieu6.example/giao/']);
  return link.slice('https://dieu6.example'.length);
}

/** Somebody outside who has an address of the vendor's pages, and the token of its forms. */
async function vendorAt(page: string): Promise<Caller> {
  const vendor = Caller.visitor(app);
  await vendor.readToken(page);
  return vendor;
}

const gone = (reply: Reply): unknown => [reply.status, mainText(reply).includes('Đường liên kết không đúng, đã hết hạn hoặc đã bị thu hồi')];

describe('sending', () => {
  test('without a mail server the link is shown once, and neither database nor history know more than its hash', async () => {
    const handover = await newHandover();
    const address = await send(handover);
    const token = address.slice('/giao/'.length);
    const again = await officer.get(sendingPage(handover));
    expect([again.text.includes(token), mainText(again)]).toEqual([false, expect.stringMatching(/Trần Văn Mẫu.*Đang dùng được.*Chưa mở/)]);
    const tables = await app.database.asOwner<{ name: string }>(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`);
    for (const { name } of tables) expect({ name, rows: await app.database.asOwner(`SELECT 1 FROM ${name} t WHERE t::text LIKE '%' || $1 || '%'`, [token]) }).toEqual({ name, rows: [] });
    const [event] = await app.database.asOwner<{ text: string }>(`SELECT convert_from(canonical, 'UTF8') AS text FROM audit_event WHERE type = 'closing.link-sent'`);
    expect([event?.text.includes(token), event?.text.includes('Trần Văn Mẫu')]).toEqual([false, false]);

    const sheet = await Caller.visitor(app).get(address);
    expect([sheet.status, mainText(sheet)]).toEqual([200, expect.stringMatching(/Người được đề nghị bàn giao.*Trần Văn Mẫu.*BG-01/)]);
    expect(sheet.headers['referrer-policy']).toBe('no-referrer');
    expect(mainText(await officer.get(sendingPage(handover)))).toContain('1 lần');
  });

  test('bad input comes back with what was typed, said at its field', async () => {
    const reply = await officer.post(sendingPage(await newHandover()), { recipientName: '', recipientEmail: 'khong phai thu', days: '365' });
    expect([reply.status, String(load(reply.text)('[name="recipientEmail"]').val())]).toEqual([422, 'khong phai thu']);
    expect(listed(reply)).toMatch(/Nhập họ và tên.*không phải là địa chỉ thư điện tử.*phải từ 1 đến 90/);
  });

  test('those of another agency learn nothing, those who only read are told who may', async () => {
    const handover = await newHandover();
    const stranger = await Caller.signedIn(app, world.atWard.procurement_officer);
    expect((await stranger.get(sendingPage(handover))).status).toBe(404);
    expect((await stranger.post(sendingPage(handover), RECIPIENT)).status).toBe(404);
    const refused = await auditor.post(sendingPage(handover), RECIPIENT);
    expect([refused.status, mainText(refused)]).toEqual([403, expect.stringContaining('Cán bộ đầu mối hợp đồng')]);
  });

  test('a second link ends the first at the same moment, however often the button is pressed', async () => {
    const handover = await newHandover();
    const first = await send(handover);
    const second = await send(handover, { recipientName: 'Lê Thị Mẫu' });
    expect(gone(await Caller.visitor(app).get(first))).toEqual([404, true]);
    expect((await Caller.visitor(app).get(second)).status).toBe(200);
    const page = mainText(await officer.get(sendingPage(handover)));
    expect(page).toMatch(/Lê Thị Mẫu.*Đang dùng được.*Trần Văn Mẫu.*Thay bằng đường liên kết mới.*Đã thu hồi/);
    const replies = await Promise.all(Array.from({ length: 4 }, () => officer.post(sendingPage(handover), RECIPIENT)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const [live] = await app.database.asOwner<{ count: number }>('SELECT count(*)::int AS count FROM handover_link WHERE closing_id = $1 AND revoked_at IS NULL', [handover.id]);
    expect(live?.count).toBe(1);
  });

  test('revoking needs its ground, ends the link at once and keeps what was handed over', async () => {
    const handover = await newHandover();
    const address = await send(handover);
    const item = `${address}/hang-muc/${handover.item('BG-01')}`;
    const vendor = await vendorAt(item);
    const pdf = pdfFile('danh mục');
    expect((await vendor.postFiles(item, DELIVERY, { files: { content: pdf, name: 'danh mục.pdf' } })).status).toBe(303);
    const revoking = `${sendingPage(handover)}/thu-hoi`;
    expect((await officer.post(revoking, { ground: ' ' })).status).toBe(422);
    expect((await officer.post(revoking, { ground: 'Người nhận đã nghỉ việc' })).status).toBe(303);
    expect(gone(await vendor.get(item))).toEqual([404, true]);
    expect((await vendor.postFiles(item, DELIVERY, { files: { content: pdf, name: 'danh mục.pdf' } })).status).toBe(404);
    expect((await officer.post(revoking, { ground: 'Lần nữa' })).status).toBe(409);
    expect((await officer.get(`/ban-giao/muc/${handover.item('BG-01')}`)).text).toContain('danh mục.pdf');
  });
});

describe('what a link opens', () => {
  test('nothing of another contract', async () => {
    const [mine, theirs] = [await newHandover(), await newHandover()];
    const address = await send(mine);
    const own = `${address}/hang-muc/${mine.item('BG-01')}`;
    const other = `${address}/hang-muc/${theirs.item('BG-01')}`;
    const vendor = await vendorAt(own);
    expect((await vendor.get(other)).status).toBe(404);
    expect((await vendor.postFiles(other, DELIVERY, {})).status).toBe(404);
    expect((await vendor.post(`${other}/tep`, { name: 'a.zip', size: '10' })).status).toBe(404);
    expect(await app.database.asOwner('SELECT 1 FROM handover_delivery d JOIN handover_item i ON i.id = d.item_id WHERE i.closing_id = $1', [theirs.id])).toEqual([]);
    // Nor anything that needs an account.
    for (const page of ['/', `/ban-giao/${mine.id}`, `/ban-giao/muc/${mine.item('BG-01')}`, `/ban-giao/${mine.id}/minh-chung`]) expect([page, (await vendor.get(page)).location.slice(0, 10)]).toEqual([page, '/dang-nhap']);
  });

  test('a file that was sent whole but never handed in is nothing the agency has', async () => {
    const handover = await newHandover();
    const address = await send(handover);
    const item = `${address}/hang-muc/${handover.item('BG-08')}`;
    const vendor = await vendorAt(item);
    const whole = zipFile({ 'src/a.ts': randomBytes(500).toString('hex') });
    const id = String(Reflect.get(Object(JSON.parse((await vendor.post(`${item}/tep`, { name: 'mã nguồn.zip', size: String(whole.length) })).text)), 'id'));
    const headers = { 'content-type': 'application/octet-stream', 'upload-offset': '0', 'x-csrf-token': vendor.token };
    expect((await vendor.send({ method: 'POST', address: `${address}/tep/${id}`, headers, body: whole })).text).toContain(sha256(whole));
    expect((await officer.get(`/tep/${id}`)).status).toBe(404);
    expect((await officer.get(`/ban-giao/muc/${handover.item('BG-08')}`)).text).not.toContain('mã nguồn.zip');
    expect((await auditor.get(`/ban-giao/minh-chung/item/${handover.item('BG-08')}`)).text).not.toContain(sha256(whole));
    // Another link of the same contract does not bring it either.
    const next = await send(handover);
    const later = await vendorAt(`${next}/hang-muc/${handover.item('BG-08')}`);
    const taken = await later.postFiles(`${next}/hang-muc/${handover.item('BG-08')}`, { ...DELIVERY, uploads: id }, {});
    expect([taken.status, listed(taken)]).toEqual([422, expect.stringContaining('không còn nhận được')]);
  });

  test('an item that the agency decided not to need takes nothing', async () => {
    const handover = await newHandover();
    const address = await send(handover);
    await buildAbsence(app.database, handover, 'BG-16');
    const item = `${address}/hang-muc/${handover.item('BG-16')}`;
    const vendor = await vendorAt(`${address}/hang-muc/${handover.item('BG-01')}`);
    expect(mainText(await vendor.get(item))).toContain('không phải bàn giao');
    const refused = await vendor.postFiles(item, DELIVERY, {});
    expect([refused.status, listed(refused)]).toEqual([422, expect.stringContaining('không phải bàn giao')]);
  });

  test('a day that has not come, and words that are missing, come back with what was typed', async () => {
    const handover = await newHandover();
    const item = `${await send(handover)}/hang-muc/${handover.item('BG-01')}`;
    const vendor = await vendorAt(item);
    const early = await vendor.postFiles(item, { ...DELIVERY, effectiveOn: '21/11/2026' }, {});
    expect([early.status, listed(early), early.text.includes('Danh mục dữ liệu')]).toEqual([422, expect.stringContaining('Ngày bàn giao chưa đến'), true]);
    expect((await vendor.postFiles(item, { ...DELIVERY, contents: '' }, {})).status).toBe(422);
  });
});

describe('names of files that mean harm', () => {
  const names: readonly (readonly [string, string])[] = [
    ['../../../../etc/passwd.pdf', 'passwd.pdf'],
    ['..\\..\\windows\\system32\\a.pdf', 'a.pdf'],
    ['<script>alert(1)</script>.pdf', 'script>.pdf'],
    ['"><img src=x onerror=alert(1)>.pdf', '"><img src=x onerror=alert(1)>.pdf'],
    ['hoa\u202Efdp.pdf', 'hoafdp.pdf'],
    ['a\u0000b\r\nSet-Cookie: x=1.pdf', 'abSet-Cookie: x=1.pdf'],
    [`${'dài '.repeat(100)}.pdf`, ''],
  ];

  test.each(names)('%j is a name to be shown, nothing else', async (sent, shown) => {
    const handover = await newHandover();
    const { token } = await buildHandoverLink(app.database, handover);
    const item = `/giao/${token}/hang-muc/${handover.item('BG-01')}`;
    const vendor = await vendorAt(item);
    const pdf = pdfFile(sent);
    const id = String(Reflect.get(Object(JSON.parse((await vendor.post(`${item}/tep`, { name: sent, size: String(pdf.length) })).text)), 'id'));
    const headers = { 'content-type': 'application/octet-stream', 'upload-offset': '0', 'x-csrf-token': vendor.token };
    expect((await vendor.send({ method: 'POST', address: `/giao/${token}/tep/${id}`, headers, body: pdf })).text).toContain(sha256(pdf));
    expect((await vendor.postFiles(item, { ...DELIVERY, uploads: id }, {})).status).toBe(303);
    const [kept] = await app.database.asOwner<{ id: string; name: string }>(
      `SELECT f.id, f.name FROM attachment f JOIN handover_delivery d ON f.subject_kind = 'handover-delivery' AND f.subject_id = d.id WHERE d.item_id = $1`, [handover.item('BG-01')],
    );
    expect(kept?.name.length).toBeLessThanOrEqual(200);
    expect(kept?.name).toMatch(/\.pdf$/);
    expect(kept?.name).not.toMatch(/[/\\\p{Cc}\u202E]/u);
    if (shown !== '') expect(kept?.name).toBe(shown);
    for (const page of [await vendor.get(item), await officer.get(`/ban-giao/muc/${handover.item('BG-01')}`), await auditor.get(`/ban-giao/minh-chung/item/${handover.item('BG-01')}`)]) {
      expect(page.status).toBe(200);
      expect(load(page.text)('main script:not([src]), main img[src="x"]')).toHaveLength(0);
    }
    const download = await officer.get(`/tep/${kept?.id ?? ''}`);
    expect([download.status, download.headers['set-cookie']?.some((line) => line.startsWith('x=')) ?? false]).toEqual([200, false]);
    expect(String(download.headers['content-disposition'])).toMatch(/^attachment; filename="[ -~]*"; filename\*=UTF-8''[\w.%-]+$/);
  });

  test.each(['chay.exe', 'trang.html', 'hinh.svg', 'tep', '.pdf'])('%j is not taken, whatever is in it', async (name) => {
    const handover = await newHandover();
    const { token } = await buildHandoverLink(app.database, handover);
    const item = `/giao/${token}/hang-muc/${handover.item('BG-01')}`;
    const vendor = await vendorAt(item);
    const pdf = pdfFile(name);
    expect((await vendor.postFiles(item, DELIVERY, { files: { content: pdf, name } })).status).toBe(422);
    const id = String(Reflect.get(Object(JSON.parse((await vendor.post(`${item}/tep`, { name, size: String(pdf.length) })).text)), 'id'));
    const headers = { 'content-type': 'application/octet-stream', 'upload-offset': '0', 'x-csrf-token': vendor.token };
    expect((await vendor.send({ method: 'POST', address: `/giao/${token}/tep/${id}`, headers, body: pdf })).status).toBe(422);
  });
});

describe('a link that is no longer in force', () => {
  test('has ended when its days are over: page, delivery and pieces alike', async () => {
    const handover = await newHandover();
    const address = await send(handover, { days: '1' });
    const item = `${address}/hang-muc/${handover.item('BG-01')}`;
    const vendor = await vendorAt(item);
    const id = String(Reflect.get(Object(JSON.parse((await vendor.post(`${item}/tep`, { name: 'a.zip', size: '10' })).text)), 'id'));
    try {
      await app.setNow('2026-11-21T12:00:01+07:00');
      expect(gone(await vendor.get(address))).toEqual([404, true]);
      expect((await vendor.postFiles(item, DELIVERY, {})).status).toBe(404);
      expect((await vendor.post(`${item}/tep`, { name: 'b.zip', size: '10' })).status).toBe(404);
      const headers = { 'content-type': 'application/octet-stream', 'upload-offset': '0', 'x-csrf-token': vendor.token };
      expect((await vendor.send({ method: 'POST', address: `${address}/tep/${id}`, headers, body: Buffer.alloc(10) })).status).toBe(404);
      const shown = mainText(await officer.get(sendingPage(handover)));
      expect(shown).toContain('Hết hạn');
      // Nothing is left to take back, and nothing that a new link would end.
      expect(shown).not.toContain('Thu hồi đường liên kết');
      expect(shown).not.toContain('Đường liên kết đang dùng');
    } finally {
      await app.setNow(NOON);
    }
  });

  test('looks like one that never was', async () => {
    const handover = await newHandover();
    const { token, id } = await buildHandoverLink(app.database, handover);
    await endHandoverLink(app.database, handover, id);
    const [ended, invented] = [await Caller.visitor(app).get(`/giao/${token}`), await Caller.visitor(app).get(`/giao/${randomBytes(32).toString('base64url')}`)];
    expect([ended.status, mainText(ended)]).toEqual([invented.status, mainText(invented)]);
  });

  test('whoever tries many waits, from that address alone', async () => {
    const handover = await newHandover();
    const { token } = await buildHandoverLink(app.database, handover);
    const [guesser, vendor] = [Caller.visitor(app), Caller.visitor(app)];
    const from = { 'x-forwarded-for': '203.0.113.9' };
    for (let tries = 0; tries < 10; tries += 1) {
      const replies = await Promise.all(Array.from({ length: 30 }, () => guesser.get(`/giao/${randomBytes(32).toString('base64url')}`, from)));
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([404]));
    }
    expect((await guesser.get(`/giao/${randomBytes(32).toString('base64url')}`, from)).status).toBe(429);
    expect((await guesser.get(`/giao/${token}`, from)).status).toBe(429);
    expect((await vendor.get(`/giao/${token}`, { 'x-forwarded-for': '203.0.113.10' })).status).toBe(200);
  });
});
