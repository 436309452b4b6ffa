import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import type { Role } from '../../server/people/index.js';
import { buildPlannedContract, buildTransitionalContract, type BuiltContract } from '../builders/contracts.js';
import { buildDataAsset, buildSystem } from '../builders/systems.js';
import { buildVendor, buildVendorPerson, type BuiltVendor } from '../builders/vendors.js';
import { buildWorld, type BuiltPerson, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';

let app: TestApp;
let world: World;
let vendor: BuiltVendor;
let shared: BuiltContract;
const visitors = new Map<string, Promise<Visitor>>();

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  const by = world.at.procurement_officer;
  vendor = await buildVendor(app.database, { by, name: 'Công ty TNHH Giải pháp Sông Hồng', shortName: 'SHTECH' });
  await buildVendorPerson(app.database, { vendor, fullName: 'Nguyễn Thị Ánh Dương' });
  const portal = await buildSystem(app.database, { agency: world.department, code: 'CDV-01', name: 'Cổng dịch vụ công trực tuyến', beneficiaries: [world.ward] });
  await buildDataAsset(app.database, { system: portal, name: 'Danh bạ công dân số' });
  shared = await buildTransitionalContract(app.database, { agency: world.department, by, vendor, systems: [portal], number: '15/2025/HĐ-CDV', name: 'Thuê vận hành cổng dịch vụ công' });
  await buildTransitionalContract(app.database, { agency: world.department, by, vendor, number: '150/2025/HĐ-CDV', name: 'Thuê phần mềm hợp đồng điện tử' });
  await buildPlannedContract(app.database, { agency: world.department, by, name: 'Mua gói giám sát mạng diện rộng', packageCode: 'IB2600012345-01' });
  // The ward's own, which nobody of the department may know of.
  await buildPlannedContract(app.database, { agency: world.ward, by: world.atWard.procurement_officer, name: 'Thuê máy chủ quầy tiếp dân Kỳ Lân', number: '15/KL' });
  const secret = await buildSystem(app.database, { agency: world.ward, code: 'KL-9', name: 'Hệ thống Kỳ Lân' });
  await buildDataAsset(app.database, { system: secret, name: 'Sổ thường trực Kỳ Lân' });
});
afterAll(() => app.close());

interface Found {
  readonly titles: readonly string[];
  readonly near: boolean;
  readonly count: string;
  readonly tabs: readonly string[];
  readonly marks: readonly string[];
  readonly text: string;
}

async function find(person: BuiltPerson, typed: string, more = ''): Promise<Found> {
  const visitor = visitors.get(person.login) ?? app.signIn(person);
  visitors.set(person.login, visitor);
  const reply = await (await visitor).get(`/tim-kiem?q=${encodeURIComponent(typed)}${more}`);
  expect(reply.status).toBe(200);
  const $ = load(reply.text);
  const texts = (selector: string): string[] => $(selector).toArray().map((element) => $(element).text().replaceAll(/\s+/g, ' ').trim());
  return { titles: texts('.hit__title'), near: texts('main h2').some((heading) => heading.toLowerCase().includes('gần giống')), count: texts('.search__count').join(''), tabs: texts('.tabs__link'), marks: texts('.hit mark'), text: $('main').text() };
}

const officer = (): BuiltPerson => world.at.procurement_officer;

