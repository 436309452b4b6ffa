import { cited, contractText, contractTitle, countText, paragraph, unended, vendorText } from '../../../access-grants/index.js';
import { formatInstant } from '../../../kernel/calendar-day.js';
import type { RecordModel } from '../../../records/index.js';
import type { TestToPrint, UsabilityMaterial } from '../../application/record-material.js';
import { officialText, itemText, runText, SIGNED } from './wording.js';

/** HS-27: minutes about whether what was handed over can be used without the vendor (mẫu 1.9; điểm a khoản 4 Điều 6). */
export function usabilityMinutes(material: UsabilityMaterial): RecordModel {
  const { parties, regulation, tests, run, secretary } = material;
  const failed = tests.filter(({ passed }) => !passed).length;
  const verdict = conclusionOf(tests);
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
          { text: `Kết luận: ${verdict}.` },
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

/** What the newest trial of each item says of all of them. */
function conclusionOf(tests: readonly TestToPrint[]): string {
  const newest = new Map(tests.map((test) => [itemText(test.item), test]));
  const failing = [...newest].filter(([, { passed }]) => !passed).map(([item]) => item);
  if (newest.size === 0) return 'chưa hạng mục nào được kiểm tra';
  return failing.length === 0
    ? `${countText(newest.size)} hạng mục đã kiểm tra đều khai thác, sử dụng được khi không có bên cung cấp`
    : `${countText(newest.size - failing.length)} hạng mục khai thác, sử dụng được khi không có bên cung cấp; chưa đạt, bên cung cấp phải bàn giao lại: ${failing.join('; ')}`;
}
