import type { Acting, Stage } from '../stage.js';
import type { Agencies } from './agencies.js';

/** Identifiers of the systems of the story. */
export interface Systems {
  readonly records: string;
  readonly cloudStore: string;
  readonly monitoring: string;
  readonly website: string;
  readonly oneStopShop: string;
}

type SystemEntry = Parameters<Stage['rooms']['systems']['register']>[2];
type DataAsset = Parameters<Stage['rooms']['systems']['registerDataAsset']>[3];

/** The IT officers enter the systems of both agencies, the decisions on their levels and what data they hold. */
export async function registerSystems(stage: Stage, agencies: Agencies): Promise<Systems> {
  const department = await stage.as('so-cntt');
  const ward = await stage.as('phuong-cntt');
  return {
    records: await registerRecords(stage, department, agencies),
    cloudStore: await registerCloudStore(stage, department, agencies),
    monitoring: await registerMonitoring(stage, department, agencies),
    website: await registerWebsite(stage, ward, agencies),
    oneStopShop: await registerOneStopShop(stage, ward, agencies),
  };
}

async function registerRecords(stage: Stage, acting: Acting, agencies: Agencies): Promise<string> {
  const id = await stage.rooms.systems.register(...acting, {
    ...departmentSystem(agencies),
    code: 'SMH-HSVB',
    name: 'Hệ thống quản lý hồ sơ và văn bản',
    description: 'Quản lý văn bản đến, văn bản đi và hồ sơ công việc của Sở; UBND phường Minh Họa dùng chung để gửi, nhận hồ sơ.',
    beneficiaryIds: [agencies.ward],
    operatorKind: 'vendor',
    operatorName: 'Công ty TNHH Ví Dụ Bắc',
    planNumber: '19/PA-SMH',
    planApprovedOn: stage.day(-255),
    hostingKind: 'city-data-centre',
    serviceState: 'in-service',
  });
  await approveLevel(stage, acting, id, { level: 3, number: '118/QĐ-SMH', daysAgo: 260, issuingBody: 'Sở Minh Họa' });
  await hold(stage, acting, id, [
    { name: 'Hồ sơ công việc và văn bản', kind: 'private', stateManaged: true, subjectCount: 0, storagePlace: 'Trung tâm dữ liệu thành phố', storageCountry: 'vietnam', backup: 'Sao lưu hằng ngày, giữ 30 ngày' },
    { name: 'Hồ sơ cán bộ, công chức, viên chức', kind: 'basic-personal', stateManaged: true, subjectCount: 1_850, storagePlace: 'Trung tâm dữ liệu thành phố', storageCountry: 'vietnam', backup: 'Sao lưu hằng tuần' },
  ]);
  return id;
}

async function registerCloudStore(stage: Stage, acting: Acting, agencies: Agencies): Promise<string> {
  const id = await stage.rooms.systems.register(...acting, {
    ...departmentSystem(agencies),
    code: 'SMH-KTL',
    name: 'Kho tài liệu điện tử trên đám mây',
    description: 'Lưu trữ, chia sẻ tài liệu nội bộ và hồ sơ dự án của Sở trên nền tảng điện toán đám mây.',
    operatorKind: 'vendor',
    operatorName: 'Công ty cổ phần Thí Dụ Số',
    planNumber: '22/PA-SMH',
    planApprovedOn: stage.day(-235),
    hostingKind: 'cloud',
    hostingPlace: 'Trung tâm dữ liệu của bên cung cấp tại Việt Nam',
    serviceState: 'in-service',
  });
  await approveLevel(stage, acting, id, { level: 3, number: '131/QĐ-SMH', daysAgo: 240, issuingBody: 'Sở Minh Họa' });
  await hold(stage, acting, id, [
    { name: 'Tài liệu dự án và danh sách người liên hệ', kind: 'basic-personal', stateManaged: true, subjectCount: 12_400, storagePlace: 'Nền tảng đám mây của Thí Dụ Số', storageCountry: 'vietnam', backup: 'Hai vùng sẵn sàng trong nước' },
  ]);
  return id;
}

/** A system of one agency that others live on: its beneficiaries read what concerns them. Its level is not approved yet. */
async function registerMonitoring(stage: Stage, acting: Acting, agencies: Agencies): Promise<string> {
  const id = await stage.rooms.systems.register(...acting, {
    ...departmentSystem(agencies),
    code: 'SMH-GSANM',
    name: 'Hệ thống giám sát an ninh mạng tập trung',
    description: 'Thu thập, phân tích nhật ký và cảnh báo sự cố cho các cơ quan dùng chung.',
    beneficiaryIds: [agencies.ward, agencies.otherWard, agencies.commune],
    operatorKind: 'vendor',
    operatorName: 'Công ty cổ phần Thí Dụ Số',
    proposedLevel: 3,
    hostingKind: 'city-data-centre',
    serviceState: 'preparing',
  });
  await hold(stage, acting, id, [
    { name: 'Nhật ký hệ thống và cảnh báo', kind: 'private', stateManaged: true, subjectCount: 0, storagePlace: 'Trung tâm dữ liệu thành phố', storageCountry: 'vietnam' },
  ]);
  await stage.rooms.systems.changeServiceState(...acting, id, 1, { to: 'trial', ground: 'Kế hoạch vận hành thử số 09/KH-SMH (minh họa)' });
  return id;
}

