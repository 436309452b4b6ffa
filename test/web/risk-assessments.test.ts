import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildPlannedContract, type BuiltContract } from '../builders/contracts.js';
import { allGroups, buildReadyAssessment } from '../builders/risk-assessments.js';
import { pdfFile } from '../builders/sample-files.js';
import { buildDataAsset, buildSystem, type BuiltSystem } from '../builders/systems.js';
import { buildVendor, type BuiltVendor } from '../builders/vendors.js';
import { build, buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';

let app: TestApp;
let world: World;
let vendor: BuiltVendor;
let system: BuiltSystem;
let officer: Visitor;
let assessor: Visitor;
let head: Visitor;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
  system = await buildSystem(app.database, { agency: world.department, name: 'Hệ thống hồ sơ' });
  await buildDataAsset(app.database, { system, name: 'Hồ sơ nội bộ' });
  [officer, assessor, head] = [await app.signIn(world.at.procurement_officer), await app.signIn(world.at.it_officer), await app.signIn(world.at.unit_head)];
});
afterAll(async () => {
  const logged = [...app.loggedErrors];
  await app.close();
  expect(logged).toEqual([]);
});

const plan = (): Promise<BuiltContract> =>
  buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems: [system], vendor, scope: 'Vận hành hệ thống hồ sơ', endsOn: '2028-12-31', startsOn: '2027-01-01' });
const ready = async (contract: BuiltContract): Promise<string> => (await buildReadyAssessment(app.database, { contract, opener: world.at.procurement_officer, assessor: world.at.it_officer })).id;
const fieldError = (text: string, field: string): string => load(text)(`#${field}-error`).text();

/** Every field of the first form that sends to `address`, as it stands. */
async function fieldsOf(visitor: Visitor, address: string): Promise<Record<string, string>> {
  const page = load((await visitor.get(address)).text);
  const fields: Record<string, string> = {};
  page(`form[action="${address}"]`).find('input, textarea, select').each((_index, element) => {
    const field = page(element);
    const name = field.attr('name');
    if (name === undefined || (['radio', 'checkbox'].includes(field.attr('type') ?? '') && field.attr('checked') === undefined)) return;
    fields[name] = String(field.val() ?? '').replace(/^\n/, '');
  });
  return fields;
}

