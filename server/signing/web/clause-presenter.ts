import type { ContractDetail } from '../../contracts/index.js';
import { formatDay, formatInstant } from '../../kernel/calendar-day.js';
import { versionText, type Library } from '../../library/index.js';
import type { RequestSentenceModel, SummaryRow } from '../../platform/views/pattern-models.js';
import { recordHref } from '../../records/index.js';
import type { ReviewPage } from '../application/use-cases.js';
import { clausesFor, unlocatedClauses, type ClauseFinding, type DutifulClause } from '../domain/clauses.js';
import { groupsOf } from './clause-forms.js';
import { dutyWords, reviewStates, sourceScopeWords, standingStates } from './clause-words.js';
import { signingPaths } from './paths.js';

/** The clauses of a contract by the edition its review follows; before the first review by the one of today. */
export function clausesOnPage(library: Library, { review, facts }: ReviewPage, version: string): DutifulClause[] {
  const kept = review?.libraryVersion.split('@')[1];
  return clausesFor(library.edition('mandatory-clauses', kept ?? version).entries, facts);
}

/** The clauses in their groups, each with its duty, how it stands and where. */
export function presentGroups(library: Library, contractId: string, clauses: readonly DutifulClause[], findings: readonly ClauseFinding[], editable: boolean): object[] {
  return groupsOf(library).map(({ id, title, clauseIds }) => {
    const own = clauseIds.flatMap((clauseId) => clauses.filter(({ clause }) => clause.id === clauseId));
    const needed = own.filter(({ duty }) => duty === 'mandatory');
    const open = unlocatedClauses(own, findings);
    return {
      title,
      count: needed.length === 0 ? 'không có điều khoản bắt buộc' : `${String(needed.length - open.length)}/${String(needed.length)} điều khoản bắt buộc đã xác định`,
      settled: open.length === 0,
      editHref: editable ? signingPaths.clauseGroup(contractId, id) : '',
      clauses: own.map(({ clause, duty }) => {
        const found = findings.find(({ clauseId }) => clauseId === clause.id);
        return { id: clause.id, text: clause.text, note: clause.note ?? '', duty: dutyWords[duty], state: standingStates[found?.standing ?? 'open'], place: placeOf(found) };
      }),
    };
  });
}

/** "Điều 5, khoản 2, trang 14", or the reason why it stands nowhere. */
export function placeOf(found: ClauseFinding | undefined): string {
  if (found === undefined) return '';
  if (found.standing !== 'located') return found.reason ?? '';
  return [found.article ?? '', ...(found.paragraph === null ? [] : [`khoản ${found.paragraph}`]), ...(found.page === null ? [] : [`trang ${found.page}`])].join(', ');
}

/** What the checklist depends on and what the review says besides the clauses. */
export function reviewRows(contract: ContractDetail, page: ReviewPage): SummaryRow[] {
  const { facts, review, decision } = page;
  const cloud = facts.cloud ? 'điện toán đám mây' : undefined;
  const basis = [`cấp độ ${String(facts.level)}`, facts.personalData ? 'có dữ liệu cá nhân' : 'không có dữ liệu cá nhân', cloud].filter((part) => part !== undefined).join(', ');
  return [
    { key: 'Danh mục áp dụng theo', value: basis, note: 'Theo hệ thống, dữ liệu và loại dịch vụ của hợp đồng; thay đổi thì danh mục thay đổi theo.' },
    { key: 'Đơn vị vận hành hệ thống', value: operatorText(contract), note: 'Mục này ở thông tin hợp đồng; điều khoản tương ứng là CT-03.' },
    { key: 'Phạm vi mã nguồn', value: review?.sourceScope === undefined || review.sourceScope === null ? undefined : sourceScopeWords[review.sourceScope], ...(review?.sourceStatement === undefined || review.sourceStatement === null ? {} : { note: review.sourceStatement }) },
    ...(review === null ? [] : [{ key: 'Lần rà soát', value: `Lần ${String(review.round)}, theo danh mục ${versionText(review.libraryVersion)}`, state: reviewStates[review.state], note: `Lưu lần cuối lúc ${formatInstant(new Date(review.savedAt))}` }]),
    ...(decision === null
      ? []
      : [{
          key: decision.outcome === 'approved' ? 'Xác nhận' : 'Trả lại',
          value: `${decision.by} (${decision.post})${decision.paperNumber === null ? '' : `, văn bản số ${decision.paperNumber}`}, ${formatInstant(new Date(decision.at))}`,
          ...(decision.ground === null ? {} : { note: decision.ground }),
        }]),
    ...page.records.map((record) => ({
      key: record.kind === 'HS-04' ? `Biên bản rà soát (HS-04), lần ${record.part}` : `Phụ lục (HS-05), bản số ${record.part}`,
      value: record.number === null ? (record.status === 'registered' ? 'Đã vào sổ' : 'Chờ ký và vào sổ') : `Số ${record.number}${record.issuedOn === null ? '' : ` ngày ${formatDay(record.issuedOn)}`}`,
      href: recordHref(record.id),
    })),
  ];
}