async function registerWebsite(stage: Stage, acting: Acting, agencies: Agencies): Promise<string> {
  const id = await stage.rooms.systems.register(...acting, {
    ...wardSystem(agencies),
    code: 'PMH-TTDT',
    name: 'Trang thông tin điện tử phường Minh Họa',
    description: 'Đăng tin, văn bản công khai và tiếp nhận phản ánh của người dân.',
    publicService: true,
    operatorKind: 'vendor',
    operatorName: 'Công ty TNHH Ví Dụ Bắc',
    hostingKind: 'vendor',
    hostingPlace: 'Trung tâm dữ liệu Ví Dụ Bắc tại Việt Nam',
    serviceState: 'preparing',
  });
  await approveLevel(stage, acting, id, { level: 2, number: '57/QĐ-UBND', daysAgo: 24, issuingBody: 'UBND phường Minh Họa' });
  await hold(stage, acting, id, [
    { name: 'Tin, bài và văn bản công khai', kind: 'public', stateManaged: true, subjectCount: 0, storagePlace: 'Trung tâm dữ liệu Ví Dụ Bắc', storageCountry: 'vietnam' },
    { name: 'Phản ánh, kiến nghị của người dân', kind: 'basic-personal', stateManaged: true, subjectCount: 2_300, storagePlace: 'Trung tâm dữ liệu Ví Dụ Bắc', storageCountry: 'vietnam' },
  ]);
  return id;
}

async function registerOneStopShop(stage: Stage, acting: Acting, agencies: Agencies): Promise<string> {
  const id = await stage.rooms.systems.register(...acting, {
    ...wardSystem(agencies),
    code: 'PMH-MCDT',
    name: 'Hệ thống một cửa điện tử phường Minh Họa',
    description: 'Tiếp nhận, xử lý và trả kết quả hồ sơ thủ tục hành chính.',
    servesProcedures: true,
    publicService: true,
    operatorKind: 'vendor',
    operatorName: 'Công ty cổ phần Thí Dụ Số',
    planNumber: '04/PA-UBND',
    planApprovedOn: stage.day(-300),
    hostingKind: 'city-data-centre',
    serviceState: 'in-service',
  });
  await approveLevel(stage, acting, id, { level: 3, number: '12/QĐ-UBND', daysAgo: 310, issuingBody: 'UBND phường Minh Họa' });
  await hold(stage, acting, id, [
    { name: 'Hồ sơ thủ tục hành chính', kind: 'basic-personal', stateManaged: true, subjectCount: 42_000, storagePlace: 'Trung tâm dữ liệu thành phố', storageCountry: 'vietnam', backup: 'Sao lưu hằng ngày' },
    { name: 'Giấy tờ xác nhận tình trạng sức khỏe kèm hồ sơ', kind: 'sensitive-personal', stateManaged: true, subjectCount: 3_200, storagePlace: 'Trung tâm dữ liệu thành phố', storageCountry: 'vietnam', backup: 'Sao lưu hằng ngày' },
  ]);
  return id;
}

type Common = Pick<SystemEntry, 'managingAgencyId' | 'ownerAgencyId' | 'beneficiaryIds' | 'servesProcedures' | 'publicService' | 'nationalSecurity'>;

function systemOf(agencyId: string): Common {
  return { managingAgencyId: agencyId, ownerAgencyId: agencyId, beneficiaryIds: [], servesProcedures: false, publicService: false, nationalSecurity: false };
}

const departmentSystem = (agencies: Agencies): Common => systemOf(agencies.department);
const wardSystem = (agencies: Agencies): Common => systemOf(agencies.ward);

async function approveLevel(stage: Stage, acting: Acting, id: string, decision: { level: 2 | 3; number: string; daysAgo: number; issuingBody: string }): Promise<void> {
  const { level, number, issuingBody, daysAgo } = decision;
  await stage.rooms.systems.recordLevelDecision(...acting, id, { level, number, issuingBody, decidedOn: stage.day(-daysAgo) }, [
    stage.file(level === 2 ? 'quyet-dinh-cap-do-2.pdf' : 'quyet-dinh-cap-do-3.pdf'),
  ]);
}

async function hold(stage: Stage, acting: Acting, systemId: string, assets: readonly DataAsset[]): Promise<void> {
  for (const asset of assets) await stage.rooms.systems.registerDataAsset(...acting, systemId, asset);
}
