import { yearOf } from '../../../kernel/calendar-day.js';
import type { Stage } from '../stage.js';
import type { Agencies } from './agencies.js';
import { idOf, type People } from './people.js';
import type { Systems } from './systems.js';
import type { Vendors } from './vendors.js';

/** What the contracts of the story stand on. */
export interface Ground {
  readonly agencies: Agencies;
  readonly people: People;
  readonly vendors: Vendors;
  readonly systems: Systems;
}

/** Identifiers of the contracts of the story, named by what they are there to show. */
export interface Contracts {
  /** New, planned, vendor chosen, not assessed yet. */
  readonly website: string;
  /** Running, amended once. */
  readonly records: string;
  /** Running, ends in 80 days. */
  readonly cloud: string;
  /** Handing over. */
  readonly oneStopShop: string;
  /** Signed, not begun; serves several agencies. */
  readonly monitoring: string;
  /** Without a system. */
  readonly licences: string;
  /** Planned, waits for the legal officer's answer. */
  readonly upgrade: string;
  /** Of an agency that ended; its successor has to decide. */
  readonly inherited: string;
}

type Planned = Parameters<Stage['rooms']['contracts']['registerContract']>[2];
type Transitional = Parameters<Stage['rooms']['contracts']['enterTransitional']>[2];

const signedBefore = 'Hợp đồng ký trước ngày cơ quan bắt đầu dùng hệ thống quản lý này';

/** The officers of both agencies enter their contracts: what ran before as hợp đồng chuyển tiếp with its true dates, what is to come as Dự kiến. */
export async function enterContracts(stage: Stage, ground: Ground): Promise<Contracts> {
  return {
    records: await enterRecords(stage, ground),
    cloud: await enterCloud(stage, ground),
    licences: await enterLicences(stage, ground),
    monitoring: await enterMonitoring(stage, ground),
    oneStopShop: await enterOneStopShop(stage, ground),
    inherited: await enterInherited(stage, ground),
    upgrade: await planUpgrade(stage, ground),
    website: await planWebsite(stage, ground),
  };
}

async function enterRecords(stage: Stage, { agencies, people, vendors, systems }: Ground): Promise<string> {
  const acting = await stage.as('so-dau-moi');
  const { contracts } = stage.rooms;
  const scope = 'Thuê phần mềm quản lý hồ sơ và văn bản, vận hành và hỗ trợ người dùng cho 120 tài khoản';
  const running: Transitional = {
    ...common(agencies.department, idOf(people, 'so-dau-moi'), 'city-budget'),
    ...runningTerms(stage, { serial: '45', symbol: 'HĐ-SMH', signed: -400, starts: -390, ends: 160 }),
    phase: 'active',
    ground: signedBefore,
    name: 'Thuê hệ thống quản lý hồ sơ và văn bản',
    packageCode: 'MH0000000045-00',
    vendorTaxCode: vendors.north.taxCode,
    systems: [systems.records],
    operator: 'vendor',
    serviceKind: 'software-hire',
    scope,
    value: 2_450_000_000n,
    securityValue: 310_000_000n,
  };
  const id = await contracts.enterTransitional(...acting, running, [stage.file('hop-dong-ho-so.pdf')]);
  const { version } = await contracts.contract(acting[1], id);
  const amendment = {
    id,
    version,
    number: '01',
    signedOn: stage.day(-45),
    ground: 'Bổ sung sao lưu ngoài địa điểm chính, gia hạn cho hết năm ngân sách sau (minh họa)',
    endsOn: stage.day(340),
    scope: `${scope}; sao lưu dữ liệu ngoài địa điểm chính`,
    value: 2_780_000_000n,
    securityValue: 395_000_000n,
  };
  await contracts.amendContract(...acting, amendment, [stage.file('phu-luc-01.pdf')]);
  return id;
}

async function enterCloud(stage: Stage, { agencies, people, vendors, systems }: Ground): Promise<string> {
  return stage.rooms.contracts.enterTransitional(
    ...(await stage.as('so-dau-moi')),
    {
      ...common(agencies.department, idOf(people, 'so-dau-moi'), 'city-budget'),
      ...runningTerms(stage, { serial: '12', symbol: 'HĐ-SMH', signed: -300, starts: -285, ends: 80 }),
      phase: 'active',
      ground: signedBefore,
      name: 'Thuê dịch vụ kho tài liệu điện tử trên đám mây',
      packageCode: 'MH0000000012-00',
      vendorTaxCode: vendors.digital.taxCode,
      systems: [systems.cloudStore],
      operator: 'vendor',
      serviceKind: 'cloud',
      scope: 'Dung lượng 20 TB, sao lưu, công cụ chia sẻ tài liệu cho toàn Sở; dữ liệu lưu tại Việt Nam',
      value: 960_000_000n,
      securityValue: 120_000_000n,
    },
    [stage.file('hop-dong-dam-may.pdf')],
  );
}

async function enterLicences(stage: Stage, { agencies, people, vendors }: Ground): Promise<string> {
  return stage.rooms.contracts.enterTransitional(...(await stage.as('so-dau-moi')), {
    ...common(agencies.department, idOf(people, 'so-dau-moi'), 'city-budget'),
    ...runningTerms(stage, { serial: '33', symbol: 'HĐ-SMH', signed: -190, starts: -180, ends: 185 }),
    phase: 'active',
    ground: signedBefore,
    name: 'Bản quyền phần mềm văn phòng và phần mềm phòng, chống mã độc',
    vendorTaxCode: vendors.north.taxCode,
    systems: [],
    withoutSystem: true,
    operator: 'hiring-agency',
    serviceKind: 'licences',
    scope: '150 bản quyền, hiệu lực 12 tháng',
    value: 285_000_000n,
    securityValue: 84_000_000n,
  });
}

