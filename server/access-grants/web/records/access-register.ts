import { formatDay, dayOf, formatInstant } from '../../../kernel/calendar-day.js';
import { inSentence } from '../../../kernel/text.js';
import type { RecordAnnex, RecordColumn, RecordModel, RecordRow } from '../../../records/index.js';
import type { ClosedLine, GrantToPrint, OpenedUse, RegisterMaterial, SessionToPrint } from '../../application/record-material.js';
import { closureWords, endWords, sessionMarkWords } from '../words.js';
import { cited, contractTitle, countText, dayText, grantTerms, grantTitle, paragraph, unended, vendorText } from './wording.js';

const NOTHING = 'Không phát sinh.';

/** The register of a contract's access: everything in order of time, as it stood at one moment; tables that break over pages stand in landscape annexes. */
export function accessRegister(material: RegisterMaterial): RecordModel {
  const { parties, regulation, at, grants, lines, uses, sessions, keeper } = material;
  const marked = sessions.filter(({ marks }) => marks.length > 0).length;
  const open = lines.filter((line) => line.over && line.doneAt === null).length;
  return {
    form: 'internal-form',
    title: 'Sổ theo dõi truy cập',
    subject: `Truy cập hệ thống thông tin của ${vendorText(parties)} theo ${contractTitle(parties)}`,
    bases: [],
    blocks: [
      paragraph(`Sổ ghi mọi quyền truy cập đã cấp, lượt mở quyền trực, phiên truy cập và việc khóa tài khoản của hợp đồng “${parties.contractName}” (${cited(2, 'c', regulation)}), tính đến ${formatInstant(at)}.`),
      {
        kind: 'table',
        columns: [{ title: 'Nội dung', width: 62 }, { title: 'Số lượng', align: 'center' }],
        rows: [
          ['Quyền truy cập đã cấp (Phụ lục I)', countText(grants.length)],
          ['Trong đó mở khẩn cấp', countText(grants.filter(({ form }) => form === 'emergency').length)],
          ['Lượt mở quyền trực (Phụ lục II)', countText(uses.length)],
          ['Phiên truy cập đã ghi (Phụ lục III)', countText(sessions.length)],
          ['Trong đó có điểm không đúng quyền được cấp', countText(marked)],
          ['Tài khoản đã hết quyền, chưa xác nhận khóa', countText(open)],
        ],
      },
      paragraph(`Thời hạn hợp đồng: ${parties.startsOn === null ? 'chưa xác định' : `từ ngày ${formatDay(parties.startsOn)}`}${parties.endsOn === null ? '' : ` đến hết ngày ${formatDay(parties.endsOn)}`}. Bản in này thể hiện sổ tại thời điểm in; sổ tiếp tục được ghi trên hệ thống.`),
    ],
    signatures: [{ lines: ['Người lập sổ'], name: keeper.name }, { lines: ['Thủ trưởng đơn vị'], hint: '(Ký, ghi rõ họ tên và đóng dấu)' }],
    annexes: [grantAnnex(material), useAnnex(material), sessionAnnex(sessions)],
  };
}

const grantColumns: readonly RecordColumn[] = [
  { title: 'Họ và tên', width: 17 }, { title: 'Tài khoản', width: 13 }, { title: 'Từ', align: 'center', width: 11 },
  { title: 'Đến', align: 'center', width: 11 }, { title: 'Tình trạng, lý do hết quyền', width: 17 }, { title: 'Khóa tài khoản', width: 24 },
];

function grantAnnex({ grants, lines, at }: RegisterMaterial): RecordAnnex {
  const rows = grants.flatMap((grant): RecordRow[] => {
    const held = lines.filter(({ grantId }) => grantId === grant.id);
    const people = held.length > 0 ? held.map((line) => lineCells(grant, line, at)) : grant.holders.map((holder) => [holder.name, holder.account, formatInstant(grant.startsAt), formatInstant(grant.endedAt ?? grant.endsAt), notOpened(grant), '']);
    return [{ group: grantTitle(grant), about: `${grantTerms(grant)} ${historyOf(grant)}` }, ...people];
  });
  return {
    title: 'Quyền truy cập đã cấp',
    landscape: true,
    blocks: rows.length === 0 ? [paragraph(NOTHING)] : [{
      kind: 'table',
      numbered: true,
      dense: true,
      columns: grantColumns,
      rows,
    }],
  };
}

function lineCells(grant: GrantToPrint, line: ClosedLine, at: Date): string[] {
  const now = line.startsAt > at ? 'chưa đến thời hạn' : 'đang có quyền';
  return [line.name, line.account, formatInstant(line.startsAt), formatInstant(line.heldUntil), line.over ? endOf(grant, line) : now, closureOf(line)];
}

/** Why a line is over: what ended the whole grant says more than the end of a term. */
function endOf(grant: GrantToPrint, { endCause }: ClosedLine): string {
  const kind = endCause === 'term' && grant.endKind !== null ? grant.endKind : endCause;
  const words = endWords[kind] ?? kind;
  return kind === grant.endKind && grant.endGround !== null ? `${words}: ${unended(grant.endGround)}` : words;
}

