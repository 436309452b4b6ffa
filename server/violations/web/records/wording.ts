import { cited, contractText, countText, listed, momentText, SECURITY_OFFICER, unended, vendorText } from '../../../access-grants/index.js';
import { formatInstant } from '../../../kernel/calendar-day.js';
import { inSentence } from '../../../kernel/text.js';
import type { RecordAnnex, RecordClause, RecordSignature } from '../../../records/index.js';
import type { CaseGround, ContainedCase, NoticeMaterial, Official, SuspensionToPrint } from '../../application/record-material.js';

/** What the records of this room say in the same words. */

/** Where nobody holds the head's authority: the place to sign bears no name. */
export const OPEN_SIGNATURE: RecordSignature = { lines: ['Thủ trưởng'], hint: '(Ký, ghi rõ họ tên và đóng dấu)' };

/** "Nguyễn Văn A, trưởng phòng CNTT". */
export function officialText({ name, post }: Official): string {
  return `${name}, ${inSentence(post)}`;
}

/** "Hệ thống X (HT-000001), cấp độ 3". */
export function systemText({ systemName, systemCode, level }: Pick<SuspensionToPrint, 'systemName' | 'systemCode' | 'level'>): string {
  return `${systemName} (${systemCode}), cấp độ ${String(level)}`;
}

/** "hoạt động của hệ thống thông tin X", or of several; "một phần" where no system is suspended as a whole. */
export function suspendedTitle(suspensions: readonly SuspensionToPrint[]): string {
  const part = suspensions.every(({ scope }) => scope === 'part') ? 'một phần ' : '';
  const names = suspensions.map(({ systemName }) => named(systemName));
  const [only, another] = names;
  if (only !== undefined && another === undefined) return `${part}hoạt động của ${only}`;
  return names.length > 3 ? `${part}hoạt động của ${countText(names.length)} hệ thống thông tin` : `${part}hoạt động của các hệ thống thông tin: ${suspensions.map(({ systemName }) => systemName).join('; ')}`;
}

/** The name of a system with what it is before it, said once. */
export function named(systemName: string): string {
  return /^hệ thống/iu.test(systemName) ? inSentence(systemName) : `hệ thống thông tin ${systemName}`;
}

/** What is named under a heading: one thing on the same line, several as points. */
export function namedClause(heading: string, items: readonly string[]): RecordClause {
  const [only, another] = items;
  return only !== undefined && another === undefined ? { text: `${heading}: ${unended(only)}.` } : { text: `${heading}:`, points: listed(items) };
}

/** The signs of a case. */
export function signsClause({ signs }: CaseGround): RecordClause {
  return namedClause('Dấu hiệu vi phạm', signs.map(({ id, text, when }) => `${text}${when === null ? '' : ` (${inSentence(when)})`} (${id})`));
}

/** When a case occurred, was detected and recorded. */
export function momentsText({ occurredAt, detectedAt, openedAt, foundBy }: CaseGround): string {
  const occurred = occurredAt === null ? 'chưa xác định được thời điểm xảy ra' : `xảy ra lúc ${momentText(occurredAt)}`;
  return `${occurred}; phát hiện lúc ${momentText(detectedAt)}, người hoặc nguồn phát hiện: ${unended(foundBy)}; ghi nhận lúc ${momentText(openedAt)}`;
}

/** What is revoked, or that there was nothing (điểm b khoản 3 Điều 6: "nếu có"). */
export function revokedClauses(material: ContainedCase | NoticeMaterial): RecordClause[] {
  const { parties, regulation, revoked, revokedGrants, noAccessEver, breadth, decidedAt, confirmBy } = material;
  const vendor = vendorText(parties);
  const ground = cited(3, 'b', regulation);
  if (noAccessEver) return [{ text: `Không có quyền truy cập nào đã được cấp cho ${vendor} theo ${contractText(parties)} (${ground}).` }];
  if (revokedGrants === 0) return [{ text: `Không còn quyền truy cập nào đang có hiệu lực để thu hồi (${ground}).` }];
  const people = new Set(revoked.map(({ personName, post }) => `${personName} ${post}`)).size;
  const accounts = new Set(revoked.map(({ account, systemName }) => `${systemName} ${account}`)).size;
  const whence = breadth === 'vendor' ? `theo mọi hợp đồng với ${parties.agencyName}` : `theo ${contractText(parties)}`;
  return [
    { text: `Thu hồi quyền truy cập hệ thống thông tin đã cấp cho ${vendor} ${whence}: ${countText(people)} người, ${countText(accounts)} tài khoản (${ground}); danh sách tại Phụ lục.` },
    { text: `Thời điểm thu hồi: ${momentText(decidedAt)}.` },
    { text: `${SECURITY_OFFICER} thu hồi và thay đổi mật khẩu hoặc hủy bỏ từng tài khoản, xác nhận kèm minh chứng chậm nhất ${momentText(confirmBy)}; quyền truy cập chỉ được coi là đã thu hồi khi có xác nhận đó.` },
  ];
}

/** The people and accounts that lost access, as an annex. */
export function holdersAnnex({ revoked, breadth }: Pick<ContainedCase, 'revoked' | 'breadth'>): RecordAnnex {
  const several = breadth === 'vendor';
  return {
    title: 'Danh sách người và tài khoản bị thu hồi quyền truy cập',
    blocks: [
      {
        kind: 'table',
        numbered: true,
        dense: true,
        columns: [
          { title: 'Họ và tên', width: 22 },
          { title: 'Chức vụ', width: 18 },
          { title: 'Tài khoản', width: 16 },
          { title: 'Hệ thống' },
          ...(several ? [{ title: 'Hợp đồng', width: 14 }] : []),
          { title: 'Thời hạn đã cấp', align: 'center' as const, width: 16 },
        ],
        rows: revoked.map(({ personName, post, account, systemName, contractNumber, grantedUntil }) => [
          personName, post, account, systemName, ...(several ? [contractNumber ?? ''] : []), `đến ${formatInstant(grantedUntil)}`,
        ]),
      },
    ],
  };
}
