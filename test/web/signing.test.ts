import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildPlannedContract, buildTransitionalContract } from '../builders/contracts.js';
import { buildApprovedAssessment } from '../builders/risk-assessments.js';
import { pdfFile } from '../builders/sample-files.js';
import { buildReadyContract, buildReview, buildSignedContract, buildTrialContract } from '../builders/signing.js';
import { approveLevel, buildDataAsset, buildSystem } from '../builders/systems.js';
import { buildVendor, type BuiltVendor } from '../builders/vendors.js';
import { build, buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';

let app: TestApp;
let world: World;
let vendor: BuiltVendor;
let officer: Visitor;
let head: Visitor;
let it: Visitor;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
  [officer, head, it] = await Promise.all([app.signIn(world.at.procurement_officer), app.signIn(world.at.unit_head), app.signIn(world.at.it_officer)]);
}, 60_000);
afterAll(async () => {
  expect(app.loggedErrors).toEqual([]);
  await app.close();
});

const scan = (name = 'ban-ky.pdf'): { content: Buffer; name: string } => ({ content: pdfFile(name), name });
const textOf = (html: string, selector: string): string => load(html)(selector).text().replaceAll(/\s+/g, ' ').trim();
const phaseOf = async (id: string): Promise<string | undefined> => (await app.database.asOwner<{ phase: string }>('SELECT phase FROM contract WHERE id = $1', [id]))[0]?.phase;
const lastEvent = async (id: string): Promise<string | undefined> =>
  (await app.database.asOwner<{ type: string }>(`SELECT e.type FROM audit_event e JOIN audit_event_subject s ON s.event_id = e.id WHERE s.subject_id = $1 AND e.type NOT LIKE 'record.%' ORDER BY e.id DESC LIMIT 1`, [id]))[0]?.type;

