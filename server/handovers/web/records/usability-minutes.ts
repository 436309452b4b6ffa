import { cited, contractText, contractTitle, countText, paragraph, unended, vendorText } from '../../../access-grants/index.js';
import { formatInstant } from '../../../kernel/calendar-day.js';
import type { RecordModel } from '../../../records/index.js';
import type { UsabilityMaterial } from '../../application/record-material.js';
import { officialText, itemText, runText, SIGNED } from './wording.js';

/** HS-27: minutes about whether what was handed over can be used without the vendor (mẫu 1.9; điểm a khoản 4 Điều 6). */
export function usabilityMinutes(material: UsabilityMaterial): RecordModel {
  const { parties, regulation, tests, run, secretary } = material;
  const failed = tests.filter(({ passed }) => !passed).length;
  return {
    form: 'minutes',
    title: 'Biên bản',
    subject: `Kiểm tra khả năng khai thác, sử dụng độc lập với bên cung cấp dịch vụ theo ${contractTitle(parties)}`,
    minutes: {
      startedAt: null,
      place: parties.agencyName,
      participants: [...new Set(tests.map(({ tester }) => tester))].map((tester) => `${tester}, người kiểm tra`),
      chair: null,
      secretary: officialText(secretary),
      occasion: 'Việc kiểm tra',
      endedAt: null,
    },
    blocks: [
      {
        kind: 'clauses',
        items: [
          { text: `Đối tượng: các hạng mục do ${vendorText(parties)} bàn giao theo ${contractText(parties)} (${cited(4, 'a', regulation)}).` },
          { text: 'Cách kiểm tra: thực hiện trên thiết bị và tài khoản mà bên cung cấp không truy cập được; người kiểm tra không phải là người giao, người nhận bàn giao.' },
          { text: `Kết quả: ${countText(tests.length)} lần kiểm tra, ${countText(tests.length - failed)} lần đạt, ${countText(failed)} lần không đạt (bảng dưới đây).` },
          { text: runText(run) },
        ],
      },
      {
        kind: 'table', numbered: true, dense: true,
        columns: [{ title: 'Hạng mục', width: 30 }, { title: 'Người kiểm tra', width: 16 }, { title: 'Thiết bị, lúc', width: 20 }, { title: 'Kết quả', width: 10, align: 'center' }, { title: 'Nội dung' }],
        rows: tests.map(({ item, tester, equipment, ranAt, passed, result }) => [itemText(item), tester, `${unended(equipment)}, ${formatInstant(ranAt)}`, passed ? 'Đạt' : 'Không đạt', unended(result)]),
      },
      paragraph('Biên bản được đọc lại cho những người có mặt cùng nghe, thống nhất và ký tên.'),
    ],
    recipients: [parties.agencyName],
    filedWith: 'Hồ sơ hợp đồng',
    signatures: [{ lines: ['Thư ký'], name: secretary.name }, { lines: ['Người kiểm tra'], hint: SIGNED }, { lines: ['Chủ tọa'], hint: SIGNED }],
  };
}