async function enterMonitoring(stage: Stage, { agencies, people, vendors, systems }: Ground): Promise<string> {
  return stage.rooms.contracts.enterTransitional(...(await stage.as('so-dau-moi')), {
    ...common(agencies.department, idOf(people, 'so-cntt'), 'city-budget'),
    ...runningTerms(stage, { serial: '71', symbol: 'HĐ-SMH', signed: -38, starts: 7, ends: 372 }),
    phase: 'signed',
    ground: signedBefore,
    name: 'Thuê dịch vụ giám sát an ninh mạng tập trung',
    packageCode: 'MH0000000071-01',
    vendorTaxCode: vendors.digital.taxCode,
    systems: [systems.monitoring],
    operator: 'vendor',
    serviceKind: 'soc',
    scope: 'Giám sát 24/7, phân tích và cảnh báo sự cố cho Sở và các cơ quan dùng chung',
    value: 3_600_000_000n,
    securityValue: 3_600_000_000n,
  });
}

async function enterOneStopShop(stage: Stage, { agencies, people, vendors, systems }: Ground): Promise<string> {
  return stage.rooms.contracts.enterTransitional(
    ...(await stage.as('phuong-dau-moi')),
    {
      ...common(agencies.ward, idOf(people, 'phuong-dau-moi'), 'commune-budget'),
      ...runningTerms(stage, { serial: '08', symbol: 'HĐ-PMH', signed: -745, starts: -730, ends: 12 }),
      phase: 'handing_over',
      ground: signedBefore,
      name: 'Thuê hệ thống một cửa điện tử',
      packageCode: 'MH0000000008-00',
      vendorTaxCode: vendors.digital.taxCode,
      systems: [systems.oneStopShop],
      operator: 'vendor',
      serviceKind: 'software-hire',
      scope: 'Thuê phần mềm một cửa điện tử, vận hành và hỗ trợ kỹ thuật trong 24 tháng',
      value: 640_000_000n,
      securityValue: 58_000_000n,
    },
    [stage.file('hop-dong-mot-cua.pdf')],
  );
}

async function enterInherited(stage: Stage, { agencies, people, vendors }: Ground): Promise<string> {
  return stage.rooms.contracts.enterTransitional(...(await stage.as('phuong-cu-dau-moi')), {
    ...common(agencies.formerWard, idOf(people, 'phuong-cu-dau-moi'), 'commune-budget'),
    ...runningTerms(stage, { serial: '03', symbol: 'HĐ-PVD', signed: -150, starts: -140, ends: 225 }),
    phase: 'active',
    ground: signedBefore,
    name: 'Bản quyền phần mềm kế toán của UBND phường Ví Dụ',
    vendorTaxCode: vendors.north.taxCode,
    systems: [],
    withoutSystem: true,
    operator: 'hiring-agency',
    serviceKind: 'licences',
    scope: '05 bản quyền, hiệu lực 12 tháng',
    value: 46_000_000n,
  });
}

async function planUpgrade(stage: Stage, { agencies, people, systems }: Ground): Promise<string> {
  return stage.rooms.contracts.registerContract(...(await stage.as('so-dau-moi')), {
    ...common(agencies.department, idOf(people, 'so-dau-moi'), 'city-budget'),
    name: 'Mở rộng hệ thống quản lý hồ sơ và văn bản cho các đơn vị trực thuộc',
    systems: [systems.records],
    operator: 'vendor',
    serviceKind: 'development',
    hireAnswer: 'upgrade-of-owned-system',
    hireOutcome: 'needs-legal-answer',
    scope: 'Bổ sung phân hệ quản lý hồ sơ cho 6 đơn vị trực thuộc',
    value: 1_150_000_000n,
  });
}

async function planWebsite(stage: Stage, { agencies, people, vendors, systems }: Ground): Promise<string> {
  return stage.rooms.contracts.registerContract(...(await stage.as('phuong-dau-moi')), {
    ...common(agencies.ward, idOf(people, 'phuong-dau-moi'), 'commune-budget'),
    name: 'Thuê trang thông tin điện tử phường Minh Họa',
    packageCode: 'MH0000000099-00',
    vendorTaxCode: vendors.north.taxCode,
    systems: [systems.website],
    operator: 'vendor',
    serviceKind: 'software-hire',
    scope: 'Thuê phần mềm, máy chủ và hỗ trợ vận hành trang thông tin điện tử trong 24 tháng',
    value: 480_000_000n,
    securityValue: 52_000_000n,
    startsOn: stage.day(30),
    endsOn: stage.day(760),
  });
}

type Common = Pick<Planned, 'agency' | 'responsible' | 'withoutSystem' | 'fundSource' | 'hireAnswer' | 'hireOutcome' | 'beneficiaries'>;

function common(agency: string, responsible: string, fundSource: string): Common {
  return { agency, responsible, fundSource, withoutSystem: false, hireAnswer: 'not-concerned', hireOutcome: 'allowed', beneficiaries: [] };
}

/** The days of a running contract, relative to the first start, and a number of the year in which it was signed. */
function runningTerms(
  stage: Stage,
  term: { readonly serial: string; readonly symbol: string; readonly signed: number; readonly starts: number; readonly ends: number },
): Pick<Transitional, 'number' | 'signedOn' | 'startsOn' | 'endsOn'> {
  const signedOn = stage.day(term.signed);
  return { number: `${term.serial}/${yearOf(signedOn)}/${term.symbol}`, signedOn, startsOn: stage.day(term.starts), endsOn: stage.day(term.ends) };
}