describe('an assessment before signing', () => {
  let contract: BuiltContract;
  let address: string;

  test('is opened by the procurement officer for a contract with its vendor', async () => {
    const bare = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer });
    const refused = await officer.post(`/hop-dong/${bare.id}/danh-gia-rui-ro`, { stage: 'signing' });
    expect([refused.status, refused.text.includes('Hợp đồng chưa có bên cung cấp')]).toEqual([422, true]);
    contract = await plan();
    expect((await assessor.post(`/hop-dong/${contract.id}/danh-gia-rui-ro`, { stage: 'signing' })).status).toBe(403);
    const opened = await officer.post(`/hop-dong/${contract.id}/danh-gia-rui-ro`, { stage: 'signing' });
    expect(opened.status).toBe(303);
    address = String(opened.headers['location']);
    const again = await officer.post(`/hop-dong/${contract.id}/danh-gia-rui-ro`, { stage: 'signing' });
    expect([again.status, fieldError(again.text, 'stage')]).toEqual([422, expect.stringContaining('chưa xong')]);
    expect((await officer.get(address)).text).toContain('Ghi phạm vi đánh giá');
  });

  test('begins with its scope', async () => {
    const wrong = await assessor.post(`${address}/pham-vi`, { cloud: 'no' });
    expect([wrong.status, fieldError(wrong.text, 'personalData')]).toEqual([422, expect.stringContaining('Chọn')]);
    const answer = await assessor.post(`${address}/pham-vi`, { ...(await fieldsOf(assessor, `${address}/pham-vi`)), personalData: 'no', cloud: 'no', stateSecret: 'no', exposures: ['standing-privileged-access'] });
    expect([answer.status, answer.headers['location']]).toEqual([303, `${address}/nhom/DL`]);
  });

  test('is scored group by group; evidence carries a score only when accepted', async () => {
    const scores = Object.fromEntries(['DL-01', 'DL-02', 'DL-03', 'DL-04', 'DL-05', 'DL-06'].map((id) => [`score-${id}`, '3']));
    const page = await fieldsOf(assessor, `${address}/nhom/DL`);
    const noReason = await assessor.post(`${address}/nhom/DL`, { ...page, ...scores, 'score-DL-06': 'na', 'note-DL-01': 'Giữ nguyên phần đã nhập' });
    expect([noReason.status, fieldError(noReason.text, 'reason-DL-06')]).toEqual([422, expect.stringContaining('Nêu lý do không áp dụng DL-06.')]);
    expect(noReason.text).toContain('Giữ nguyên phần đã nhập');
    const knockOut = await assessor.post(`${address}/nhom/DL`, { ...page, ...scores, 'score-DL-01': 'na', 'reason-DL-01': 'Không có' });
    expect([knockOut.status, fieldError(knockOut.text, 'score-DL-01')]).toEqual([422, expect.stringContaining('không dùng “Không áp dụng”')]);
    const saved = await assessor.post(`${address}/nhom/DL`, { ...page, ...scores, impact: '3', impactReason: 'Gián đoạn dịch vụ công', next: '1' });
    expect([saved.status, saved.headers['location']]).toEqual([303, `${address}/nhom/TC`]);
    const shown = (await assessor.get(`${address}/nhom/DL`)).text;
    expect(shown).toContain('Đã trả lời 6 / 43 tiêu chí');
    expect(shown).toContain('Chưa có minh chứng được chấp nhận, tính tối đa 2');

    const offer = `${address}/tieu-chi/DL-01/minh-chung`;
    expect((await officer.postFiles(offer, { title: 'Cam kết', effectiveOn: '01/06/2026' }, {})).status).toBe(422);
    expect((await officer.postFiles(offer, { title: 'Cam kết', effectiveOn: '01/06/2027' }, { file: { content: pdfFile(), name: 'ck.pdf' } })).status).toBe(422);
    expect((await officer.postFiles(offer, { title: 'Cam kết', effectiveOn: '01/06/2026' }, { file: { content: pdfFile(), name: 'ck.pdf' } })).status).toBe(303);
    const judge = String(load((await assessor.get(`${address}/nhom/DL`)).text)('a[href*="/minh-chung/"]').attr('href'));
    expect((await assessor.post(judge, { verdict: 'refused' })).status).toBe(422);
    expect((await assessor.post(judge, { ...(await fieldsOf(assessor, judge)), verdict: 'accepted' })).status).toBe(303);
    const after = load((await assessor.get(`${address}/cach-tinh`)).text);
    expect(after('#nhom-DL tbody tr').first().text()).toContain('Đạt');
    expect(after('#nhom-DL ol').text()).toContain('35 / 64');
  });

  test('two people on one criterion are shown both answers, and nothing is lost', async () => {
    const mine = await fieldsOf(assessor, `${address}/nhom/NS`);
    await assessor.post(`${address}/nhom/NS`, { ...mine, 'score-NS-01': '1' });
    const late = await assessor.post(`${address}/nhom/NS`, { ...mine, 'score-NS-01': '4', 'note-NS-02': 'Ghi chú của tôi' });
    expect(late.status).toBe(409);
    const page = load(late.text);
    expect(page('.conflict tbody tr').first().text().replaceAll(/\s+/g, ' ')).toContain('Điểm NS-01');
    expect(late.text).toContain('Ghi chú của tôi');
    const seen = String(page('input[name="seen-NS-01"]').val());
    expect((await assessor.post(`${address}/nhom/NS`, { ...mine, 'score-NS-01': '4', 'seen-NS-01': seen })).status).toBe(303);
  });

  test('is not submitted before it is whole', async () => {
    const page = (await assessor.get(`${address}/trinh`)).text;
    expect(page).toContain('Mọi tiêu chí áp dụng đã được trả lời');
    const refused = await assessor.post(`${address}/trinh`, { _version: '2' });
    expect([refused.status, refused.text.includes('Chưa thể trình phê duyệt')]).toEqual([422, true]);
  });
});