const operatorWords: Readonly<Record<string, string>> = { vendor: 'Bên cung cấp dịch vụ', 'hiring-agency': 'Cơ quan chủ trì thuê dịch vụ' };

function operatorText({ operatorKind, operatorName }: ContractDetail): string | undefined {
  return operatorKind === null ? undefined : (operatorName ?? operatorWords[operatorKind]);
}

/** The annexes that were made, newest first, each with its file, hash and the act that locates its clauses at once. */
export function presentAnnexes(contractId: string, { annexes, review }: ReviewPage, editable: boolean): object[] {
  return annexes.map((annex) => ({
    title: `Bản số ${String(annex.ordinal)}`,
    made: `${annex.madeByName}, ${formatInstant(new Date(annex.madeAt))}; lời văn mẫu ${versionText(annex.modelVersion)}`,
    fileHref: annex.attachmentId === null ? '' : `/tep/${annex.attachmentId}`,
    sha256: annex.sha256,
    carried: review?.annexId === annex.id,
    carryAction: editable && review?.annexId !== annex.id ? signingPaths.carryAnnex(contractId, annex.id) : '',
  }));
}

/** The review as one sentence that a head can say yes or no to. */
export function reviewRequest(
  contract: ContractDetail, page: ReviewPage, clauses: readonly DutifulClause[], reason: string | readonly string[] | undefined, error: string | undefined, closed: { readonly reason: string } | undefined,
): RequestSentenceModel | undefined {
  const { review } = page;
  if (review === null || review.state !== 'submitted') return undefined;
  const needed = clauses.filter(({ duty }) => duty === 'mandatory').length;
  const located = needed - unlocatedClauses(clauses, review.findings).length;
  return {
    heading: 'Đề nghị xác nhận điều khoản',
    parts: [
      { text: 'Xác nhận hợp đồng ' },
      { text: `"${contract.name}"` },
      { text: ` với ${contract.vendorName ?? 'bên cung cấp chưa chọn'} có đủ ${String(located)}/${String(needed)} điều khoản bắt buộc về bảo đảm an ninh mạng; đơn vị vận hành là ${operatorText(contract) ?? '(chưa xác định)'}; phạm vi mã nguồn: ${review.sourceScope === null ? '(chưa nêu)' : sourceScopeWords[review.sourceScope].toLocaleLowerCase('vi')}. ` },
      { text: `${review.submittedByName ?? ''} trình lúc ${review.submittedAt === null ? '' : formatInstant(new Date(review.submittedAt))}.` },
    ],
    version: review.version,
    approve: { action: signingPaths.confirmReview(contract.id), text: 'Xác nhận', ...(closed === undefined ? {} : { closed }) },
    return: { action: signingPaths.clauses(contract.id), text: 'Trả lại', name: 'reason', ...(typeof reason === 'string' ? { value: reason } : {}), ...(error === undefined ? {} : { error }) },
  };
}
