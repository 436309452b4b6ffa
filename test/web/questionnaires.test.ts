import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildContractWith } from '../builders/questionnaire-scene.js';
import { pdfFile } from '../builders/sample-files.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { Caller, headingOf, type Fields, type Reply } from './callers.js';
import { formOn } from './shown-forms.js';

const RECIPIENT = { recipientName: 'Đại Diện Minh Họa', recipientEmail: 'dai-dien@ben-cung-cap.example', days: '14' };
const DECLARATION = { name: 'Lê Thị Minh Họa', post: 'Giám đốc kỹ thuật', email: 'le.minh-hoa@ben-cung-cap.example', reuse: 'yes', declared: 'yes' };

let app: TestApp;
let world: World;
let officer: Caller;
let auditor: Caller;
let stranger: Caller;

beforeAll(async () => {
  app = await startTestApp({ maxUploadMegabytes: 1 });
  world = await buildWorld(app.database);
  [officer, auditor, stranger] = await Promise.all([
    Caller.signedIn(app, world.at.procurement_officer), Caller.signedIn(app, world.at.auditor), Caller.signedIn(app, world.atWard.procurement_officer),
  ]);
});
afterAll(() => app.close());

/** A contract of the department with a vendor of its own. */
const contractToAsk = () => buildContractWith(app.database, { agency: world.department, by: world.at.procurement_officer });

interface Sent {
  readonly id: string;
  readonly contractId: string;
  readonly vendorId: string;
  /** The vendor's address, as the page shows it this once, without the host. */
  readonly address: string;
  readonly token: string;
}

async function send(): Promise<Sent> {
  const { contract, vendor } = await contractToAsk();
  const reply = await officer.post(`/hop-dong/${contract.id}/phieu-hoi/moi`, RECIPIENT);
  const { address, token, id } = shownLink(reply);
  return { id, contractId: contract.id, vendorId: vendor.id, address, token };
}

function shownLink(reply: Reply): { address: string; token: string; id: string } {
  const page = load(reply.text);
  const link = String(page('#duong-lien-ket').val() ?? '');
  if (!link.startsWith('https://dieu6.example/tra-loi/')) throw new Error(`no link: ${reply.status} ${headingOf(reply)} ${page('.error-summary').text()}`);
  const address = link.slice('https://dieu6.example'.length);
  return { address, token: address.slice('/tra-loi/'.length), id: (page('main a[href^="/phieu-hoi/"]').attr('href') ?? '').slice('/phieu-hoi/'.length) };
}

/** The vendor's person with a browser: nothing but the link. */
async function vendorAt(address: string): Promise<Caller> {
  const caller = Caller.visitor(app);
  await caller.readToken(`${address}/nhom/DL`);
  return caller;
}

const version = (reply: Reply): string => String(load(reply.text)('input[name="_version"]').first().val() ?? '');

/** Posts a group as a browser would: what stands on its page, with some fields changed. */
async function save(vendor: Caller, address: string, group: string, fields: Fields, files: Parameters<Caller['postFiles']>[2] = {}): Promise<Reply> {
  const target = `${address}/nhom/${group}`;
  const page = load((await vendor.get(target)).text);
  const standing: Record<string, string> = {};
  page('form [name^="text-"], form [name="_version"]').each((_, field) => {
    standing[page(field).attr('name') ?? ''] = String(page(field).val() ?? '').replace(/^\n/, '');
  });
  page('form [name^="claim-"][checked]').each((_, field) => {
    standing[page(field).attr('name') ?? ''] = page(field).attr('value') ?? '';
  });
  return vendor.postFiles(target, { ...standing, ...fields }, files);
}

async function answerAndSubmit(sent: Pick<Sent, 'address'>, change: Fields = {}, files: Parameters<Caller['postFiles']>[2] = {}): Promise<Caller> {
  const vendor = await vendorAt(sent.address);
  const saved = await save(vendor, sent.address, 'DL', { 'claim-DL-01': '3', 'text-DL-01': 'Có chính sách dữ liệu', ...change }, files);
  const submitted = await vendor.post(`${sent.address}/gui`, DECLARATION);
  expect([saved.status, submitted.status, submitted.location]).toEqual([303, 303, sent.address]);
  return vendor;
}