function closureOf(line: ClosedLine): string {
  if (line.doneAt !== null && line.action !== null) {
    return `${closureWords[line.action]} lúc ${formatInstant(line.doneAt)}; minh chứng: ${unended(line.proof ?? '')}; ${line.confirmedBy ?? ''} xác nhận`;
  }
  return line.over ? 'chưa xác nhận' : '';
}

function notOpened(grant: GrantToPrint): string {
  if (grant.endKind !== null) return endWords[grant.endKind] ?? grant.endKind;
  return grant.form === 'standing' ? 'chưa mở lần nào' : '';
}

/** Who asked and who approved; of emergencies who reviewed, and how. */
function historyOf(grant: GrantToPrint): string {
  if (grant.form !== 'emergency') return `Người đề nghị: ${grant.requesterName}, ngày ${dayText(grant.requestedAt)}; người phê duyệt: ${grant.granterName}, ngày ${dayText(grant.grantedAt)}.`;
  const outcome = grant.reviewOutcome === 'justified' ? 'có căn cứ' : 'không có căn cứ';
  const review = grant.reviewOutcome === null ? 'chưa rà soát' : `rà soát: ${outcome}, ${grant.reviewerName ?? ''}`;
  return `Người mở khẩn cấp: ${grant.granterName}; lý do: ${unended(grant.ground)}; ${review}.`;
}

function useAnnex({ uses, grants, lines, at }: RegisterMaterial): RecordAnnex {
  const systems = new Map(grants.map(({ id, systemName, systemCode }) => [id, `${systemName} (${systemCode})`]));
  return {
    title: 'Lượt mở quyền trực xử lý sự cố',
    landscape: true,
    blocks: uses.length === 0 ? [paragraph(NOTHING)] : [{
      kind: 'table',
      numbered: true,
      dense: true,
      columns: [
        { title: 'Mở lúc', align: 'center', width: 11 }, { title: 'Người mở', width: 13 }, { title: 'Hệ thống; người và tài khoản', width: 26 }, { title: 'Lý do', width: 19 },
        { title: 'Đóng', width: 12 }, { title: 'Thủ trưởng biết', width: 12 },
      ],
      rows: uses.map((use): RecordRow => [
        formatInstant(use.openedAt), use.openedBy,
        `${systems.get(use.grantId) ?? ''}; ${lines.filter(({ useId }) => useId === use.id).map(({ name, account }) => `${name} (${account})`).join(', ')}`,
        unended(use.ground),
        closingOf(use, at),
        use.acknowledgedBy === null || use.acknowledgedAt === null ? 'chưa xác nhận' : `${use.acknowledgedBy}, ${formatInstant(use.acknowledgedAt)}`,
      ]),
    }],
  };
}

function closingOf({ closesAt, closedBy }: OpenedUse, at: Date): string {
  if (closedBy !== null) return `${formatInstant(closesAt)}, ${closedBy} đóng`;
  return closesAt > at ? `đang mở, tự đóng lúc ${formatInstant(closesAt)}` : `${formatInstant(closesAt)}, hết giờ`;
}

const supervisionOf = (session: SessionToPrint): string => {
  if (session.supervision === 'attended') return `tại chỗ: ${session.supervisorName ?? ''}`;
  return session.supervision === 'recorded' ? 'ghi lại phiên' : 'không giám sát';
};

function sessionAnnex(sessions: readonly SessionToPrint[]): RecordAnnex {
  return {
    title: 'Phiên truy cập',
    landscape: true,
    blocks: sessions.length === 0 ? [paragraph(NOTHING)] : [{
      kind: 'table',
      numbered: true,
      dense: true,
      columns: [
        { title: 'Từ – đến', align: 'center', width: 13 }, { title: 'Người truy cập; tài khoản', width: 17 }, { title: 'Hệ thống; địa chỉ nguồn', width: 17 },
        { title: 'Nội dung đã thực hiện', width: 22 }, { title: 'Giám sát', width: 11 }, { title: 'Điểm không đúng quyền', width: 13 },
      ],
      rows: sessions.map((session): RecordRow => [
        spanOf(session.beganAt, session.endedAt), `${session.person}; ${session.account}`,
        `${session.systemName} (${session.systemCode})${session.sourceAddress === null ? '' : `; ${session.sourceAddress}`}`,
        unended(session.workDone), supervisionOf(session),
        session.marks.length === 0 ? 'không' : { text: session.marks.map((mark) => inSentence(sessionMarkWords[mark])).join('; '), bold: true },
      ]),
    }],
  };
}

/** Sessions seldom last over midnight: then the day stands once. */
function spanOf(from: Date, until: Date): string {
  if (dayOf(from) !== dayOf(until)) return `${formatInstant(from)} – ${formatInstant(until)}`;
  const [begins = ''] = formatInstant(from).split(' ngày ');
  return `${begins} – ${formatInstant(until)}`;
}
