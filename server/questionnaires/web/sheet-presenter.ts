import { compareDays, dayOf, formatDay, formatInstant, type CalendarDay } from '../../kernel/calendar-day.js';
import { parseInstant } from '../../kernel/clock.js';
import type { FieldErrors, FormValues } from '../../platform/http/forms.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { AskedGroup } from '../application/criteria.js';
import type { AnswerRow, EvidenceRow, VendorSheet } from '../application/read-questionnaires.js';
import { isAnswered } from '../domain/claim.js';
import { MOST_BYTES, MOST_FILES } from '../domain/uploads.js';
import { fieldOf } from './answer-forms.js';
import { answerPaths } from './paths.js';
import { claimChoices, claimWord } from './words.js';

/** Who asks whom about what, until when; the same lines on every page of a sheet. */
export function sheetRows(sheet: VendorSheet): { key: string; value: string }[] {
  return [
    { key: 'Cơ quan hỏi', value: sheet.agencyName },
    { key: 'Bên cung cấp', value: sheet.vendorName },
    { key: 'Hợp đồng', value: sheet.contractNumber === null ? sheet.contractName : `${sheet.contractNumber}, ${sheet.contractName}` },
    { key: 'Người được đề nghị trả lời', value: sheet.recipientName },
    { key: 'Hạn trả lời', value: formatInstant(sheet.expiresAt) },
  ];
}

/** How far a group is answered. */
export function groupProgress(token: string, sheet: VendorSheet, group: AskedGroup): { href: string; text: string; state: StateModel; answered: number; total: number } {
  const total = group.criteria.length;
  const answered = sheet.round.answers.filter((answer) => group.criteria.some(({ id }) => id === answer.criterionId) && isAnswered({ claim: answer.claim ?? undefined })).length;
  const files = sheet.round.evidence.filter(({ criterionId }) => group.criteria.some(({ id }) => id === criterionId)).length;
  const word = `${String(answered)}/${String(total)} tiêu chí${files > 0 ? `, ${String(files)} tệp` : ''}`;
  const state: StateModel = answered === total ? { tone: 'settled', icon: 'check', word } : answered === 0 ? { tone: 'neutral', icon: 'pending', word } : { tone: 'active', icon: 'clock', word };
  return { href: answerPaths.group(token, group.id), text: group.label, state, answered, total };
}

/** One file as both sides list it. */
export function fileLine(file: EvidenceRow, today: CalendarDay): { id: string; name: string; facts: string; expired: boolean } {
  const expired = file.validUntil !== null && compareDays(file.validUntil, today) < 0;
  const until = file.validUntil === null ? '' : `, hiệu lực đến ${formatDay(file.validUntil)}`;
  return { id: file.id, name: file.name, facts: `${sizeText(file.size)}, nhận ngày ${formatDay(dayOf(parseInstant(instantText(file.addedAt))))}${until}`, expired };
}

/** PostgreSQL writes instants in JSON with microseconds; the product counts milliseconds. */
export function instantText(text: string): string {
  return text.replace(/(\.\d{3})\d+/, '$1');
}

/** The sheet's criteria of a group as a form: what stands there, or what was typed. */
export function groupModel(sheet: VendorSheet, group: AskedGroup, values: FormValues, errors: FieldErrors, today: CalendarDay) {
  return group.criteria.map((criterion) => {
    const files = sheet.round.evidence.filter(({ criterionId }) => criterionId === criterion.id).map((file) => fileLine(file, today));
    const value = (part: 'claim' | 'text' | 'validUntil' | 'remove') => values[fieldOf(part, criterion.id)];
    return {
      id: criterion.id,
      text: criterion.text,
      evidence: criterion.evidence,
      source: criterion.source,
      claim: { name: fieldOf('claim', criterion.id), label: 'Mức độ đáp ứng', options: claimChoices, value: value('claim'), error: errors[fieldOf('claim', criterion.id)] },
      answer: { name: fieldOf('text', criterion.id), label: 'Giải thích', hint: 'Đang làm thế nào, ở đâu, từ khi nào; hoặc lý do không áp dụng', value: value('text'), error: errors[fieldOf('text', criterion.id)], rows: 4, maxlength: 4000, optional: true },
      files: { name: fieldOf('files', criterion.id), label: 'Thêm tệp minh chứng', hint: 'PDF, DOCX, XLSX hoặc ảnh; chọn được nhiều tệp', error: errors[fieldOf('files', criterion.id)], multiple: true, optional: true },
      validUntil: { name: fieldOf('validUntil', criterion.id), label: 'Tệp thêm lần này có hiệu lực đến ngày', hint: 'Để trống nếu không có thời hạn. Ví dụ 31/12/2027', value: value('validUntil'), error: errors[fieldOf('validUntil', criterion.id)], optional: true },
      kept: files,
      remove: files.length === 0 ? undefined : {
        name: fieldOf('remove', criterion.id),
        label: 'Bỏ tệp đã gửi',
        hint: 'Đánh dấu tệp gửi nhầm hoặc thay bằng tệp khác. Tệp bỏ đi không còn là minh chứng; bản đã nhận vẫn được lưu vết.',
        options: files.map(({ id, name }) => ({ value: id, label: name })),
        value: value('remove'),
        error: errors[fieldOf('remove', criterion.id)],
        optional: true,
      },
    };
  });
}

/** What stands in the fields of a group. */
export function groupValues(sheet: VendorSheet, group: AskedGroup): FormValues {
  return Object.fromEntries(group.criteria.flatMap(({ id }) => {
    const answer = sheet.round.answers.find(({ criterionId }) => criterionId === id);
    return [[fieldOf('claim', id), answer?.claim ?? undefined], [fieldOf('text', id), answer?.text ?? undefined]];
  }));
}

/** The version of a group, as its form carries it. */
export function groupVersion(sheet: VendorSheet, group: AskedGroup): number {
  return sheet.round.answers.filter(({ criterionId }) => group.criteria.some(({ id }) => id === criterionId)).reduce((sum, { version }) => sum + version, 0);
}

/** Answers and evidence to read, group by group. */
export function answersModel(
  groups: readonly AskedGroup[],
  content: { readonly answers: readonly AnswerRow[]; readonly evidence: readonly EvidenceRow[] },
  today: CalendarDay,
  fileHref?: (file: EvidenceRow) => string,
) {
  return groups.map((group) => ({
    id: group.id,
    label: group.label,
    criteria: group.criteria.map((criterion) => {
      const answer = content.answers.find(({ criterionId }) => criterionId === criterion.id);
      const files = content.evidence.filter(({ criterionId }) => criterionId === criterion.id);
      return {
        id: criterion.id,
        text: criterion.text,
        claim: answer === undefined ? 'Không trả lời' : claimWord(answer.claim),
        answered: answer !== undefined,
        paragraphs: (answer?.text ?? '').split('\n').filter((part) => part !== ''),
        files: files.map((file) => ({ ...fileLine(file, today), href: fileHref?.(file) ?? '' })),
      };
    }),
  }));
}

/** How much may still be brought. */
export const uploadNote = `Mỗi lần lưu nhận nhiều nhất 10 tệp. Cả phiếu nhận nhiều nhất ${String(MOST_FILES)} tệp, tổng dung lượng ${String(MOST_BYTES / 2 ** 20)} MB.`;

function sizeText(bytes: number): string {
  const kilobytes = bytes / 1024;
  const text = kilobytes >= 1024 ? `${(kilobytes / 1024).toFixed(1)} MB` : `${String(Math.max(1, Math.round(kilobytes)))} KB`;
  return text.replace('.', ',');
}
