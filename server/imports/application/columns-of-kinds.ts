import type { Choice, KnownColumn } from '../domain/columns.js';
import type { ListKind } from '../domain/list-kinds.js';
import { PACKAGE_COLUMNS } from '../domain/procurement-packages.js';

/** The closed lists that columns choose from, as the libraries and rooms of today call them. */
export interface Vocabulary {
  readonly serviceKinds: readonly Choice[];
  readonly operatorKinds: readonly Choice[];
  readonly fundSources: readonly Choice[];
  readonly contractPhases: readonly Choice[];
  readonly vendorKinds: readonly Choice[];
  readonly serviceStates: readonly Choice[];
  readonly hostings: readonly Choice[];
  readonly dataKinds: readonly Choice[];
  readonly countries: readonly Choice[];
}

/** The columns that each kind of list knows, in the order of its template. */
export function columnsOf(kind: ListKind, words: Vocabulary): readonly KnownColumn[] {
  return columnTables[kind](words);
}

/** Columns whose texts may look like anything: what is wanted of them is taken out afterwards. */
export function isTakenAsWritten(key: string): boolean {
  return key === 'identity' || key === 'birthYear';
}

const text = (longest: number): KnownColumn['content'] => ({ kind: 'text', longest });
const lines = (longest: number): KnownColumn['content'] => ({ kind: 'text', longest, paragraphs: true });
const party: KnownColumn['content'] = { kind: 'party', longest: 500 };
const day: KnownColumn['content'] = { kind: 'day' };
const money: KnownColumn['content'] = { kind: 'money' };
const taxCode: KnownColumn['content'] = { kind: 'tax-code' };
const oneOf = (choices: readonly Choice[]): KnownColumn['content'] => ({ kind: 'choice', choices });

function column(key: string, title: string, content: KnownColumn['content'], synonyms: readonly string[] = [], required = false): KnownColumn {
  return { key, title, synonyms, content, required };
}