const listed = (reply: Reply): string => load(reply.text)('.error-summary__list').text().replaceAll(/\s+/g, ' ').trim();
const mainText = (reply: Reply): string => load(reply.text)('main').text().replaceAll(/\s+/g, ' ').trim();

describe('sending', () => {
  test('without a mail server the link is shown once, and the database knows only its hash', async () => {
    const sent = await send();
    const again = await officer.get(`/phieu-hoi/${sent.id}`);
    expect([again.status, again.text.includes(sent.token)]).toEqual([200, false]);
    expect(mainText(again)).toMatch(/Chưa mở.*Đại Diện Minh Họa.*Chưa cấu hình gửi thư/);
    const tables = await app.database.asOwner<{ name: string }>(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema IN ('public') AND table_type = 'BASE TABLE'`);
    for (const { name } of tables) expect({ name, rows: await app.database.asOwner(`SELECT 1 FROM ${name} t WHERE t::text LIKE '%' || $1 || '%'`, [sent.token]) }).toEqual({ name, rows: [] });
    const [event] = await app.database.asOwner<{ text: string }>(`SELECT string_agg(convert_from(canonical, 'UTF8'), ' ') AS text FROM audit_event WHERE type LIKE 'questionnaire%'`);
    expect(event?.text).not.toContain(sent.token);
    expect(event?.text).not.toContain('Minh Họa');
  });

  test('bad input comes back with what was typed, said at its field', async () => {
    const { contract } = await contractToAsk();
    const reply = await officer.post(`/hop-dong/${contract.id}/phieu-hoi/moi`, { recipientName: '', recipientEmail: 'khong phai thu', days: '365' });
    expect([reply.status, String(load(reply.text)('[name="recipientEmail"]').val())]).toEqual([422, 'khong phai thu']);
    expect(listed(reply)).toMatch(/Nhập họ và tên.*không phải là địa chỉ thư điện tử.*phải từ 1 đến 90/);
  });

  test('one questionnaire of a contract awaits answers at a time, however often the button is pressed', async () => {
    const { contract } = await contractToAsk();
    const replies = await Promise.all(Array.from({ length: 4 }, () => officer.post(`/hop-dong/${contract.id}/phieu-hoi/moi`, RECIPIENT)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 422, 422, 422]);
    expect(replies.map(listed).find((text) => text !== '')).toContain('đang chờ trả lời');
  });

  test('a contract without a vendor is not asked about', async () => {
    const { contract } = await buildContractWith(app.database, { agency: world.department, by: world.at.procurement_officer, withoutVendor: true });
    const reply = await officer.get(`/hop-dong/${contract.id}/phieu-hoi/moi`);
    expect([reply.status, mainText(reply)]).toEqual([409, expect.stringContaining('hợp đồng chưa chọn bên cung cấp')]);
  });

  test('those of another agency learn nothing, those who only read are told who may', async () => {
    const sent = await send();
    expect((await stranger.get(`/phieu-hoi/${sent.id}`)).status).toBe(404);
    expect((await stranger.post(`/hop-dong/${sent.contractId}/phieu-hoi/moi`, RECIPIENT)).status).toBe(404);
    const refused = await auditor.post(`/phieu-hoi/${sent.id}/thu-hoi`, { ground: 'Không được' });
    expect([refused.status, mainText(refused)]).toEqual([403, expect.stringContaining('Cán bộ đầu mối hợp đồng')]);
    expect((await auditor.get(`/phieu-hoi/${sent.id}`)).status).toBe(200);
    const offered = async (reader: Caller): Promise<boolean> => (await reader.get(`/hop-dong/${sent.contractId}`)).text.includes('Gửi phiếu cho bên cung cấp');
    expect([await offered(officer), await offered(auditor)]).toEqual([true, false]);
  });
});

describe('the page behind the link', () => {
  test('needs no account, and tells nobody of itself', async () => {
    const sent = await send();
    const visitor = Caller.visitor(app);
    const page = await visitor.get(sent.address);
    expect([page.status, page.headers['referrer-policy'], page.headers['cache-control'], page.headers['x-robots-tag']]).toEqual([200, 'no-referrer', 'no-store', 'noindex, nofollow']);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(mainText(page)).toMatch(/Sở Thử Nghiệm.*Đã trả lời 0 \/ \d+ tiêu chí/);
    expect(load(page.text)('[href^="http"], [src^="http"]').length).toBe(0);
    const seen = mainText(await officer.get(`/phieu-hoi/${sent.id}`));
    expect(seen).toMatch(/Đang trả lời.*1 lần, gần nhất 12:00 ngày 20\/11\/2026/);
  });

  test('unknown, ended and revoked links get the same page', async () => {
    const [ended, revoked] = [await send(), await send()];
    await officer.post(`/phieu-hoi/${revoked.id}/thu-hoi`, { ground: 'Gửi nhầm người' });
    await app.setNow('2026-12-05T12:00:00+07:00');
    const addresses = [`/tra-loi/${'A'.repeat(43)}`, ended.address, revoked.address, '/tra-loi/x', `${ended.address}/nhom/DL`, `${revoked.address}/gui`];
    const replies = await Promise.all(addresses.map((address) => Caller.visitor(app).get(address)));
    await app.setNow('2026-11-20T12:00:00+07:00');
    expect(replies.map(({ status }) => status)).toEqual(addresses.map(() => 404));
    const texts = replies.map(({ text }) => text.replaceAll(/value="[^"]*"/g, ''));
    expect(new Set(texts).size).toBe(1);
    expect(replies.slice(0, 3).map(({ headers }) => headers['referrer-policy'])).toEqual(['no-referrer', 'no-referrer', 'no-referrer']);
    expect(headingOf(replies[0] ?? { status: 0, text: '', headers: {}, location: '' })).toBe('Không mở được đường liên kết');
  });

  test('what fails behind a link is logged without its token', async () => {
    const sent = await send();
    await app.database.asOwner('ALTER TABLE questionnaire_link_use RENAME TO hidden_use');
    const broken = await Caller.visitor(app).get(sent.address);
    await app.database.asOwner('ALTER TABLE hidden_use RENAME TO questionnaire_link_use');
    expect(broken.status).toBe(500);
    expect(app.loggedErrors).toHaveLength(1);
    expect(app.loggedErrors.join()).toContain('/tra-loi/…');
    expect(app.loggedErrors.join()).not.toContain(sent.token);
  });
});

describe('answering', () => {
  test('is saved group by group, with evidence; hostile text stays text', async () => {
    const sent = await send();
    const vendor = await vendorAt(sent.address);
    const hostile = '<script>alert(1)</script> "><img src=x onerror=alert(1)> {{7*7}}';
    const saved = await save(vendor, sent.address, 'DL', { 'claim-DL-01': '3', 'text-DL-01': hostile, 'validUntil-DL-01': '31/12/2025', 'text-DL-02': 'chỉ có chữ' }, { 'files-DL-01': { content: pdfFile(), name: 'chính sách <b>.pdf' } });
    expect([saved.status, saved.location]).toEqual([303, `${sent.address}/nhom/DL`]);
    const page = load((await vendor.get(saved.location)).text);
    expect(String(page('[name="text-DL-01"]').val()).trim()).toBe(hostile);
    expect(page('main script, main img').length).toBe(0);
    expect(page('.file-list').first().text()).toMatch(/chính sách .*b.*\.pdf.*hiệu lực đến 31\/12\/2025.*Hết hiệu lực/s);
    expect(mainText(await vendor.get(sent.address))).toMatch(/Dữ liệu ?1\/6 tiêu chí, 1 tệp/);
    const officerSees = load((await officer.get(`/phieu-hoi/${sent.id}`)).text);
    expect([officerSees('main script, main img').length, officerSees('main').text().includes('{{7*7}}')]).toEqual([0, true]);
  });

  test('goes on to the next group, and to the review after the last', async () => {
    const sent = await send();
    const vendor = await vendorAt(sent.address);
    expect((await save(vendor, sent.address, 'DL', { 'claim-DL-01': '2', tiep: '1' })).location).toBe(`${sent.address}/nhom/TC`);
    expect((await save(vendor, sent.address, 'KT', { 'claim-KT-01': '2', tiep: '1' })).location).toBe(`${sent.address}/gui`);
  });

  test('"not applicable" needs a reason; everything typed stays', async () => {
    const sent = await send();
    const vendor = await vendorAt(sent.address);
    const reply = await save(vendor, sent.address, 'DL', { 'claim-DL-01': 'not-applicable', 'text-DL-01': ' ', 'text-DL-02': 'giữ nguyên', 'validUntil-DL-03': '31/02/2026', 'claim-DL-04': '9' });
    expect(reply.status).toBe(422);
    expect(listed(reply)).toMatch(/DL-01: Nêu lý do không áp dụng.*DL-03: .*không phải là ngày có thật.*DL-04: Chọn mức độ đáp ứng/);
    const page = load(reply.text);
    expect([String(page('[name="text-DL-02"]').val()).trim(), page('[name="claim-DL-01"][checked]').val()]).toEqual(['giữ nguyên', 'not-applicable']);
  });

  test('files that are too large or not what they say are refused at their field; nothing else is lost', async () => {
    const sent = await send();
    const vendor = await vendorAt(sent.address);
    const large = { content: Buffer.concat([pdfFile(), Buffer.alloc(1_100_000, 'a')]), name: 'lon.pdf' };
    const reply = await save(vendor, sent.address, 'DL', { 'text-DL-01': 'giữ' }, { 'files-DL-01': large, 'files-DL-02': { content: Buffer.from('MZ khong phai pdf'), name: 'gia.pdf' } });
    expect(reply.status).toBe(422);
    expect(listed(reply)).toMatch(/Tệp quá lớn.*Nội dung tệp không đúng với phần mở rộng/);
    expect(await app.database.asOwner(`SELECT 1 FROM attachment WHERE subject_id = $1`, [sent.id])).toEqual([]);
  });

  test('a form beyond what a questionnaire may hold is not even read; without a link nothing is', async () => {
    const sent = await send();
    const vendor = await vendorAt(sent.address);
    const announced = (length: number, address: string): Promise<Reply> =>
      vendor.send({ method: 'POST', address, headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': String(length), connection: 'close' }, body: 'x' }).catch(() => ({ status: 0, text: '', headers: {}, location: '' }));
    expect((await announced(400 * 2 ** 20, `${sent.address}/nhom/DL`)).status).toBe(409);
    expect((await announced(100, `/tra-loi/${'B'.repeat(43)}/nhom/DL`)).status).toBe(404);
  });

  test('a file that was sent by mistake is taken out; one of somebody else is not', async () => {
    const [sent, other] = [await send(), await send()];
    const [vendor, neighbour] = [await vendorAt(sent.address), await vendorAt(other.address)];
    await save(vendor, sent.address, 'DL', {}, { 'files-DL-01': { content: pdfFile(), name: 'nham.pdf' } });
    const [evidence] = await app.database.asOwner<{ id: string }>('SELECT e.id FROM questionnaire_evidence e JOIN questionnaire_round r ON r.id = e.round_id WHERE r.questionnaire_id = $1', [sent.id]);
    expect((await save(neighbour, other.address, 'DL', { 'remove-DL-01': evidence?.id ?? '', 'claim-DL-01': '1' })).status).toBe(303);
    expect(load((await vendor.get(`${sent.address}/nhom/DL`)).text)('.file-list li').length).toBe(1);
    expect((await save(vendor, sent.address, 'DL', { 'remove-DL-01': evidence?.id ?? '' })).status).toBe(303);
    expect(load((await vendor.get(`${sent.address}/nhom/DL`)).text)('.file-list li').length).toBe(0);
  });

  test('two people at once: the second sees what the first saved', async () => {
    const sent = await send();
    const [one, two] = [await vendorAt(sent.address), await vendorAt(sent.address)];
    const seen = version(await two.get(`${sent.address}/nhom/DL`));
    await save(one, sent.address, 'DL', { 'claim-DL-01': '3', 'text-DL-01': 'của người thứ nhất' });
    const late = await two.post(`${sent.address}/nhom/DL`, { _version: seen, 'claim-DL-01': '1', 'text-DL-01': 'của người thứ hai' });
    expect([late.status, mainText(late)]).toEqual([409, expect.stringMatching(/của người thứ nhất.*của người thứ hai/)]);
    const parallel = await Promise.all(Array.from({ length: 5 }, async (_, index) => one.post(`${sent.address}/nhom/TC`, { _version: '0', 'claim-TC-01': '2', 'text-TC-01': `lần ${index}` })));
    expect(parallel.map(({ status }) => status).toSorted()).toEqual([303, 409, 409, 409, 409]);
  });

  test('a page of elsewhere changes nothing', async () => {
    const sent = await send();
    const vendor = await vendorAt(sent.address);
    const forged = await vendor.send({ method: 'POST', address: `${sent.address}/gui`, headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' }, body: 'name=x' });
    expect(forged.status).toBe(403);
    expect((await vendor.post(`${sent.address}/gui`, { ...DECLARATION, _csrf: 'x' })).status).toBe(403);
  });
});

describe('sending the answers in', () => {
  test('asks for a name, a word on reuse and the declaration; nothing answered is not sent in', async () => {
    const sent = await send();
    const vendor = await vendorAt(sent.address);
    const empty = await vendor.post(`${sent.address}/gui`, { ...DECLARATION, name: '', reuse: '', declared: '' });
    expect([empty.status, listed(empty)]).toEqual([422, expect.stringMatching(/Nhập họ và tên.*Chọn việc dùng lại/)]);
    const undeclared = await vendor.post(`${sent.address}/gui`, { ...DECLARATION, declared: '' });
    expect(listed(undeclared)).toContain('cam đoan');
    const nothing = await vendor.post(`${sent.address}/gui`, DECLARATION);
    expect([nothing.status, listed(nothing)]).toEqual([422, expect.stringContaining('Chưa có tiêu chí nào được trả lời')]);
  });

  test('closes the questionnaire: what is posted afterwards changes nothing', async () => {
    const sent = await send();
    const vendor = await answerAndSubmit(sent);
    const replayed = await vendor.post(`${sent.address}/nhom/DL`, { _version: '1', 'claim-DL-01': '0' });
    const twice = await vendor.post(`${sent.address}/gui`, { ...DECLARATION, name: 'Người Khác Minh Họa' });
    const files = await vendor.postFiles(`${sent.address}/nhom/DL`, { _version: '1' }, { 'files-DL-01': { content: pdfFile(), name: 'muon.pdf' } });
    expect([replayed.status, twice.status, files.status]).toEqual([409, 409, 409]);
    expect((await vendor.get(`${sent.address}/nhom/DL`)).location).toBe(sent.address);
    expect(mainText(await vendor.get(sent.address))).toMatch(/Lê Thị Minh Họa \(Giám đốc kỹ thuật\) đã gửi trả lời lúc 12:00 ngày 20\/11\/2026.*Có chính sách dữ liệu/);
    const rounds = await app.database.asOwner<{ claim: string; declarant_name: string; submitted_from: string }>(
      'SELECT a.claim, r.declarant_name, r.submitted_from FROM questionnaire_round r JOIN questionnaire_answer a ON a.round_id = r.id WHERE r.questionnaire_id = $1', [sent.id],
    );
    expect(rounds).toEqual([{ claim: '3', declarant_name: 'Lê Thị Minh Họa', submitted_from: expect.stringContaining('127.0.0.1') }]);
  });

  test('of ten at once one is sent in', async () => {
    const sent = await send();
    const vendor = await vendorAt(sent.address);
    await save(vendor, sent.address, 'DL', { 'claim-DL-01': '3' });
    const replies = await Promise.all(Array.from({ length: 10 }, () => vendor.post(`${sent.address}/gui`, DECLARATION)));
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await app.database.asOwner(`SELECT 1 FROM audit_event_subject s JOIN audit_event e ON e.id = s.event_id WHERE s.subject_id = $1 AND e.type = 'questionnaire.submitted'`, [sent.id])).toHaveLength(1);
  });

  test('reaches the officer as a task, with answers and files to read; receiving it ends the task', async () => {
    const sent = await send();
    await answerAndSubmit(sent, { 'validUntil-DL-01': '31/12/2027' }, { 'files-DL-01': { content: pdfFile(), name: 'chung-nhan.pdf' } });
    expect(mainText(await officer.get('/viec-can-lam'))).toContain('Tiếp nhận trả lời của bên cung cấp');
    const page = await officer.get(`/phieu-hoi/${sent.id}`);
    expect(mainText(page)).toMatch(/Đã gửi trả lời.*Tự nhận mức 3.*Có chính sách dữ liệu.*chung-nhan\.pdf.*hiệu lực đến 31\/12\/2027/);
    const href = load(page.text)('a[href^="/tep/"]').attr('href') ?? '';
    expect((await officer.get(href)).status).toBe(200);
    expect((await auditor.get(href)).status).toBe(200);
    expect((await stranger.get(href)).status).toBe(404);
    expect((await Caller.visitor(app).get(href)).status).toBe(303);
    const stale = await officer.post(`/phieu-hoi/${sent.id}/tiep-nhan`, { _version: '1' });
    const received = await officer.post(`/phieu-hoi/${sent.id}/tiep-nhan`, { _version: version(page) });
    expect([stale.status, received.status]).toEqual([409, 303]);
    const [open] = await app.database.asOwner<{ n: number }>(`SELECT count(*)::int AS n FROM questionnaire_task WHERE subject_id = $1`, [sent.id]);
    expect(open?.n).toBe(0);
    expect((await officer.get(`/hop-dong/${sent.contractId}`)).text).toContain('ghi nhận bên cung cấp gửi trả lời qua đường liên kết');
  });
});

describe('asking again', () => {
  test('opens a round beside the old one, by a new link, from the answers as they stood', async () => {
    const sent = await send();
    await answerAndSubmit(sent, {}, { 'files-DL-01': { content: pdfFile(), name: 'ban-dau.pdf' } });
    const reply = await officer.post(`/phieu-hoi/${sent.id}/mo-lai`, { ...RECIPIENT, reason: 'Bổ sung DL-02' });
    const again = shownLink(reply);
    expect((await Caller.visitor(app).get(sent.address)).status).toBe(404);
    const vendor = await vendorAt(again.address);
    expect(mainText(await vendor.get(again.address))).toMatch(/Bổ sung DL-02/);
    expect(mainText(await vendor.get(`${again.address}/nhom/DL`))).toContain('ban-dau.pdf');
    await save(vendor, again.address, 'DL', { 'text-DL-01': 'Đã sửa' });
    expect((await vendor.post(`${again.address}/gui`, { ...DECLARATION, reuse: 'no' })).status).toBe(303);
    expect(mainText(await officer.get(`/phieu-hoi/${sent.id}`))).toMatch(/Lần trả lời thứ 2.*Bổ sung DL-02.*Đã sửa/);
    expect(mainText(await officer.get(`/phieu-hoi/${sent.id}?vong=1`))).toMatch(/Lần trả lời thứ 1.*Có chính sách dữ liệu/);
  });

  test('before the answer came, and revoking what is gone, is refused', async () => {
    const sent = await send();
    const early = await officer.post(`/phieu-hoi/${sent.id}/mo-lai`, { ...RECIPIENT, reason: 'x' });
    expect([early.status, mainText(early)]).toEqual([409, expect.stringContaining('Bên cung cấp chưa gửi trả lời')]);
    await officer.post(`/phieu-hoi/${sent.id}/thu-hoi`, { ground: 'Nhầm' });
    expect((await officer.post(`/phieu-hoi/${sent.id}/thu-hoi`, { ground: 'Nhầm' })).status).toBe(409);
  });

  test('a revoked link takes nothing any more, even of a page that stands open; a new one goes on from there', async () => {
    const sent = await send();
    const vendor = await vendorAt(sent.address);
    await save(vendor, sent.address, 'DL', { 'claim-DL-01': '2' });
    await officer.post(`/phieu-hoi/${sent.id}/thu-hoi`, { ground: 'Người nhận đã nghỉ việc' });
    const posted = await vendor.post(`${sent.address}/nhom/DL`, { _version: '1', 'claim-DL-01': '4' });
    const files = await vendor.postFiles(`${sent.address}/nhom/DL`, { _version: '1' }, { 'files-DL-01': { content: pdfFile(), name: 'muon.pdf' } });
    const submitted = await vendor.post(`${sent.address}/gui`, DECLARATION);
    expect([posted.status, files.status, submitted.status]).toEqual([404, 404, 404]);
    const renewed = shownLink(await officer.post(`/phieu-hoi/${sent.id}/gui-lai`, RECIPIENT));
    expect(load((await Caller.visitor(app).get(`${renewed.address}/nhom/DL`)).text)('[name="claim-DL-01"][checked]').val()).toBe('2');
  });
});

describe('the dossier', () => {
  /** A contract of the ward with the same vendor. */
  const wardContract = (vendorId: string) => buildContractWith(app.database, { agency: world.ward, by: world.atWard.procurement_officer, vendorId });

  test('lets another agency take answers and evidence over, and nothing of the agency that asked', async () => {
    const sent = await send();
    await answerAndSubmit(sent, { 'validUntil-DL-01': '31/12/2025' }, { 'files-DL-01': { content: pdfFile(), name: 'chung-nhan.pdf' } });
    const { contract } = await wardContract(sent.vendorId);
    const address = `/hop-dong/${contract.id}/phieu-hoi/ho-so`;
    expect(mainText(await stranger.get(`/hop-dong/${contract.id}/phieu-hoi/moi`))).toContain('Bên cung cấp có hồ sơ trả lời gửi ngày 20/11/2026');
    const offered = await stranger.get(address);
    expect(mainText(offered)).toMatch(/1 tệp, 1 tệp đã hết hiệu lực.*Có chính sách dữ liệu.*chung-nhan\.pdf.*Hết hiệu lực/);
    const taken = await stranger.post(address, formOn(offered.text, address).fields);
    expect([taken.status, taken.location]).toEqual([303, expect.stringMatching(/^\/phieu-hoi\//)]);
    const page = await stranger.get(taken.location);
    expect(mainText(page)).toMatch(/Tiếp nhận từ hồ sơ.*Bên cung cấp gửi lúc 12:00 ngày 20\/11\/2026.*Có chính sách dữ liệu.*Hết hiệu lực/);
    for (const text of [offered.text, page.text]) {
      expect(text).not.toContain('Sở Thử Nghiệm');
      expect(text).not.toContain(sent.contractId);
      expect(text).not.toContain('Lê Thị Minh Họa');
      expect(text).not.toContain(world.at.procurement_officer.fullName);
    }
    const href = load(page.text)('a[href^="/tep/"]').attr('href') ?? '';
    expect([(await stranger.get(href)).status, (await officer.get(href)).status]).toEqual([200, 404]);
    // What was taken over is not reopened, renewed or revoked: nobody was asked.
    expect((await stranger.post(`${taken.location}/gui-lai`, RECIPIENT)).status).toBe(409);
  });

  test('stays shut without the vendor\'s consent', async () => {
    const sent = await send();
    const vendor = await vendorAt(sent.address);
    await save(vendor, sent.address, 'DL', { 'claim-DL-01': '3' });
    await vendor.post(`${sent.address}/gui`, { ...DECLARATION, reuse: 'no' });
    const { contract } = await wardContract(sent.vendorId);
    expect(mainText(await stranger.get(`/hop-dong/${contract.id}/phieu-hoi/ho-so`))).toContain('chưa có hồ sơ trả lời nào đồng ý');
    const [round] = await app.database.asOwner<{ id: string }>('SELECT id FROM questionnaire_round WHERE questionnaire_id = $1', [sent.id]);
    expect((await stranger.post(`/hop-dong/${contract.id}/phieu-hoi/ho-so`, { round: round?.id ?? '' })).status).toBe(422);
  });

  test('is taken over as it was seen: newer answers are shown first', async () => {
    const sent = await send();
    await answerAndSubmit(sent);
    const { contract } = await wardContract(sent.vendorId);
    const address = `/hop-dong/${contract.id}/phieu-hoi/ho-so`;
    const seen = formOn((await stranger.get(address)).text, address).fields;
    const again = shownLink(await officer.post(`/phieu-hoi/${sent.id}/mo-lai`, { ...RECIPIENT, reason: 'Bổ sung' }));
    await app.setNow('2026-11-20T12:05:00+07:00');
    await answerAndSubmit(again, { 'text-DL-01': 'Nội dung mới' });
    const late = await stranger.post(address, seen);
    expect([late.status, listed(late)]).toEqual([422, expect.stringContaining('vừa gửi trả lời mới')]);
    await app.setNow('2026-11-20T12:00:00+07:00');
  });
});

describe('the register', () => {
  test('shows where each stands and is filtered by it and by words', async () => {
    const sent = await send();
    await officer.post(`/phieu-hoi/${sent.id}/thu-hoi`, { ground: 'Nhầm' });
    const all = load((await officer.get('/phieu-hoi')).text);
    expect(all('tbody tr').first().text()).toContain('Đã thu hồi');
    const filtered = load((await officer.get('/phieu-hoi?tinh-trang=submitted&q=dich+vu')).text);
    expect(filtered('tbody tr').length).toBeGreaterThan(0);
    expect(filtered('tbody tr').filter((_, row) => !filtered(row).text().includes('Đã gửi trả lời')).length).toBe(0);
    expect(load((await stranger.get('/phieu-hoi')).text)('tbody').text()).not.toContain('Đã thu hồi');
  });

  test('a link that ends in three days, or has ended, is a task', async () => {
    const sent = await send();
    const kinds = async (): Promise<string[]> => (await app.database.asOwner<{ kind: string }>('SELECT kind FROM questionnaire_task WHERE subject_id = $1', [sent.id])).map(({ kind }) => kind);
    expect(await kinds()).toEqual([]);
    await app.setNow('2026-12-02T12:00:00+07:00');
    expect(await kinds()).toEqual(['questionnaire.link-expiring']);
    await app.setNow('2026-12-05T12:00:00+07:00');
    expect(await kinds()).toEqual(['questionnaire.link-expired']);
    await app.setNow('2026-11-20T12:00:00+07:00');
  });
});

describe('guessing', () => {
  test('nothing but expected errors was logged', () => {
    expect(app.loggedErrors).toHaveLength(1);
  });

  test('many wrong links from one address make it wait, for right ones as well', async () => {
    const sent = await send();
    const visitor = Caller.visitor(app);
    let status = 404;
    for (let tries = 0; status === 404 && tries < 400; tries += 1) status = (await visitor.get(`/tra-loi/${String(tries).padStart(43, 'x')}`)).status;
    expect(status).toBe(429);
    const right = await visitor.get(sent.address);
    expect([right.status, headingOf(right)]).toEqual([429, 'Tạm dừng']);
  });
});