describe('an assessment that is whole', () => {
  test('is submitted, returned, submitted again, approved by somebody else, and its records are composed', async () => {
    const contract = await plan();
    const id = await ready(contract);
    const address = `/danh-gia-rui-ro/${id}`;
    const submit = async () => assessor.post(`${address}/trinh`, await fieldsOf(assessor, `${address}/trinh`));
    expect((await submit()).status).toBe(303);
    expect((await assessor.post(`${address}/nhom/DL`, { 'score-DL-01': '0' }, '/')).status).toBe(422);
    expect((await officer.post(`${address}/phe-duyet/dong-y`, {}, address)).status).toBe(403);
    const noReason = await head.post(`${address}/phe-duyet`, { reason: '' });
    expect(noReason.status).toBe(422);
    expect((await head.post(`${address}/phe-duyet`, { reason: 'Bổ sung minh chứng' })).status).toBe(303);
    expect((await officer.get(address)).text).toContain('Bổ sung minh chứng');
    expect((await submit()).status).toBe(303);

    // What was frozen is what the answers give: each group's weighted sum, counted again by the database from answers and library.
    const sums = await app.database.asOwner<{ frozen: string; recounted: string }>(
      `SELECT (g ->> 'weightedSum') AS frozen,
              (SELECT sum((e.content ->> 'weight')::int * r.score)::text FROM risk_answer r JOIN library_entry e ON e.version_id = a.criteria_edition AND e.entry_id = r.criterion_id
                WHERE r.assessment_id = a.id AND e.content ->> 'group' = g ->> 'id' AND (e.content ->> 'fromLevel')::int <= a.level) AS recounted
         FROM risk_assessment a, jsonb_array_elements(a.result -> 'groups') g WHERE a.id = $1`,
      [id],
    );
    expect(sums).toHaveLength(allGroups.length);
    expect(sums.filter(({ frozen, recounted }) => frozen !== recounted)).toEqual([]);

    const decision = (await head.get(`${address}/phe-duyet`)).text;
    expect(decision).toContain('trình phê duyệt kết quả đánh giá rủi ro');
    expect(decision).toContain('còn lại sau xử lý');
    const approved = await head.post(`${address}/phe-duyet/dong-y`, {}, `${address}/phe-duyet`);
    expect(approved.status).toBe(303);
    const page = (await officer.get(address)).text;
    expect(page).toContain('Đã phê duyệt');
    expect(page).toContain('HS-01');
    const records = await app.database.asOwner<{ kind: string }>(`SELECT kind FROM published_record WHERE subject_id = $1 ORDER BY kind`, [id]);
    expect(records.map(({ kind }) => kind)).toEqual(['HS-01', 'HS-02', 'HS-03']);

    const gates = await app.database.asApplication<{ gate: string; outcome: string }>('SELECT gate, outcome FROM assessment_gates($1, $2)', [contract.id, 'signing']);
    expect(gates.filter(({ outcome }) => outcome === 'unmet').map(({ gate }) => gate)).toEqual(['G-01']);

    // Something happens: the approval says at once that it no longer holds.
    await build(app.database, async (query) => {
      await query(`INSERT INTO vendor_subcontractor (vendor_id, company_name, service) VALUES ($1, 'Công ty Phụ Mới', 'Vận hành')`, [vendor.id]);
    });
    const lapsed = (await officer.get(address)).text;
    expect(lapsed).toContain('Phải đánh giá lại');
    expect(lapsed).toContain('Công ty Phụ Mới');
    const renewed = await officer.post(`/hop-dong/${contract.id}/danh-gia-rui-ro`, { stage: 'signing' });
    const next = String(renewed.headers['location']);
    expect((await assessor.get(next)).text).toContain('Đã trả lời 43 / 43 tiêu chí');
    expect((await assessor.get(`${next}/so-sanh`)).text).toContain('Không tiêu chí nào có điểm tính thay đổi');
  });

  test('is not approved by who assessed it, whatever roles they hold', async () => {
    const contract = await plan();
    const id = (await buildReadyAssessment(app.database, { contract, opener: world.at.procurement_officer, assessor: world.at.unit_head })).id;
    const address = `/danh-gia-rui-ro/${id}`;
    await assessor.post(`${address}/trinh`, await fieldsOf(assessor, `${address}/trinh`));
    expect((await head.get(`${address}/phe-duyet`)).text).toContain('không tự phê duyệt');
    const refused = await head.post(`${address}/phe-duyet/dong-y`, {}, address);
    expect([refused.status, refused.text.includes('không tự phê duyệt')]).toEqual([409, true]);
  });

  test('with a failed knock-out B it is waived for a time, by the head alone, and the waiver ends by itself', async () => {
    const contract = await plan();
    const id = await ready(contract);
    const address = `/danh-gia-rui-ro/${id}`;
    await assessor.post(`${address}/nhom/DL`, { ...(await fieldsOf(assessor, `${address}/nhom/DL`)), 'score-DL-04': '2' });
    await assessor.post(`${address}/trinh`, await fieldsOf(assessor, `${address}/trinh`));
    const ask = { target: 'knock-out DL-04', ground: 'Chờ chuyển dữ liệu', compensating: 'Mã hóa bằng khóa của cơ quan', endsOn: '15/02/2027' };
    const long = await officer.post(`${address}/mien-tru/moi`, { ...ask, endsOn: '20/02/2027' });
    expect([long.status, long.text.includes('không quá 90 ngày')]).toEqual([422, true]);
    const hard = await officer.post(`${address}/mien-tru/moi`, { ...ask, target: 'knock-out DL-01' });
    expect(hard.status).toBe(422);
    expect((await officer.post(`${address}/mien-tru/moi`, ask)).status).toBe(303);
    const request = load((await head.get(`${address}/phe-duyet`)).text);
    expect(request('.request__sentence').text()).toContain('DL-04 đến 15/02/2027');
    await head.post(String(request('form[action*="dong-y"]').attr('action')), {}, `${address}/phe-duyet`);
    const gate = async (): Promise<string> =>
      (await app.database.asApplication<{ reason: string }>(`SELECT reason FROM assessment_gates($1, 'signing') WHERE gate = 'G-06'`, [contract.id]))[0]?.reason ?? '';
    expect(await gate()).toBe('failed-b-waived');
    await app.setNow('2027-02-16T09:00:00+07:00');
    expect(await gate()).toBe('failed-b');
    await app.setNow('2026-11-20T12:00:00+07:00');
  });
});

