import type { Stage } from '../stage.js';
import type { Contracts } from './contracts.js';
import { idOf, type People } from './people.js';
import type { Systems } from './systems.js';
import type { Vendors } from './vendors.js';

/** What was handed over and tested so far, by item; the rest is still missing. */
const provenItems = ['BG-01', 'BG-02', 'BG-03', 'BG-05', 'BG-06'];
const untestedItems = ['BG-10', 'BG-11'];
const BACKUP = 'BG-07';

const contents: Readonly<Record<string, string>> = {
  'BG-01': 'Danh mục 214 bảng dữ liệu, số bản ghi của từng bảng và mã băm của tệp xuất',
  'BG-02': 'Dữ liệu nghiệp vụ xuất ra định dạng CSV, kèm danh sách mã băm SHA-256',
  'BG-03': 'Từ điển dữ liệu và sơ đồ quan hệ giữa các bảng',
  'BG-05': 'Nhật ký hệ thống và nhật ký truy cập 12 tháng gần nhất',
  'BG-06': 'Danh mục dữ liệu cá nhân và các yêu cầu của chủ thể dữ liệu đang xử lý',
  'BG-07': 'Bản sao lưu đầy đủ, khóa giải mã và quy trình khôi phục',
  'BG-10': 'Tài liệu thiết kế tổng thể, thiết kế chi tiết, sơ đồ luồng dữ liệu',
  'BG-11': 'Tài liệu cài đặt, quản trị, vận hành và bảo trì',
};

/**
 * The one-stop-shop of the ward is being handed over: most of its data is proven, the backup did not restore and went back, two items wait for their test and one for the
 * head's word; of the vendor's three accounts one is still alive, and the auditor has asked about a piece of evidence.
 */
export async function beginHandover(stage: Stage, { people, vendors, systems, contracts }: { people: People; vendors: Vendors; systems: Systems; contracts: Contracts }): Promise<void> {
  const { handovers } = stage.rooms;
  const officer = await stage.as('phuong-dau-moi');
  const engineer = await stage.as('phuong-cntt');
  const { id: closingId } = await handovers.start(...officer, {
    contractId: contracts.oneStopShop,
    reason: 'end-of-term',
    ground: undefined,
    requestedOn: stage.day(-3),
    dueOn: stage.day(42),
    plan: 'Bên cung cấp bàn giao dữ liệu và bản sao lưu trong tuần đầu, tài liệu và công cụ trong tuần thứ hai. Văn phòng tiếp nhận, công chức CNTT kiểm tra trên máy chủ của phường; chạy thử độc lập trước khi thu hồi tài khoản (minh họa).',
  });
  const closing = await handovers.closing(engineer[1], closingId);
  const itemIds = new Map(closing.items.map(({ code, id }) => [code, id]));
  const itemOf = (code: string): string => itemIds.get(code) ?? '';

  const receive = async (code: string): Promise<string> => {
    const { id } = await handovers.receive(...officer, {
      itemId: itemOf(code), giverName: 'Hồ Thị Ước Lệ', giverPersonId: vendors.staff.deskSupporter, contents: contents[code] ?? '', versionText: 'Đợt 1', place: 'Máy chủ lưu trữ của UBND phường Minh Họa',
      note: undefined, effectiveOn: stage.day(-1), files: [stage.file('bien-ban-ban-giao-du-lieu.pdf')], uploads: [], vendorSigned: true,
    });
    return id;
  };
  const test = (deliveryId: string, passed: boolean, result: string): Promise<unknown> =>
    handovers.recordTest(...engineer, {
      deliveryId, testerId: idOf(people, 'phuong-cntt'), guestId: undefined, equipment: 'Máy chủ trống của phường, không nối với mạng của bên cung cấp', ranAt: closing.now, passed, result,
      files: [stage.file('ket-qua-kiem-tra.pdf')],
    });
  for (const code of provenItems) await test(await receive(code), true, 'Đọc được đầy đủ, số liệu khớp với hệ thống đang chạy (minh họa)');
  await test(await receive(BACKUP), false, 'Khôi phục dừng ở 62%: thiếu khóa giải mã của tệp đính kèm, bên cung cấp phải bàn giao lại (minh họa)');
  for (const code of untestedItems) await receive(code);
  await handovers.askAbsence(...engineer, { itemId: itemOf('BG-16'), kind: 'none', ground: 'Hệ thống dùng tên miền con của thành phố, bên cung cấp không giữ tên miền nào (minh họa)' });

  const system = { closingId, systemId: systems.oneStopShop };
  const { id: named } = await handovers.addAccount(...engineer, { ...system, kind: 'personal', name: 'tk.trienkhai' });
  const { id: key } = await handovers.addAccount(...engineer, { ...system, kind: 'api-key', name: 'khoa-tich-hop-lgsp' });
  const settled = { doneAt: closing.now, signInFailed: true, files: [stage.file('ket-qua-kiem-tra.pdf')] };
  await handovers.settleAccount(...engineer, { ...settled, accountId: named, action: 'cancelled', proof: 'Đăng nhập bằng mật khẩu cũ bị từ chối (minh họa)' });
  await handovers.settleAccount(...engineer, { ...settled, accountId: key, action: 'rotated', proof: 'Gọi dịch vụ bằng khóa cũ bị từ chối, khóa mới hoạt động (minh họa)' });
  await handovers.recordSurvey(...engineer, {
    ...system, takenAt: closing.now, source: 'directory', file: stage.file('danh-sach-tai-khoan.pdf'),
    rows: [
      { name: 'quantri.phuong', kind: undefined, enabled: true, belongs: 'agency' },
      { name: 'mc.canbo01', kind: undefined, enabled: true, belongs: 'agency' },
      { name: 'tk.trienkhai', kind: undefined, enabled: false, belongs: 'vendor' },
      { name: 'ht.motcua', kind: 'shared', enabled: true, belongs: 'vendor' },
    ],
  });

  await stage.rooms.reviews.review(...(await stage.as('phuong-kiem-tra')), {
    kind: 'item', subjectId: itemOf('BG-02'), verdict: 'questioned',
    reason: 'Kết quả đối chiếu ghi khớp 30/30 hồ sơ nhưng chưa nêu mã của 30 hồ sơ đã chọn; đề nghị bổ sung danh sách (minh họa).',
  });
}