describe('the clauses of a contract', () => {
  test('are located group by group, saved as one goes, handed to the head complete, and confirmed by the head', async () => {
    const contract = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor });
    const page = `/hop-dong/${contract.id}/dieu-khoan`;
    expect((await officer.post(`${page}/bat-dau`, {}, page)).status).toBe(303);
    const early = await officer.post(`${page}/trinh`, {}, page);
    expect(early.status).toBe(409);
    expect(early.text).toContain('CT-01');

    const saved = await officer.post(`${page}/nhom/pham-vi`, { ...(await hidden(officer, `${page}/nhom/pham-vi`)), 'CT-01-article': 'Điều 2', 'CT-01-paragraph': '1', 'CT-01-page': '3', 'CT-02-standing': 'missing', 'CT-02-reason': 'Bên cung cấp chưa đồng ý', next: 'next' });
    expect([saved.status, saved.headers['location']]).toEqual([303, `${page}/nhom/du-lieu`]);
    const shown = (await officer.get(page)).text;
    expect(shown).toContain('Điều 2, khoản 1, trang 3');
    expect(shown).toContain('Bên cung cấp chưa đồng ý');

    const wrong = await officer.post(`${page}/nhom/pham-vi`, { ...(await hidden(officer, `${page}/nhom/pham-vi`)), 'CT-03-standing': 'located', 'CT-10-standing': 'missing' });
    expect(wrong.status).toBe(422);
    expect(load(wrong.text)('.error-summary a').map((_, link) => load(wrong.text)(link).attr('href')).get()).toEqual(['#CT-03-article', '#CT-10-reason']);

    expect((await officer.post(`${page}/phu-luc-chuan`, {}, page)).status).toBe(303);
    const carry = load((await officer.get(page)).text)('form[action*="phu-luc-chuan/"]').attr('action') ?? '';
    expect((await officer.post(carry, {}, page)).status).toBe(303);
    expect((await officer.post(`${page}/trinh`, {}, page)).text).toContain('phạm vi mã nguồn');
    await officer.post(`${page}/nhom/ma-nguon`, { ...(await hidden(officer, `${page}/nhom/ma-nguon`)), 'CT-33-standing': 'located', 'CT-33-article': 'Điều 9', sourceScope: 'escrow', sourceStatement: 'Ký gửi tại bên thứ ba' });
    expect((await officer.post(`${page}/trinh`, {}, page)).status).toBe(303);
    expect((await officer.get(`${page}/nhom/pham-vi`)).status).toBe(409);

    const asked = load((await head.get(page)).text);
    expect(asked('.request__sentence').text()).toContain('điều khoản bắt buộc');
    expect((await head.post(page, { reason: '' })).status).toBe(422);
    expect((await head.post(page, { reason: 'Bổ sung thời hạn bồi thường' })).status).toBe(303);
    expect((await officer.get(page)).text).toContain('Bổ sung thời hạn bồi thường');
    await officer.post(`${page}/trinh`, {}, page);
    expect((await head.post(`${page}/xac-nhan`, {}, page)).status).toBe(303);
    expect(await lastEvent(contract.id)).toBe('signing.review-confirmed');
    const records = await app.database.asOwner<{ kind: string }>(`SELECT kind FROM record WHERE subject_id = $1 ORDER BY kind`, [contract.id]);
    expect(records.map(({ kind }) => kind)).toEqual(['HS-04', 'HS-05']);
  });

  test('two officers at once: the second sees what the first saved', async () => {
    const contract = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor });
    await buildReview(app.database, { contract, agency: world.department, by: world.at.procurement_officer, state: 'draft', without: ['CT-27'] });
    const page = `/hop-dong/${contract.id}/dieu-khoan/nhom/bien-phap`;
    const before = await hidden(officer, page);
    await officer.post(page, { ...before, 'CT-27-article': 'Điều 7' });
    const second = await officer.post(page, { ...before, 'CT-27-article': 'Điều 8' });
    expect(second.status).toBe(409);
    expect(textOf(second.text, '.conflict')).toContain('Điều 7');
    expect(textOf(second.text, '.conflict')).toContain('Điều 8');
  });

  test('confirmed on paper by another than who submitted; returned with a reason', async () => {
    const contract = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor });
    await buildReview(app.database, { contract, agency: world.department, by: world.at.procurement_officer, state: 'submitted' });
    const paper = `/hop-dong/${contract.id}/dieu-khoan/quyet-dinh-giay`;
    const fields = { outcome: 'approved', number: '12/TB', date: '19/11/2026', signer: world.at.unit_head.id };
    const own = await officer.postFiles(paper, fields, { scan: scan() });
    expect(own.status).toBe(422);
    expect(textOf(own.text, '.error-summary')).toContain('người khác ghi nhận');
    const clerk = await app.signIn(world.at.records_clerk);
    expect((await clerk.postFiles(paper, fields, {})).status).toBe(422);
    expect((await clerk.postFiles(paper, fields, { scan: scan() })).status).toBe(303);
    expect((await officer.get(`/hop-dong/${contract.id}/dieu-khoan`)).text).toContain('văn bản số 12/TB');
  });

  test('a transitional contract is reviewed by its clauses and its assessment, and its task is closed', async () => {
    const contract = await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor });
    const due = async (): Promise<number> => (await app.database.asOwner(`SELECT 1 FROM contract_task WHERE kind = 'contract.review-due' AND subject_id = $1`, [contract.id])).length;
    expect(await due()).toBe(1);
    await buildReview(app.database, { contract, agency: world.department, by: world.at.procurement_officer, head: world.at.unit_head });
    expect(await due()).toBe(1);
    await buildApprovedAssessment(app.database, { contract, agency: world.department, opener: world.at.procurement_officer, assessor: world.at.it_officer, head: world.at.unit_head, stage: 'operation' });
    expect(await due()).toBe(0);
    expect(textOf((await officer.get(`/hop-dong/${contract.id}`)).text, '.rail')).not.toContain('Chờ rà soát');
  });
});

describe('the standard annex', () => {
  test('is a Word file with the contract’s own facts, kept with its hash, and offered for download', async () => {
    const system = await buildSystem(app.database, { agency: world.department, name: 'Hệ thống hồ sơ công dân', proposedLevel: 3 });
    await buildDataAsset(app.database, { system, name: 'Hồ sơ công dân', personalData: 'basic', subjects: 1000 });
    const contract = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor, systems: [system], scope: 'Vận hành hệ thống hồ sơ' });
    const page = `/hop-dong/${contract.id}/dieu-khoan`;
    await officer.post(`${page}/phu-luc-chuan`, {}, page);
    const link = load((await officer.get(page)).text)('.annex a').attr('href') ?? '';
    const file = await officer.agent.get(link).buffer(true).parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    });
    expect(file.status).toBe(200);
    expect(file.headers['content-type']).toContain('wordprocessingml');
  });
});