describe('ranking', () => {
  test('the exact number stands before the numbers that begin so', async () => {
    const { titles } = await find(officer(), '15/2025/HĐ-CDV');
    expect(titles[0]).toBe('Thuê vận hành cổng dịch vụ công');
    const begins = await find(officer(), '15');
    expect(begins.titles).toEqual(['Thuê vận hành cổng dịch vụ công', 'Thuê phần mềm hợp đồng điện tử']);
  });

  test('a name that begins so stands before one that has the words inside', async () => {
    const { titles } = await find(officer(), 'cổng dịch vụ công');
    expect(titles.slice(0, 2)).toEqual(['Cổng dịch vụ công trực tuyến', 'Thuê vận hành cổng dịch vụ công']);
  });

  test('a package is found under each of its revisions', async () => {
    expect((await find(officer(), 'IB2600012345-00')).titles).toEqual(['Mua gói giám sát mạng diện rộng']);
    expect((await find(officer(), 'ib2600012345')).titles).toEqual(['Mua gói giám sát mạng diện rộng']);
  });

  test('a vendor is found by tax code, short name and name, its people by name, data by name', async () => {
    expect((await find(officer(), vendor.taxCode)).titles).toEqual([vendor.name]);
    expect((await find(officer(), 'shtech')).titles[0]).toBe(vendor.name);
    expect((await find(officer(), 'anh duong')).titles).toEqual(['Nguyễn Thị Ánh Dương']);
    expect((await find(officer(), 'danh ba')).titles).toEqual(['Danh bạ công dân số']);
  });
});

describe('folding and slips', () => {
  test.each(['hợp đồng điện tử', 'hop dong dien tu', 'HOP ĐONG', 'điện tử hợp đồng', '"hợp đồng"'])('%s finds the contract', async (typed) => {
    expect((await find(officer(), typed)).titles).toContain('Thuê phần mềm hợp đồng điện tử');
  });

  test('decomposed letters are the same letters', async () => {
    expect((await find(officer(), 'hợp đồng'.normalize('NFD'))).titles).toEqual(['Thuê phần mềm hợp đồng điện tử']);
  });

  test.each(['hop dnog dien tu', 'hop dongg dien', 'phan mmem', 'hợp đồg điện tử'])('%s is near to the contract', async (typed) => {
    const found = await find(officer(), typed);
    expect(found).toMatchObject({ near: true, titles: expect.arrayContaining(['Thuê phần mềm hợp đồng điện tử']) });
  });

  test('a number with one wrong sign, and a name of a person with a slip', async () => {
    expect((await find(officer(), '15/2052/HĐ-CDV')).titles).toContain('Thuê vận hành cổng dịch vụ công');
    expect((await find(officer(), 'IB2600012354')).titles).toEqual(['Mua gói giám sát mạng diện rộng']);
    expect((await find(officer(), 'nguyen thi anh duogn')).titles).toContain('Nguyễn Thị Ánh Dương');
  });

  test('"công ti" is "công ty"', async () => {
    expect((await find(officer(), 'công ti giải pháp sông hồng')).titles).toContain(vendor.name);
  });

  test('marks what matched, with its diacritics', async () => {
    expect((await find(officer(), 'hop dong')).marks).toEqual(['hợp', 'đồng']);
  });
});

describe('short texts', () => {
  test('one and two letters are compared with how numbers and codes begin', async () => {
    const found = await find(officer(), 'cd');
    expect(found.titles).toEqual(['Cổng dịch vụ công trực tuyến']);
    expect(found.text).toContain('Với một, hai chữ chỉ tìm những số và mã bắt đầu như vậy');
  });

  test('short words together are found together', async () => {
    expect((await find(officer(), 'tử ty')).titles).toEqual([]);
    expect((await find(world.at.city_oversight, 'kỳ lân')).titles).toContain('Hệ thống Kỳ Lân');
  });

  test('where nothing is found, there is advice', async () => {
    const found = await find(officer(), 'khongcogi');
    expect(found.count).toBe('Không có kết quả nào');
    expect(found.text).toContain('Không cần gõ dấu');
  });
});

