import { citedInFull, contractText, countText, paragraph, unended } from '../../../access-grants/index.js';
import { formatDay, formatInstant } from '../../../kernel/calendar-day.js';
import type { RecordBlock, RecordModel } from '../../../records/index.js';
import type { AbsenceToPrint, DeliveryToPrint, HandoverMaterial } from '../../application/record-material.js';
import { absenceWords } from '../words.js';
import { SIGNED, bothParties, itemText } from './wording.js';

/** HS-26: minutes of what the vendor handed over, file by file with its hash (biên bản giao nhận; điểm a khoản 4 Điều 6). */
export function handoverMinutes(material: HandoverMaterial): RecordModel {
  const { parties, regulation, deliveries, absences } = material;
  return {
    form: 'handover-minutes',
    title: 'Biên bản',
    subject: 'Bàn giao thông tin, dữ liệu, mã nguồn, tài liệu thiết kế và công cụ',
    blocks: [
      paragraph(`Thực hiện ${citedInFull({ article: 6, clause: 4, point: 'a' }, regulation)}, theo ${contractText(parties)}, hai bên lập biên bản bàn giao như sau.`),
      ...bothParties(parties, { vendor: 'Bên giao', agency: 'Bên nhận' }),
      paragraph(deliveries.length === 0 ? 'Bên giao chưa bàn giao hạng mục nào.' : `Bên giao đã bàn giao, bên nhận đã nhận ${countText(deliveries.length)} hạng mục sau:`),
      ...deliveredBlocks(deliveries),
      ...absentBlocks(absences),
      ...filesBlocks(deliveries),
      paragraph('Việc nhận bàn giao chưa phải là xác nhận đạt; từng hạng mục được kiểm tra khả năng khai thác, sử dụng không có bên giao theo biên bản riêng.'),
      paragraph('Biên bản này được lập thành hai bản; mỗi bên giữ một bản.'),
    ],
    recipients: ['Hai bên'],
    filedWith: 'Hồ sơ hợp đồng',
    signatures: [{ lines: ['Đại diện bên giao'], hint: SIGNED }, { lines: ['Đại diện bên nhận'], hint: SIGNED }],
  };
}

function deliveredBlocks(deliveries: readonly DeliveryToPrint[]): RecordBlock[] {
  if (deliveries.length === 0) return [];
  return [
    {
      kind: 'table', numbered: true, dense: true,
      columns: [{ title: 'Hạng mục' }, { title: 'Phiên bản, nơi lưu', width: 18 }, { title: 'Người giao', width: 14 }, { title: 'Người nhận, lúc ghi nhận', width: 20 }, { title: 'Ngày bàn giao', width: 15, align: 'center' }],
      rows: deliveries.map(deliveryRow),
    },
  ];
}

function deliveryRow({ item, version, place, givenBy, receivedBy, receivedAt, effectiveOn }: DeliveryToPrint): string[] {
  return [
    itemText(item),
    [version, place].filter((part) => part !== null).map(unended).join('; '),
    givenBy,
    `${receivedBy}, ${formatInstant(receivedAt)}`,
    effectiveOn === null ? '' : formatDay(effectiveOn),
  ];
}

/** Items that do not exist or were waived, each with its ground and who decided. */
function absentBlocks(absences: readonly AbsenceToPrint[]): RecordBlock[] {
  if (absences.length === 0) return [];
  return [
    paragraph('Các hạng mục không có hoặc được miễn:'),
    {
      kind: 'table', numbered: true, dense: true,
      columns: [{ title: 'Hạng mục', width: 40 }, { title: 'Lý do' }, { title: 'Người quyết định', width: 20 }],
      rows: absences.map(({ item, kind, ground, decidedBy }) => [itemText(item), `${absenceWords[kind]}: ${unended(ground)}`, decidedBy]),
    },
  ];
}

function filesBlocks(deliveries: readonly DeliveryToPrint[]): RecordBlock[] {
  const rows = deliveries.flatMap(({ item, files }) => files.map(({ name, sha256 }) => [item.code ?? item.name, name, sha256]));
  if (rows.length === 0) return [paragraph('Không có tệp nào được đính kèm.')];
  return [
    paragraph('Tệp đã bàn giao và mã băm:'),
    { kind: 'table', numbered: true, dense: true, columns: [{ title: 'Hạng mục', width: 14 }, { title: 'Tệp', width: 30 }, { title: 'Mã băm SHA-256' }], rows },
  ];
}