describe('signing', () => {
  test('shows all that stands in the way with its ground, and the act closed with the reason and whose turn it is', async () => {
    const contract = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, hireOutcome: 'needs-legal-answer' });
    const page = load((await officer.get(`/hop-dong/${contract.id}/ky-ket`)).text);
    const rows = page('.gate__row').map((_, row) => page(row).text().replaceAll(/\s+/g, ' ').trim()).get();
    expect(rows.filter((row) => row.startsWith('Chưa đạt')).length).toBeGreaterThanOrEqual(8);
    expect(rows.find((row) => row.includes('Rất cao'))).toContain('(quy định nội bộ)');
    expect(rows.find((row) => row.includes('báo cáo đánh giá rủi ro đã được phê duyệt'))).toContain('khoản 1 Điều 6 dự thảo Quy chế');
    expect(rows.find((row) => row.includes('không được thuê'))).toContain('khoản 4 Điều 36 Nghị định 224/2026/NĐ-CP');
    expect(page('.gate__settle a').length).toBeGreaterThanOrEqual(8);
    expect(page('form[action$="/ky-ket"]').length).toBe(0);
    expect(page('.closed-act__reason').text()).toMatch(/Chưa thể ký: .*Đến lượt: Cán bộ đầu mối hợp đồng/s);
  });

  test('refuses an attempt while the gate is shut, and records it', async () => {
    const contract = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor, value: 10n, startsOn: '2026-12-01', endsOn: '2027-12-01' });
    const address = `/hop-dong/${contract.id}/ky-ket`;
    const answer = await officer.agent.post(address).field('_csrf', String(load((await officer.get(`/hop-dong/${contract.id}/sua`)).text)('input[name="_csrf"]').first().val() ?? ''))
      .field('_version', '1').field('number', 'K-100').field('signedOn', '20/11/2026').field('agencySigner', world.at.unit_head.id).field('vendorSigner', 'Đại Diện').field('vendorPost', 'Giám đốc').attach('signedCopy', pdfFile(), 'x.pdf');
    expect(answer.status).toBe(422);
    expect(textOf(answer.text, '.error-summary')).toContain('Chưa thể ký');
    expect(await lastEvent(contract.id)).toBe('signing.refused');
    expect(await phaseOf(contract.id)).toBe('planned');
    expect((await officer.get(`/hop-dong/${contract.id}`)).text).toContain('bị từ chối');
  });

  test('records number, date, signers and the signed copy once the gate is open, with a date not before the report', async () => {
    const contract = await buildReadyContract(app.database, { agency: world.department, people: world.at, vendor, recordsOn: '2026-11-18' });
    const address = `/hop-dong/${contract.id}/ky-ket`;
    const fields = { _version: '1', number: '77/2026/HĐ-KY', signedOn: '17/11/2026', agencySigner: world.at.unit_head.id, vendorSigner: 'Đại Diện Minh Họa', vendorPost: 'Giám đốc' };
    const early = await officer.postFiles(address, fields, { signedCopy: scan() });
    expect(early.status).toBe(422);
    expect(textOf(early.text, '.error-summary')).toContain('18/11/2026');
    expect(load(early.text)('input[name="vendorSigner"]').val()).toBe('Đại Diện Minh Họa');
    expect((await officer.postFiles(address, { ...fields, signedOn: '19/11/2026' }, {})).status).toBe(422);
    const stranger = await officer.postFiles(address, { ...fields, signedOn: '19/11/2026', agencySigner: world.at.it_officer.id }, { signedCopy: scan() });
    expect(textOf(stranger.text, '.error-summary')).toContain('thẩm quyền');
    const done = await officer.postFiles(address, { ...fields, signedOn: '19/11/2026' }, { signedCopy: scan() });
    expect([done.status, done.headers['location']]).toEqual([303, `/hop-dong/${contract.id}/van-hanh`]);
    expect(await phaseOf(contract.id)).toBe('signed');
    const shown = (await officer.get(address)).text;
    expect(shown).toContain('Đại Diện Minh Họa');
    expect(shown).toMatch(/SHA-256 [0-9a-f]{64}/);
    const [event] = await app.database.asOwner<{ facts: string }>(`SELECT convert_from(canonical, 'UTF8') AS facts FROM audit_event WHERE type = 'contract.signed' ORDER BY id DESC LIMIT 1`);
    expect(event?.facts).not.toContain('Đại Diện Minh Họa');
  });

  test('is open to nobody else: other roles are told who may, other agencies learn nothing', async () => {
    const contract = await buildReadyContract(app.database, { agency: world.department, people: world.at, vendor });
    const shown = await head.get(`/hop-dong/${contract.id}/ky-ket`);
    expect(textOf(shown.text, '.notice')).toContain('Chờ cán bộ đầu mối hợp đồng');
    const posted = await head.post(`/hop-dong/${contract.id}/ky-ket`, { number: 'x' }, `/hop-dong/${contract.id}/dieu-khoan`);
    expect(posted.status).toBe(403);
    const other = await app.signIn(world.atWard.procurement_officer);
    for (const part of ['dieu-khoan', 'ky-ket', 'van-hanh']) expect((await other.get(`/hop-dong/${contract.id}/${part}`)).status).toBe(404);
  });
});

