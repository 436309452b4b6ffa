import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { load } from 'cheerio';
import fc from 'fast-check';
import { findings, findingOf, type ContractSide, type PackageSide } from '../../server/reports/domain/reconciliation.js';
import { buildPlannedContract, type BuiltContract } from '../builders/contracts.js';
import { buildPublishedList, inventedPackageCode } from '../builders/published-lists.js';
import { buildAgency, buildPerson, buildWorld, giveRole, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { Caller, type Reply } from '../web/callers.js';

let app: TestApp;
let world: World;
let officer: Caller;
let city: Caller;
let wardOfficer: Caller;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  [officer, city, wardOfficer] = await Promise.all([Caller.signedIn(app, world.at.procurement_officer), Caller.signedIn(app, world.at.city_oversight), Caller.signedIn(app, world.atWard.procurement_officer)]);
});
afterAll(() => app.close());

const csv = (lines: readonly (readonly string[])[]): Buffer => Buffer.from(lines.map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n'));

function publish(caller: Caller, content: Buffer, name = 'goi-thau.csv', source = 'Mạng đấu thầu'): Promise<Reply> {
  return caller.postFiles('/doi-chieu-goi-thau/moi', { source, fromOn: '01/01/2022', toOn: '31/12/2026' }, { file: { content, name } });
}

/** What a list page says: the numbers by finding, and the rows shown. */
async function pageOf(caller: Caller, address: string) {
  const reply = await caller.get(address);
  const shown = load(reply.text);
  return {
    status: reply.status,
    lead: shown('p.lead').text(),
    counts: Object.fromEntries(shown('.findings__item').toArray().map((item): [string, number] => [shown(item).find('.state').text(), Number(shown(item).find('.findings__count').text())])),
    rows: shown('tbody tr').map((_, row) => shown(row).find('th a').attr('href')).get(),
    text: shown('main').text(),
  };
}

describe('bringing a list in', () => {
  test('reads the real list, dirt and all, keeps who brought it, and shows what no agency was found for to them and the city only', async () => {
    const reply = await publish(officer, await readFile('test/imports/procurement-packages.csv'));
    expect([reply.status, reply.text.includes('error-summary')]).toEqual([303, false]);
    const [own, everything] = [await pageOf(officer, reply.location), await pageOf(city, reply.location)];
    const [kept] = await app.database.asOwner<{ packages: number; unread: unknown[] }>('SELECT packages, unread FROM published_list ORDER BY seq DESC LIMIT 1');
    const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((all, count) => all + count, 0);
    expect(sum(everything.counts)).toBe(kept?.packages);
    // One names a department of the city by its former name: it is the department's that took over, and none of the officer's.
    expect([own.counts, everything.counts['Chưa rõ cơ quan']]).toEqual([{ 'Chưa rõ cơ quan': (kept?.packages ?? 0) - 1 }, (kept?.packages ?? 0) - 1]);
    expect((kept?.packages ?? 0) + (kept?.unread.length ?? 0)).toBe(32);
    expect((await wardOfficer.get(reply.location)).status).toBe(404);
    expect(own.text).toContain('SHA-256');
  });

  test.each([
    ['không phải danh sách', Buffer.from('%PDF-1.7\n'), 'a.csv', 422],
    ['thiếu cột', csv([['Tên', 'Ghi chú'], ['Thuê', 'x']]), 'a.csv', 422],
    ['không có dòng nào', csv([['Mã TBMT', 'Tên gói thầu', 'Bên mời thầu']]), 'a.csv', 422],
  ])('refuses a file that is %s, and keeps what was typed', async (_what, content, name, status) => {
    const reply = await publish(officer, content, name, 'Giữ nguồn này');
    expect([reply.status, load(reply.text)('[name=source]').val()]).toEqual([status, 'Giữ nguồn này']);
    expect(load(reply.text)('.error-summary__list').text()).toMatch(/[À-ỹ]/);
  });

  test('takes the same file once for an agency; days in order; a file at all', async () => {
    const content = csv([['Mã TBMT', 'Tên gói thầu', 'Bên mời thầu'], [inventedPackageCode(), 'Thuê hệ thống', world.department.name]]);
    expect((await publish(officer, content)).status).toBe(303);
    const again = await publish(officer, content);
    expect([again.status, load(again.text)('.error-summary__list').text()]).toEqual([422, expect.stringContaining('đã được tải lên')]);
    const disordered = await officer.postFiles('/doi-chieu-goi-thau/moi', { source: 'x', fromOn: '02/01/2026', toOn: '01/01/2026' }, { file: { content, name: 'a.csv' } });
    expect([disordered.status, disordered.text]).toEqual([422, expect.stringContaining('Ngày cuối phải từ ngày đầu (02/01/2026) trở đi.')]);
    const without = await officer.postFiles('/doi-chieu-goi-thau/moi', { source: 'x', fromOn: '01/01/2026', toOn: '01/01/2026' }, {});
    expect([without.status, without.text]).toEqual([422, expect.stringContaining('Chọn tệp danh sách gói thầu.')]);
  });

  test('the highest revision of a package stands, and agencies see of a list their own packages alone', async () => {
    const [first, second] = [inventedPackageCode(), inventedPackageCode()];
    const root = first.slice(0, -3);
    const content = csv([
      ['Mã TBMT', 'Tên gói thầu', 'Bên mời thầu', 'Giá gói thầu'],
      [`${root}-01`, 'Thuê thư điện tử', world.department.name.toUpperCase(), '1.000.000.000'],
      [`${root}-00`, 'Thuê thư điện tử', world.department.name, '900.000.000'],
      [second, 'Thuê trung tâm dữ liệu', world.ward.name, ''],
    ]);
    const reply = await publish(city, content, 'hai.csv');
    expect(reply.status).toBe(303);
    expect((await app.database.asOwner<{ code: string; value: bigint }>('SELECT code, value FROM published_package WHERE root = $1', [root])).map(({ code, value }) => [code, String(value)])).toEqual([[`${root}-01`, '1000000000']]);
    expect((await pageOf(officer, reply.location)).counts).toEqual({ 'Chưa có hợp đồng': 1 });
    expect((await pageOf(wardOfficer, reply.location)).text).not.toContain(root);
    expect((await pageOf(city, reply.location)).counts).toEqual({ 'Chưa có hợp đồng': 2 });
  });
});

describe('what comes out', () => {
  let list: Awaited<ReturnType<typeof buildPublishedList>>;
  let matched: BuiltContract;
  let outside: BuiltContract;
  let address: string;
  const codes = { matched: inventedPackageCode(), differs: inventedPackageCode(1), missing: inventedPackageCode(), calledOff: inventedPackageCode() };

  beforeAll(async () => {
    const by = world.at.procurement_officer;
    matched = await buildPlannedContract(app.database, { agency: world.department, by, name: 'Thuê hệ thống thư điện tử công vụ', packageCode: codes.matched });
    await buildPlannedContract(app.database, { agency: world.department, by, name: 'Mua sắm khác hẳn', packageCode: codes.differs.replace('-01', '-00'), value: 20n });
    outside = await buildPlannedContract(app.database, { agency: world.department, by, name: 'Thuê phần mềm kế toán dùng chung' });
    await buildPlannedContract(app.database, { agency: world.ward, by: world.atWard.procurement_officer, name: 'Của phường' });
    list = await buildPublishedList(app.database, {
      agency: world.department,
      by,
      packages: [
        { code: codes.matched, name: 'Gói thầu số 1: Thuê hệ thống thư điện tử công vụ', agency: world.department },
        { code: codes.differs, name: 'Thuê trung tâm dữ liệu dự phòng', agency: world.department, value: 10n },
        { code: codes.missing, name: 'Thuê phần mềm kế toán', agency: world.department },
        { code: codes.calledOff, agency: world.department, status: 'cancelled' },
        { agency: world.ward },
        {},
      ],
    });
    address = `/doi-chieu-goi-thau/${list.id}`;
  });

  test('counts every finding, filters by it, and lists contracts that name no package', async () => {
    const page = await pageOf(officer, address);
    expect(page.counts).toEqual({ Khớp: 1, 'Có khác biệt': 1, 'Chưa có hợp đồng': 1, 'Chưa phải có hợp đồng': 1, 'Chưa rõ cơ quan': 1 });
    expect(page.lead).toContain('3 trong 5 gói thầu cần xem xét; 1 hợp đồng không ứng với gói thầu nào');
    expect((await pageOf(officer, `${address}?ket-qua=differs`)).rows).toEqual([`/goi-thau-cong-bo/${list.packages[1]?.id}`]);
    expect((await pageOf(officer, `${address}?q=ke+toan`)).rows).toEqual([`/goi-thau-cong-bo/${list.packages[2]?.id}`]);
    expect((await pageOf(officer, `${address}/hop-dong`)).rows).toEqual([`/hop-dong/${outside.id}`]);
    expect((await pageOf(city, `${address}/hop-dong`)).rows).toHaveLength(2);
    const differing = await pageOf(officer, `/goi-thau-cong-bo/${list.packages[1]?.id}`);
    for (const part of ['Thuê trung tâm dữ liệu dự phòng', 'Mua sắm khác hẳn', '10\u00a0đ', '20\u00a0đ', 'Khác']) expect(differing.text).toContain(part);
  });

  test('is for the ward its own package only, and nothing of the contracts of others', async () => {
    const page = await pageOf(wardOfficer, address);
    expect([page.counts, page.rows]).toEqual([{ 'Chưa có hợp đồng': 1 }, [`/goi-thau-cong-bo/${list.packages[4]?.id}`]]);
    expect((await wardOfficer.get(`/goi-thau-cong-bo/${list.packages[0]?.id}`)).status).toBe(404);
    const auditor = await Caller.signedIn(app, world.at.auditor);
    expect((await pageOf(auditor, address)).counts).not.toHaveProperty('Chưa rõ cơ quan');
    expect((await pageOf(city, address)).counts).toMatchObject({ 'Chưa có hợp đồng': 2, 'Chưa rõ cơ quan': 1 });
  });

  test('is taken out as it is shown', async () => {
    const taken = await officer.post(`${address}/xuat?ket-qua=differs`, { dang: 'csv' });
    const [header = '', ...rows] = taken.text.replace(/^\uFEFF/, '').trim().split('\r\n');
    expect(header).toContain('Mã gói thầu,Tên gói thầu,Bên mời thầu,Ngày đăng');
    expect(rows).toEqual([expect.stringMatching(new RegExp(`^${codes.differs},Thuê trung tâm dữ liệu dự phòng,.*,10,Có khác biệt,"tên, giá trị, lần đăng",,Mua sắm khác hẳn,.*,20,$`))]);
    expect((await wardOfficer.post(`/doi-chieu-goi-thau/${crypto.randomUUID()}/xuat`)).status).toBe(404);
  });

  test('an officer matches by hand or gives a reason; the next one must have seen it; the auditor reads', async () => {
    const packagePath = `/goi-thau-cong-bo/${list.packages[2]?.id}`;
    const nothing = await officer.post(`${packagePath}/ket-luan`, { outcome: 'excused', note: 'x' });
    expect([nothing.status, nothing.text]).toEqual([422, expect.stringContaining('Chọn lý do không có hợp đồng.')]);
    expect((await officer.post(`${packagePath}/ket-luan`, { outcome: 'excused', reason: 'not-signed-yet', note: 'Đang thương thảo', follows: '' })).status).toBe(303);
    expect((await pageOf(officer, address)).counts).toMatchObject({ 'Đã nêu lý do': 1 });

    const late = await officer.post(`${packagePath}/ket-luan`, { outcome: 'matched', contract: outside.id, note: 'Đã ký', follows: '' });
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('vừa được người khác thay đổi')]);
    const follows = String(load((await officer.get(`${packagePath}/ket-luan`)).text)('[name=follows]').val());
    const foreign = await officer.post(`${packagePath}/ket-luan`, { outcome: 'matched', contract: matched.id.replace(/^.{8}/, '00000000'), note: 'x', follows });
    expect([foreign.status, foreign.text]).toEqual([422, expect.stringContaining('không còn trong danh sách')]);
    expect((await officer.post(`${packagePath}/ket-luan`, { outcome: 'matched', contract: outside.id, note: 'Đã ký', follows })).status).toBe(303);
    expect((await pageOf(officer, address)).counts).toMatchObject({ Khớp: 2 });
    expect((await pageOf(officer, `${address}/hop-dong`)).rows).toEqual([]);
    expect((await pageOf(officer, packagePath)).text).toContain('Đang thương thảo');
    expect((await officer.get(`/hop-dong/${outside.id}`)).text).toContain('gắn với hợp đồng');

    const auditor = await Caller.signedIn(app, world.at.auditor);
    expect((await pageOf(auditor, packagePath)).text).toContain('Đã ký');
    expect((await auditor.post(`${packagePath}/ket-luan`, { outcome: 'withdrawn', note: 'x' })).status).toBe(403);
  });

  test('whoever brought the list in says whose a package is; then it is that agency’s', async () => {
    const packagePath = `/goi-thau-cong-bo/${list.packages[5]?.id}`;
    expect((await wardOfficer.get(packagePath)).status).toBe(404);
    expect((await officer.post(`${packagePath}/co-quan`, { agency: world.ward.id })).status).toBe(303);
    expect((await officer.get(packagePath)).status).toBe(404);
    expect((await pageOf(wardOfficer, address)).counts).toEqual({ 'Chưa có hợp đồng': 2 });
    const [event] = await app.database.asOwner<{ type: string }>(`SELECT type FROM audit_event ORDER BY id DESC LIMIT 1`);
    expect(event?.type).toBe('published-package.placed');
  });

  test('none of this was a defect in the log', () => {
    expect(app.loggedErrors).toEqual([]);
  });
});