test('is unknown to other agencies, and read by those who supervise', async () => {
  const id = await ready(await plan());
  const stranger = await app.signIn(world.atWard.it_officer);
  expect((await stranger.get(`/danh-gia-rui-ro/${id}`)).status).toBe(404);
  expect((await stranger.get(`/danh-gia-rui-ro/${id}/nhom/DL`)).status).toBe(404);
  const city = await app.signIn(world.at.city_oversight);
  expect((await city.get(`/danh-gia-rui-ro/${id}`)).status).toBe(200);
  expect((await city.get(`/danh-gia-rui-ro/${id}/pham-vi`)).status).toBe(403);
  for (const group of allGroups) expect((await assessor.get(`/danh-gia-rui-ro/${id}/nhom/${group}`)).status).toBe(200);
  expect((await assessor.get(`/danh-gia-rui-ro/${id}/nhom/XX`)).status).toBe(404);
});

test('what nobody knows is recorded as an event, and the approval lapses', async () => {
  const contract = await plan();
  const id = await ready(contract);
  const address = `/danh-gia-rui-ro/${id}`;
  await assessor.post(`${address}/trinh`, await fieldsOf(assessor, `${address}/trinh`));
  await head.post(`${address}/phe-duyet/dong-y`, {}, `${address}/phe-duyet`);
  expect((await officer.post(`${address}/su-kien/moi`, { triggerId: 'trigger-serious-incident', occurredOn: '21/11/2026', note: 'x' })).status).toBe(422);
  expect((await officer.post(`${address}/su-kien/moi`, { triggerId: 'trigger-serious-incident', occurredOn: '20/11/2026', note: 'Lộ dữ liệu' })).status).toBe(303);
  // The event is recorded later than the submission, whose instant stands still in this test.
  await build(app.database, async (query) => {
    await query(`ALTER TABLE risk_trigger DISABLE TRIGGER USER`);
    await query(`UPDATE risk_trigger SET recorded_at = recorded_at + interval '1 second'`);
    await query(`ALTER TABLE risk_trigger ENABLE TRIGGER USER`);
  });
  expect((await head.get(address)).text).toContain('Sự cố nghiêm trọng');
});