describe('going live', () => {
  test('from signing over trial, its results and the plan to the decision of the head', async () => {
    const contract = await buildSignedContract(app.database, { agency: world.department, people: world.at, vendor, signedOn: '2026-11-20' });
    const page = `/hop-dong/${contract.id}/van-hanh`;
    expect(textOf((await officer.get(page)).text, '.closed-act__reason')).toContain('Chưa vận hành thử');
    expect((await it.get(`${page}/ket-qua`)).status).toBe(409);
    expect((await officer.post(`${page}/bat-dau`, { day: '21/11/2026' })).status).toBe(422);
    expect((await officer.post(`${page}/bat-dau`, { day: '20/11/2026' })).status).toBe(303);

    const refused = await head.post(`${page}/dua-vao-van-hanh`, {}, `/hop-dong/${contract.id}/dieu-khoan`);
    expect([refused.status, await lastEvent(contract.id)]).toEqual([409, 'signing.go-live-refused']);
    expect(refused.text).toContain('vận hành thử');

    const paper = { documentNumber: '3/BB-VHT', documentOn: '20/11/2026', summary: 'Đủ chức năng' };
    expect((await it.postFiles(`${page}/ket-qua`, { ...paper, outcome: 'passed' }, {})).status).toBe(422);
    expect((await it.postFiles(`${page}/ket-qua`, { ...paper, outcome: 'failed' }, { file: scan('lan-1.pdf') })).status).toBe(303);
    expect(textOf((await it.get(page)).text, '.gate')).toContain('chưa đạt');
    expect((await it.postFiles(`${page}/ket-qua`, { ...paper, outcome: 'passed' }, { file: scan('lan-2.pdf') })).status).toBe(303);
    expect((await it.postFiles(`${page}/phuong-an`, { documentNumber: '4/BC', documentOn: '20/11/2026', summary: 'Đã triển khai đủ' }, { file: scan('phuong-an.pdf') })).status).toBe(303);
    await approveLevel(app.database, { system: contract.system, level: 2, by: world.at.it_officer });
    await buildApprovedAssessment(app.database, { contract, agency: world.department, opener: world.at.procurement_officer, assessor: world.at.it_officer, head: world.at.unit_head, stage: 'operation' });

    expect(textOf((await officer.get(page)).text, '.closed-act__reason')).toContain('Đến lượt: Thủ trưởng đơn vị');
    expect((await head.post(`${page}/dua-vao-van-hanh`, {}, page)).status).toBe(303);
    expect(await phaseOf(contract.id)).toBe('active');
    expect(textOf((await officer.get(`/hop-dong/${contract.id}`)).text, '.rail')).toContain('Vận hành từ 20/11/2026');
  });

  test('by a decision that the head signed on paper, from its day on, recorded by another than who recorded the trial', async () => {
    const contract = await buildTrialContract(app.database, { agency: world.department, people: world.at, vendor, ready: true });
    const page = `/hop-dong/${contract.id}/van-hanh`;
    const address = `${page}/quyet-dinh-giay`;
    expect((await officer.get(page)).text).toContain('Ghi nhận quyết định đã ký trên giấy');
    const fields = { number: '41/QĐ-TN', date: '20/11/2026', signer: world.at.unit_head.id };
    expect(textOf((await officer.postFiles(address, fields, {})).text, '.error-summary')).toContain('Đính kèm bản quét');
    const stranger = await officer.postFiles(address, { ...fields, signer: world.at.it_officer.id }, { scan: scan() });
    expect([stranger.status, textOf(stranger.text, '.error-summary')]).toEqual([422, expect.stringContaining('thẩm quyền')]);
    const early = await officer.postFiles(address, { ...fields, date: '01/01/2026' }, { scan: scan() });
    expect([early.status, textOf(early.text, '.error-summary')]).toEqual([422, expect.stringContaining('không được trước ngày')]);
    expect((await it.get(address)).status).toBe(403);
    expect((await officer.postFiles(address, fields, { scan: scan('quyet-dinh.pdf') })).status).toBe(303);
    expect(await phaseOf(contract.id)).toBe('active');
    const shown = (await officer.get(`/hop-dong/${contract.id}`)).text;
    expect(textOf(shown, '.rail')).toContain('Vận hành từ 20/11/2026');
    expect(textOf(shown, '#tep')).toContain('Quyết định đưa vào vận hành số 41/QĐ-TN');
  });

  test('is not recorded from paper while a condition is open; the attempt is', async () => {
    const contract = await buildTrialContract(app.database, { agency: world.department, people: world.at, vendor });
    const page = `/hop-dong/${contract.id}/van-hanh`;
    expect((await officer.get(page)).text).not.toContain('Ghi nhận quyết định đã ký trên giấy');
    const fields = { number: '42/QĐ-TN', date: '20/11/2026', signer: world.at.unit_head.id };
    const refused = await officer.postFiles(`${page}/quyet-dinh-giay`, fields, { scan: scan() });
    expect([refused.status, await lastEvent(contract.id), await phaseOf(contract.id)]).toEqual([422, 'signing.go-live-refused', 'trial']);
  });

  test('a head who recorded the trial does not decide on it', async () => {
    const people = { ...world.at, it_officer: world.at.unit_head };
    await expect(buildTrialContract(app.database, { agency: world.department, people, vendor, ready: true })).rejects.toThrow();
  });
});