const columnTables: Readonly<Record<ListKind, (words: Vocabulary) => readonly KnownColumn[]>> = {
  contracts: (words) => [
    column('number', 'Số hợp đồng', text(100), ['Số HĐ', 'Hợp đồng số', 'Số, ký hiệu hợp đồng', 'Số hợp đồng/phụ lục', 'Số hiệu hợp đồng'], true),
    column('name', 'Tên hợp đồng', text(500), ['Nội dung hợp đồng', 'Tên gói thầu', 'Tên dịch vụ', 'Nội dung thuê', 'Tên dự án', 'Nội dung'], true),
    column('agency', 'Cơ quan chủ trì thuê dịch vụ', party, ['Cơ quan', 'Đơn vị', 'Chủ đầu tư', 'Bên A', 'Bên thuê', 'Đơn vị chủ trì', 'Tên đơn vị', 'Bên mời thầu']),
    column('vendorTaxCode', 'Mã số thuế bên cung cấp', taxCode, ['Mã số thuế', 'MST', 'MST nhà thầu', 'Mã số thuế nhà thầu', 'MST bên B', 'Mã số doanh nghiệp']),
    column('vendor', 'Bên cung cấp', party, ['Nhà thầu', 'Nhà cung cấp', 'Bên B', 'Đơn vị cung cấp', 'Đơn vị cung cấp dịch vụ', 'Tên nhà thầu', 'Nhà thầu trúng thầu', 'Công ty']),
    column('value', 'Giá trị hợp đồng', money, ['Giá trị', 'Giá trị HĐ', 'Giá hợp đồng', 'Kinh phí', 'Thành tiền', 'Số tiền', 'Giá trị hợp đồng (đồng)', 'Giá trúng thầu'], true),
    column('signedOn', 'Ngày ký', day, ['Ngày ký hợp đồng', 'Ngày HĐ', 'Ngày hợp đồng', 'Ký ngày', 'Thời điểm ký'], true),
    column('startsOn', 'Ngày bắt đầu', day, ['Từ ngày', 'Ngày hiệu lực', 'Ngày có hiệu lực', 'Thời gian bắt đầu', 'Bắt đầu'], true),
    column('endsOn', 'Ngày kết thúc', day, ['Đến ngày', 'Ngày hết hạn', 'Ngày hết hiệu lực', 'Thời hạn', 'Kết thúc', 'Thời gian kết thúc'], true),
    column('phase', 'Giai đoạn hiện tại', oneOf(words.contractPhases), ['Giai đoạn', 'Tình trạng', 'Trạng thái', 'Tình trạng thực hiện']),
    column('systems', 'Hệ thống thông tin', { kind: 'text', longest: 2000, paragraphs: true }, ['Hệ thống', 'Mã hệ thống', 'Phần mềm']),
    column('serviceKind', 'Loại dịch vụ', oneOf(words.serviceKinds), ['Loại hình dịch vụ', 'Loại', 'Hình thức dịch vụ']),
    column('scope', 'Phạm vi dịch vụ', lines(8000), ['Phạm vi', 'Phạm vi công việc', 'Nội dung công việc']),
    column('securityValue', 'Trong đó chi cho an ninh mạng', money, ['Chi an ninh mạng', 'Kinh phí an ninh mạng', 'Chi ATTT', 'Kinh phí ATTT']),
    column('fundSource', 'Nguồn kinh phí', oneOf(words.fundSources), ['Nguồn vốn', 'Nguồn']),
    column('operator', 'Đơn vị vận hành hệ thống', oneOf(words.operatorKinds), ['Đơn vị vận hành', 'Bên vận hành']),
    column('operatorName', 'Tên tổ chức vận hành', text(300)),
    column('packageCode', 'Mã gói thầu', { kind: 'package-code' }, ['Mã TBMT', 'Số TBMT', 'Mã thông báo mời thầu']),
    column('invitingBody', 'Bên mời thầu (theo nguồn)', text(300)),
  ],
  packages: () => PACKAGE_COLUMNS,
  vendors: (words) => [
    column('taxCode', 'Mã số thuế', taxCode, ['MST', 'Mã số doanh nghiệp', 'Mã số thuế/CCCD', 'Mã doanh nghiệp'], true),
    column('name', 'Tên bên cung cấp', text(300), ['Tên', 'Tên công ty', 'Tên doanh nghiệp', 'Tên nhà thầu', 'Nhà cung cấp', 'Đơn vị', 'Tên đơn vị', 'Nhà thầu', 'Bên cung cấp'], true),
    column('shortName', 'Tên viết tắt', text(100), ['Tên tắt', 'Viết tắt']),
    column('kind', 'Loại hình', oneOf(words.vendorKinds), ['Loại hình doanh nghiệp', 'Loại doanh nghiệp']),
    column('address', 'Địa chỉ', text(500), ['Trụ sở', 'Địa chỉ trụ sở', 'Địa chỉ trụ sở chính'], true),
    column('phone', 'Điện thoại', { kind: 'phone' }, ['Số điện thoại', 'SĐT', 'ĐT', 'Điện thoại liên hệ']),
    column('email', 'Thư điện tử', { kind: 'email' }, ['Email', 'E-mail', 'Hộp thư']),
    column('note', 'Ghi chú', lines(4000), ['Chú thích']),
    column('ceasedOn', 'Ngày ngừng hoạt động', day, ['Ngừng hoạt động từ']),
  ],
  'vendor-people': () => [
    column('vendorTaxCode', 'Mã số thuế bên cung cấp', taxCode, ['Mã số thuế', 'MST', 'MST công ty']),
    column('vendor', 'Bên cung cấp', party, ['Công ty', 'Đơn vị', 'Đơn vị công tác', 'Nhà thầu', 'Tên công ty']),
    column('fullName', 'Họ và tên', text(100), ['Họ tên', 'Tên nhân sự', 'Nhân sự', 'Tên'], true),
    column('identity', 'Bốn ký tự cuối giấy tờ tùy thân', text(40), ['Số CCCD', 'CCCD', 'CMND', 'Số căn cước', 'Căn cước công dân', 'Số giấy tờ', 'Hộ chiếu', 'Số định danh'], true),
    column('birthYear', 'Năm sinh', text(40), ['Ngày sinh', 'Ngày tháng năm sinh', 'NS']),
    column('nationality', 'Quốc tịch', text(100)),
    column('post', 'Vị trí công việc', text(200), ['Vị trí', 'Chức vụ', 'Chức danh', 'Vai trò'], true),
    column('phone', 'Điện thoại', { kind: 'phone' }, ['Số điện thoại', 'SĐT', 'ĐT', 'Di động']),
    column('email', 'Thư điện tử', { kind: 'email' }, ['Email', 'E-mail']),
    column('joinedOn', 'Ngày vào làm', day, ['Ngày bắt đầu', 'Ngày tham gia']),
  ],
  systems: (words) => [
    column('code', 'Mã hoặc tên viết tắt', text(40), ['Mã', 'Mã hệ thống', 'Tên viết tắt', 'Ký hiệu'], true),
    column('name', 'Tên hệ thống', text(300), ['Tên', 'Hệ thống', 'Tên hệ thống thông tin', 'Tên phần mềm'], true),
    column('description', 'Chức năng của hệ thống', lines(2000), ['Chức năng', 'Mô tả', 'Mục đích'], true),
    column('agency', 'Cơ quan quản lý', party, ['Đơn vị quản lý', 'Cơ quan', 'Đơn vị']),
    column('owner', 'Chủ quản hệ thống thông tin', party, ['Chủ quản', 'Cơ quan chủ quản']),
    column('operator', 'Đơn vị vận hành', oneOf(words.operatorKinds), ['Loại đơn vị vận hành']),
    column('operatorName', 'Tên đơn vị vận hành', text(300)),
    column('servesProcedures', 'Giải quyết thủ tục hành chính', { kind: 'yes-no' }, ['Thủ tục hành chính', 'TTHC']),
    column('publicService', 'Phục vụ người dân, doanh nghiệp', { kind: 'yes-no' }, ['Phục vụ người dân', 'Dịch vụ công']),
    column('nationalSecurity', 'Quan trọng về an ninh quốc gia', { kind: 'yes-no' }, ['An ninh quốc gia', 'ANQG']),
    column('proposedLevel', 'Cấp độ đề xuất', { kind: 'level' }, ['Cấp độ', 'Cấp độ an toàn', 'Cấp độ ATTT']),
    column('hosting', 'Nơi đặt hệ thống', oneOf(words.hostings), ['Nơi đặt', 'Hạ tầng']),
    column('hostingPlace', 'Tên, địa chỉ nơi đặt', text(300), ['Địa chỉ nơi đặt']),
    column('serviceState', 'Tình trạng hiện nay', oneOf(words.serviceStates), ['Tình trạng', 'Trạng thái']),
  ],
  'data-assets': (words) => [
    column('system', 'Hệ thống thông tin', party, ['Hệ thống', 'Mã hệ thống', 'Tên hệ thống'], true),
    column('name', 'Tên tài sản dữ liệu', text(300), ['Tên', 'Tài sản dữ liệu', 'Tên dữ liệu', 'Cơ sở dữ liệu', 'Tên CSDL'], true),
    column('kind', 'Loại thông tin, dữ liệu', oneOf(words.dataKinds), ['Loại dữ liệu', 'Loại thông tin', 'Loại'], true),
    column('stateManaged', 'Thuộc phạm vi nhà nước quản lý', { kind: 'yes-no' }, ['Nhà nước quản lý', 'Dữ liệu nhà nước'], true),
    column('subjectCount', 'Số người có dữ liệu cá nhân', { kind: 'count', largest: 200_000_000 }, ['Số người', 'Số chủ thể dữ liệu', 'Số lượng người']),
    column('storagePlace', 'Nơi lưu trữ', text(300), ['Nơi lưu', 'Địa điểm lưu trữ'], true),
    column('storageCountry', 'Lưu trữ trong hay ngoài nước', oneOf(words.countries), ['Trong nước/ngoài nước', 'Quốc gia lưu trữ']),
    column('backup', 'Sao lưu', lines(1000), ['Hình thức sao lưu']),
    column('note', 'Ghi chú', lines(2000)),
  ],
};
