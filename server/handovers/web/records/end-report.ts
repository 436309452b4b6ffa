import { citedInFull, contractTitle, paragraph, unended } from '../../../access-grants/index.js';
import { formatDay, formatInstant } from '../../../kernel/calendar-day.js';
import type { RecordModel } from '../../../records/index.js';
import type { EndReportMaterial } from '../../application/record-material.js';
import { settledClauses } from './liquidation-minutes.js';
import { OPEN_SIGNATURE, endText, itemText } from './wording.js';

/** HS-30: reports the end of the hire, with the contents of the completion file as its annex (mẫu 1.4; khoản 4 Điều 6). */
export function endReport(material: EndReportMaterial): RecordModel {
  const { parties, regulation, items, accountRows, contents, signer } = material;
  return {
    form: 'report',
    title: 'Báo cáo',
    subject: `Kết thúc thuê dịch vụ theo ${contractTitle(parties)}`,
    blocks: [
      paragraph(`Thực hiện ${citedInFull({ article: 6, clause: 4 }, regulation)}, ${parties.agencyName} báo cáo việc kết thúc thuê dịch vụ như sau:`),
      { kind: 'heading', level: 1, text: 'Kết thúc thời gian thuê' },
      paragraph(`${unended(endText(material))}. Yêu cầu chuyển giao ngày ${formatDay(material.requestedOn)}.`),
      { kind: 'heading', level: 1, text: 'Kết quả' },
      { kind: 'clauses', items: settledClauses(material) },
      { kind: 'heading', level: 1, text: 'Các hạng mục bàn giao' },
      {
        kind: 'table', numbered: true, dense: true,
        columns: [{ title: 'Hạng mục' }, { title: 'Tình trạng', width: 30 }],
        rows: items.map((item) => [itemText(item), item.standingText]),
      },
      { kind: 'heading', level: 1, text: 'Tài khoản' },
      {
        kind: 'table', numbered: true, dense: true,
        columns: [{ title: 'Tài khoản', width: 20 }, { title: 'Loại', width: 14 }, { title: 'Hệ thống', width: 18 }, { title: 'Đã thực hiện' }, { title: 'Lúc, người thực hiện', width: 20 }],
        rows: accountRows.map(({ account, kindText, systemName, actionText, doneAt, by }) => [
          account, kindText, systemName ?? '', actionText, [doneAt === null ? null : formatInstant(doneAt), by].filter((part) => part !== null).join(', '),
        ]),
      },
      paragraph(`Hồ sơ hoàn thành gồm các văn bản nêu tại Phụ lục kèm theo. Trên đây là báo cáo của ${parties.agencyName} về việc kết thúc thuê dịch vụ.`),
    ],
    recipients: ['Cơ quan cấp trên quản lý trực tiếp'],
    filedWith: 'Hồ sơ hợp đồng',
    signatures: [signer?.signature ?? OPEN_SIGNATURE],
    annexes: [
      {
        title: 'Mục lục hồ sơ hoàn thành',
        blocks: [
          {
            kind: 'table', numbered: true, dense: true,
            columns: [{ title: 'Văn bản' }, { title: 'Số, ký hiệu', width: 24 }, { title: 'Ngày', width: 16, align: 'center' }],
            rows: contents.map(({ kind, title, number, on }) => [`${kind} ${title}`, number ?? 'Chưa có số', formatDay(on)]),
          },
        ],
      },
    ],
  };
}