describe('the page of a contract', () => {
  test('says how its first duty stands, what comes next, and on top that an approval has lapsed', async () => {
    const contract = await buildReadyContract(app.database, { agency: world.department, people: world.at, vendor });
    const open = load((await officer.get(`/hop-dong/${contract.id}`)).text);
    expect(open('.rail__duty').first().text()).toContain('Đủ điều kiện ký');
    expect(open('.next-step').text()).toContain('ghi nhận bản đã ký');
    expect(open('#ky-ket').text()).toContain('Đánh giá rủi ro (Ký)');
    await build(app.database, async (query) => {
      await query(`UPDATE contract SET scope = 'Thêm phân hệ mới', version = version + 1 WHERE id = $1`, [contract.id]);
    });
    const lapsed = await officer.get(`/hop-dong/${contract.id}`);
    expect(textOf(lapsed.text, '.notice--stop')).toContain('không còn hiệu lực');
    expect(textOf(lapsed.text, '.rail')).toContain('Chưa thể ký');
  });
});

/** The hidden fields of a form, and what stands in its others. */
async function hidden(visitor: Visitor, address: string): Promise<Record<string, string>> {
  const page = load((await visitor.get(address)).text);
  const fields: Record<string, string> = {};
  page(`form[action="${address}"]`).find('input[name], select[name], textarea[name]').each((_, element) => {
    const field = page(element);
    const name = field.attr('name') ?? '';
    if (name === '_csrf' || field.attr('type') === 'radio') return;
    fields[name] = String(field.val() ?? '');
  });
  return fields;
}
