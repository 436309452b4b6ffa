import { formatDay, calendarDay, formatInstant } from '../../../kernel/calendar-day.js';
import { inSentence } from '../../../kernel/text.js';
import type { RecordBlock, RecordModel } from '../../../records/index.js';
import type { RequestMaterial } from '../../application/record-material.js';
import type { RequestDetail } from '../../application/use-cases.js';
import { shortAddress, unusualLines } from '../request-presenter.js';
import { environmentWords, formWords, hoursText, methodWords, phaseWords, planeWords, purposeWords, supervisionWords, windowsText } from '../words.js';
import { BLANK_LINE, SECURITY_OFFICER, cited, contractText, listed, paragraph, spanText, unended, vendorText } from './wording.js';

const personalWords: Readonly<Record<string, string>> = { none: 'không có', basic: 'dữ liệu cơ bản', sensitive: 'dữ liệu nhạy cảm' };
const HOUR_MS = 3_600_000;

const heading = (text: string): RecordBlock => ({ kind: 'heading', level: 1, text });

/** HS-07: the form on which access is asked for; it bears no number (NĐ 30/2020 knows no such kind), only the product's own code. */
export function accessRequestForm(material: RequestMaterial): RecordModel {
  const { parties, request, regulation, accountKinds, at } = material;
  const unusual = unusualLines(request, at);
  return {
    form: 'internal-form',
    title: 'Phiếu đề nghị',
    subject: `Cấp quyền truy cập hệ thống thông tin cho ${vendorText(parties)}`,
    bases: [],
    blocks: [
      heading('Người đề nghị'),
      paragraph(`${request.requesterName}, ${inSentence(request.requesterPost)}, đề nghị lúc ${formatInstant(request.requestedAt)}, để thực hiện ${contractText(parties)} (${cited(2, 'c', regulation)}).`),
      heading('Người và tài khoản được đề nghị'),
      {
        kind: 'table',
        numbered: true,
        columns: [{ title: 'Họ và tên', width: 27 }, { title: 'Chức vụ', width: 26 }, { title: 'Tài khoản', width: 20 }, { title: 'Loại tài khoản' }],
        rows: request.holders.map(({ name, post, account, accountKind }) => [name, post, account, accountKinds[accountKind] ?? accountKind]),
      },
      heading('Nội dung đề nghị'),
      { kind: 'table', columns: [{ title: 'Nội dung', width: 30 }, { title: 'Đề nghị' }], rows: contentRows(request) },
      heading('Dữ liệu được tiếp cận'),
      ...assetBlocks(request),
      heading('Điểm khác thường cần xem xét'),
      unusual.length === 0 ? paragraph('Không có điểm khác thường so với các lần cấp quyền trước.') : { kind: 'dashes', items: listed(unusual) },
      heading('Ý kiến của cán bộ chuyên trách an ninh mạng'),
      ...blankLines,
      heading('Phê duyệt'),
      ...approvalBlocks(request),
    ],
    signatures: [
      { lines: ['Người đề nghị'], name: request.requesterName },
      { lines: [SECURITY_OFFICER], hint: '(Ký và ghi rõ họ và tên)' },
      request.decision === null ? { lines: ['Người phê duyệt'], hint: '(Ký và ghi rõ họ và tên)' } : { lines: ['Người phê duyệt'], name: request.decision.by },
    ],
  };
}

function contentRows(request: RequestDetail): [string, string][] {
  const hours = (request.endsAt.getTime() - request.startsAt.getTime()) / HOUR_MS;
  const use = request.useHours === null ? '' : `; mỗi lần mở không quá ${String(request.useHours)} giờ`;
  return [
    ['Hình thức, giai đoạn', `${formWords[request.form]}; giai đoạn ${inSentence(phaseWords[request.phase])}`],
    ['Hệ thống, môi trường', `${request.systemName} (${request.systemCode}), cấp độ ${String(request.level)}; ${inSentence(environmentWords[request.environment])}`],
    ['Mục đích', purposeWords[request.purpose]],
    ['Quyền', `${planeWords[request.plane]}: ${unended(request.privilege)}`],
    ['Phương thức, địa chỉ nguồn', [methodWords[request.method], ...request.sourceAddresses.map(shortAddress)].join(', ')],
    ['Thời hạn', `${spanText(request.startsAt, request.endsAt)} (${hoursText(Math.round(hours))})${use}`],
    ['Khung giờ', windowsText(request.windows)],
    ['Giám sát', `${supervisionWords[request.supervision]}; ${request.supervisorName}, ${inSentence(request.supervisorPost)}`],
    ...(request.rollbackPlan === null ? [] : [['Phương án khôi phục', unended(request.rollbackPlan)] satisfies [string, string]]),
    ['Lý do', unended(request.ground)],
  ];
}

function assetBlocks({ assets }: RequestDetail): RecordBlock[] {
  if (assets.length === 0) return [paragraph('Không tiếp cận dữ liệu nào trong danh mục dữ liệu của hệ thống.')];
  return [{
    kind: 'table',
    numbered: true,
    columns: [{ title: 'Dữ liệu' }, { title: 'Thuộc phạm vi nhà nước quản lý', align: 'center', width: 24 }, { title: 'Dữ liệu cá nhân', align: 'center', width: 22 }],
    rows: assets.map(({ name, stateManaged, personalData }) => [name, stateManaged ? 'Có' : 'Không', personalWords[personalData] ?? personalData]),
  }];
}

/** Room to write by hand. */
const blankLines: readonly RecordBlock[] = [{ kind: 'paragraph', text: BLANK_LINE, align: 'center' }, { kind: 'paragraph', text: BLANK_LINE, align: 'center' }];

/** What was decided, or a place to write it. */
function approvalBlocks({ decision, decideBy, state }: RequestDetail): readonly RecordBlock[] {
  if (state === 'opened') return [paragraph('Quyền truy cập được mở khẩn cấp; người khác rà soát trong vòng 24 giờ.')];
  if (decision === null) return [paragraph(`Thời hạn xem xét: ${formatInstant(decideBy)}.`), ...blankLines];
  const paper = decision.paperNumber === null ? 'trên hệ thống' : `bằng văn bản số ${decision.paperNumber}`;
  const ground = decision.ground === null ? '' : `; ý kiến: ${unended(decision.ground)}`;
  return [paragraph(`${decision.outcome === 'approved' ? 'Đã phê duyệt' : 'Đã trả lại'} ${paper} ngày ${formatDay(calendarDay(decision.on))}, ${decision.by}, ${inSentence(decision.post)}${ground}.`)];
}