test('the database finds what the rules of the domain find', async () => {
  const agency = await buildAgency(app.database, { code: 'don-vi-doi-chieu', name: 'Đơn vị Đối Chiếu', kind: 'unit', parentId: world.city.id });
  const by = await buildPerson(app.database, { login: 'can-bo-doi-chieu' });
  await giveRole(app.database, { person: by, role: 'procurement_officer', agency, by: world.at.administrator });
  const names = ['Thuê hệ thống thư điện tử', 'Gói thầu số 2: Thuê hệ thống thư điện tử công vụ', 'Mua máy chủ', 'Thuê'];
  const drawn = fc.sample(
    fc.record({
      revision: fc.integer({ min: 0, max: 2 }),
      name: fc.constantFrom(...names),
      value: fc.constantFrom(null, 5n, 10n),
      status: fc.constantFrom<'awarded' | 'cancelled' | 'open'>('awarded', 'cancelled', 'open'),
      contract: fc.option(fc.record({ revision: fc.constantFrom('', '-00', '-01'), name: fc.constantFrom(...names), value: fc.constantFrom(5n, 10n) })),
    }),
    25,
  );
  const sides: { published: PackageSide; contract: ContractSide | undefined }[] = [];
  for (const one of drawn) {
    const root = inventedPackageCode().slice(0, -3);
    const code = `${root}-0${one.revision}`;
    if (one.contract !== null) await buildPlannedContract(app.database, { agency, by, name: one.contract.name, packageCode: root + one.contract.revision, value: one.contract.value });
    sides.push({
      published: { code, name: one.name, agencyId: agency.id, status: one.status, value: one.value },
      contract: one.contract === null ? undefined : { code: root + one.contract.revision, name: one.contract.name, agencyIds: [agency.id], value: one.contract.value },
    });
  }
  const list = await buildPublishedList(app.database, {
    agency,
    by,
    packages: sides.map(({ published: { code, name, status, value } }) => ({ code, name, agency, ...(status === null ? {} : { status }), ...(value === null ? {} : { value }) })),
  });
  const found: Record<string, string> = {};
  for (const finding of findings) {
    for (const page of [1, 2]) {
      for (const href of (await pageOf(city, `/doi-chieu-goi-thau/${list.id}?ket-qua=${finding}&trang=${page}`)).rows) found[href] = finding;
    }
  }
  const expected = Object.fromEntries(sides.map(({ published, contract }, index) => [`/goi-thau-cong-bo/${list.packages[index]?.id}`, findingOf(published, contract, false)]));
  expect(found).toEqual(expected);
});
