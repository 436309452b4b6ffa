import { accessPaths } from '../../access-grants/index.js';
import { contractPaths } from '../../contracts/index.js';
import type { TourModel } from '../../home/index.js';
import { agenciesPath, delegationsPath, settingsPath, usersPath } from '../../people/index.js';
import { may, maySome } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import { handoverPaths } from '../../handovers/index.js';
import { incidentPaths } from '../../incidents/index.js';
import { systemPath } from '../../systems/index.js';
import { vendorPaths } from '../../vendors/index.js';
import { violationPaths } from '../../violations/index.js';
import type { Subjects } from './subjects.js';

interface Card {
  readonly title: string;
  readonly text: string;
  readonly hrefText: string;
  /** Where it leads; undefined where this demonstration lacks the subject or this person may not open it. */
  readonly href: (principal: Principal, subjects: Subjects) => string | undefined;
}

const MOST_CARDS = 7;

/** The guided tour for somebody signed in: in the order of a contract's life, only pages they may open; undefined where none is. */
export function tourFor(principal: Principal, subjects: Subjects): TourModel | undefined {
  const cards = tour.flatMap(({ title, text, hrefText, href }) => {
    const found = href(principal, subjects);
    return found === undefined ? [] : [{ title, text, hrefText, href: found }];
  });
  if (cards.length === 0) return undefined;
  return {
    heading: 'Xem nhanh trong mười phút',
    text: 'Mỗi vai trò thấy phần việc của mình. Đăng xuất rồi chọn tài khoản minh họa khác để xem cùng hồ sơ từ phía khác.',
    cards: cards.slice(0, MOST_CARDS),
  };
}

/** A contract's page, for who may read a contract of these agencies. */
const contractOf =
  (name: 'recordsContract' | 'cloudContract' | 'websiteContract' | 'upgradeContract', agency: 'department' | 'ward', beneficiary?: 'ward') =>
  ({ ability }: Principal, subjects: Subjects): string | undefined => {
    const id = subjects[name];
    const beneficiaryIds = beneficiary === undefined ? [] : [subjects[beneficiary]];
    return id !== undefined && may(ability, 'read', 'Contract', { agencyId: subjects[agency], beneficiaryIds }) ? contractPaths.contract(id) : undefined;
  };

/** The access of a contract, for who may read what its agency granted. */
const accessOf =
  (name: 'recordsContract', agency: 'department') =>
  ({ ability }: Principal, subjects: Subjects): string | undefined => {
    const id = subjects[name];
    return id !== undefined && may(ability, 'read', 'AccessGrant', { agencyId: subjects[agency] }) ? accessPaths.ofContract(id) : undefined;
  };

/** A vendor's page, for who may read the commitments that this agency received from its people. */
const vendorWithCommitmentsTo =
  (name: 'northVendor' | 'digitalVendor', agency: 'department' | 'ward') =>
  ({ ability }: Principal, subjects: Subjects): string | undefined => {
    const id = subjects[name];
    return id !== undefined && may(ability, 'read', 'Commitment', { agencyId: subjects[agency] }) ? vendorPaths.vendor(id) : undefined;
  };