describe('who finds what', () => {
  const business: readonly Role[] = ['procurement_officer', 'it_officer', 'unit_head', 'auditor', 'records_clerk'];

  test.each(business)('%s of the department finds its own, and nothing of the ward, in lists, counts, tabs and near hits', async (role) => {
    const own = await find(world.at[role], 'dịch vụ công');
    expect(own.titles.toSorted()).toEqual(['Cổng dịch vụ công trực tuyến', 'Thuê vận hành cổng dịch vụ công']);
    expect(own.tabs).toEqual(['Tất cả 2', 'Hợp đồng 1', 'Hệ thống thông tin 1']);
    for (const typed of ['kỳ lân', 'ky lan', 'Kỳ Lna', 'quầy tiếp dân', 'quay tiep dna', 'KL-9', '15/KL', '15/KK', 'kl']) {
      const { titles, text, tabs } = await find(world.at[role], typed);
      expect({ typed, titles: titles.filter((title) => title.includes('Kỳ Lân')), tabs: tabs.filter((tab) => tab.startsWith('Tài sản')) }).toEqual({ typed, titles: [], tabs: [] });
      expect(text).not.toContain('Kỳ Lân');
    }
  });

  test('a beneficiary finds what it may read, and no other contract of that agency', async () => {
    const found = await find(world.atWard.procurement_officer, 'thuê');
    expect(found.titles.toSorted()).toEqual(['Thuê máy chủ quầy tiếp dân Kỳ Lân', shared.name].toSorted());
    expect(found.count).toBe('Có 2 kết quả, xếp theo mức độ khớp');
  });

  test('city oversight finds everything', async () => {
    expect((await find(world.at.city_oversight, 'thuê')).count).toBe('Có 3 kết quả, xếp theo mức độ khớp');
    expect((await find(world.at.city_oversight, 'kỳ lân')).tabs).toEqual(['Tất cả 3', 'Hợp đồng 1', 'Hệ thống thông tin 1', 'Tài sản dữ liệu 1']);
  });

  test.each(['thuê', '15', 'anh duong', 'shtech', 'danh bạ'])('the administrator finds no business data with %s', async (typed) => {
    const { titles, count } = await find(world.at.administrator, typed);
    expect({ titles, count }).toEqual({ titles: [], count: 'Không có kết quả nào' });
  });

  test('the filter by kind keeps the counts of the others', async () => {
    const found = await find(officer(), 'dịch vụ công', '&loai=he-thong');
    expect(found.titles).toEqual(['Cổng dịch vụ công trực tuyến']);
    expect(found.tabs).toEqual(['Tất cả 2', 'Hợp đồng 1', 'Hệ thống thông tin 1']);
  });

  test('what is found is what the register shows', async () => {
    const visitor = await app.signIn(world.at.unit_head);
    const register = load((await visitor.get('/hop-dong?q=thue')).text)('tbody th a').toArray().length;
    expect((await find(world.at.unit_head, 'thue', '&loai=hop-dong')).titles).toHaveLength(register);
  });
});

describe('many', () => {
  beforeAll(async () => {
    // More than are ranked: the newest are, and the page says that there are more.
    await app.database.asOwner(`DO $$ BEGIN
      INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.built', app_now(), '{}', sha256('{}'));
      INSERT INTO contract (entry_kind, phase, agency_id, origin_agency_id, name, created_by)
        SELECT 'new', 'planned', '${world.department.id}', '${world.department.id}', 'Gói đại trà số ' || n, '${world.at.procurement_officer.id}' FROM generate_series(1, 230) n;
    END $$`);
  });

  test('counts stop at two hundred, pages go on, and the register leads to all of them', async () => {
    const found = await find(officer(), 'đại trà');
    expect(found.count).toBe('Có hơn 200 kết quả; gõ thêm từ để thu hẹp');
    expect(found.tabs).toEqual(['Tất cả 200+', 'Hợp đồng 200+']);
    expect(found.titles).toHaveLength(25);
    expect(found.text).toContain('Xem mọi kết quả trong danh sách: Hợp đồng');
    const second = await find(officer(), 'đại trà', '&trang=2');
    expect(second.titles).toHaveLength(25);
    expect(second.titles.filter((title) => found.titles.includes(title))).toEqual([]);
  });
});

test('nothing went wrong on the way', () => {
  expect(app.loggedErrors).toEqual([]);
});