const tour: readonly Card[] = [
  {
    title: 'Hợp đồng đang thực hiện',
    text: 'Thuê hệ thống quản lý hồ sơ và văn bản: bốn nghĩa vụ của Điều 6, phụ lục đã ký và toàn bộ lịch sử của hợp đồng trên một trang.',
    hrefText: 'Xem hợp đồng và phụ lục',
    href: contractOf('recordsContract', 'department', 'ward'),
  },
  {
    title: 'Quyền truy cập của bên cung cấp',
    text: 'Một kỹ sư đang vận hành, một quyền trực sẵn sàng mở, một đề nghị chờ phê duyệt và một quyền mở khẩn cấp chưa ai rà soát.',
    hrefText: 'Xem quyền truy cập',
    href: accessOf('recordsContract', 'department'),
  },
  {
    title: 'Vụ vi phạm đang chờ ngăn chặn',
    text: 'Kho tài liệu trên đám mây: dấu hiệu ở Mức 3. Trang ngăn chặn cho biết trước mọi việc sẽ xảy ra, rồi một lệnh thực hiện tất cả (khoản 3 Điều 6).',
    hrefText: 'Xem vụ vi phạm',
    href: ({ ability }, { violationCase, department }) =>
      violationCase !== undefined && may(ability, 'read', 'ViolationCase', { agencyId: department }) ? violationPaths.case(violationCase) : undefined,
  },
  {
    title: 'Sự cố còn năm giờ để báo cáo',
    text: 'Báo cáo 24 giờ tính từ lúc sự cố xảy ra, chạy qua đêm và ngày nghỉ; các thời hạn khác chạy song song, thời hạn sớm nhất ở trên cùng.',
    hrefText: 'Xem sự cố',
    href: ({ ability }, { incident, department }) => (incident !== undefined && may(ability, 'read', 'Incident', { agencyId: department }) ? incidentPaths.incident(incident) : undefined),
  },
  {
    title: 'Hợp đồng sắp hết thời hạn',
    text: 'Kho tài liệu trên đám mây: bước tiếp theo, ai phải làm và hạn đến ngày nào nằm ngay dưới tên hợp đồng.',
    hrefText: 'Xem hợp đồng đám mây',
    href: contractOf('cloudContract', 'department'),
  },
  {
    title: 'Hợp đồng dự kiến, chưa thể ký',
    text: 'Trang thông tin điện tử của phường còn ba điều kiện chưa đạt: văn bản chưa vào sổ, hai điều khoản còn thiếu, chưa có thỏa thuận xử lý dữ liệu cá nhân (khoản 1 Điều 6).',
    hrefText: 'Xem hợp đồng dự kiến',
    href: contractOf('websiteContract', 'ward'),
  },
  {
    title: 'Việc thuê còn chờ ý kiến pháp chế',
    text: 'Mở rộng hệ thống đã đầu tư có thể không thuộc trường hợp được thuê: gói này dừng ở Dự kiến cho đến khi có ý kiến.',
    hrefText: 'Xem gói chờ ý kiến',
    href: contractOf('upgradeContract', 'department'),
  },
  {
    title: 'Hợp đồng đang chuyển giao',
    text: 'Hệ thống một cửa điện tử của phường: bản sao lưu không khôi phục được phải bàn giao lại, một tài khoản của bên cung cấp còn hoạt động, một câu hỏi của kiểm tra viên chờ trả lời (khoản 4 Điều 6).',
    hrefText: 'Xem việc bàn giao',
    href: ({ ability }, { oneStopShopContract, ward }) => (oneStopShopContract !== undefined && may(ability, 'read', 'Closing', { agencyId: ward }) ? handoverPaths.ofContract(oneStopShopContract) : undefined),
  },
  {
    title: 'Hợp đồng chờ tiếp nhận',
    text: 'UBND phường Ví Dụ đã sáp nhập. Hợp đồng chỉ sang cơ quan kế thừa khi thủ trưởng nơi nhận quyết định, lịch sử đi theo nguyên vẹn.',
    hrefText: 'Xem đề nghị tiếp nhận',
    href: ({ ability }, { transfer, ward }) =>
      transfer !== undefined && may(ability, 'read', 'ContractTransfer', { agencyId: ward }) ? contractPaths.transfer(transfer) : undefined,
  },
  {
    title: 'Hệ thống cấp độ 3 dùng chung',
    text: 'Cấp độ đã phê duyệt, dữ liệu cá nhân đang lưu và cơ quan thụ hưởng, nơi được báo mỗi khi hệ thống thay đổi.',
    hrefText: 'Xem hệ thống',
    href: ({ ability }, { recordsSystem, department, ward }) =>
      recordsSystem !== undefined && may(ability, 'read', 'System', { agencyId: department, beneficiaryIds: [ward] }) ? systemPath(recordsSystem) : undefined,
  },
  {
    title: 'Nhân sự của bên cung cấp',
    text: 'Công ty TNHH Ví Dụ Bắc có ba người: một cam kết bảo mật còn hiệu lực, một sắp hết hiệu lực, một người chưa cam kết.',
    hrefText: 'Xem bên cung cấp',
    href: vendorWithCommitmentsTo('northVendor', 'department'),
  },
  {
    title: 'Bên cung cấp và cam kết bảo mật',
    text: 'Công ty cổ phần Thí Dụ Số dùng chung cho cả thành phố; cam kết bảo mật thuộc từng cơ quan đã nhận.',
    hrefText: 'Xem bên cung cấp',
    href: (principal, subjects) =>
      vendorWithCommitmentsTo('northVendor', 'department')(principal, subjects) === undefined ? vendorWithCommitmentsTo('digitalVendor', 'ward')(principal, subjects) : undefined,
  },
  {
    title: 'Ký thay khi thủ trưởng đi vắng',
    text: 'Giám đốc Sở giao Phó Giám đốc ký thay (KT.): phạm vi, thời hạn và căn cứ. Quyết định của người được giao luôn ghi rõ điều đó.',
    hrefText: 'Xem ủy quyền',
    href: ({ ability }, { department }) => (may(ability, 'read', 'Delegation', { agencyId: department }) ? delegationsPath : undefined),
  },
  {
    title: 'Cây cơ quan và việc sáp nhập',
    text: 'Cơ quan được đổi tên, sáp nhập; tên cũ, ngày và căn cứ vẫn giữ. UBND phường Minh Họa kế thừa một phường đã kết thúc.',
    hrefText: 'Xem cơ quan kế thừa',
    href: ({ ability }, { ward }) => (ward !== undefined && maySome(ability, 'read', 'User') ? `${agenciesPath}/${ward}` : undefined),
  },
  {
    title: 'Một người, hai vai trò',
    text: 'Ở phường, một người vừa là cán bộ CNTT vừa là văn thư. Vai trò được kết hợp tự do; quy tắc không tự phê duyệt xét theo từng người.',
    hrefText: 'Xem tài khoản',
    href: ({ ability }, { twoHats }) => (twoHats !== undefined && maySome(ability, 'read', 'User') ? `${usersPath}/${twoHats}` : undefined),
  },
  {
    title: 'Tài khoản và vai trò có thời hạn',
    text: 'Ai giữ vai trò gì, ở cơ quan nào, đến ngày nào. Mỗi lần cấp, kết thúc vai trò đều có trong lịch sử của tài khoản.',
    hrefText: 'Xem người dùng',
    href: ({ ability }) => (maySome(ability, 'read', 'User') ? usersPath : undefined),
  },
  {
    title: 'Quy chế còn là dự thảo',
    text: 'Cho đến khi ban hành, mọi điều khoản được dẫn là dự thảo Quy chế. Số và ngày quyết định nhập một lần tại đây.',
    hrefText: 'Xem thiết lập',
    href: ({ ability }) => (maySome(ability, 'amend', 'Setting') ? settingsPath : undefined),
  },
];
