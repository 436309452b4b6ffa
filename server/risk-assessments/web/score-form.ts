import Joi from 'joi';
import type { Library } from '../../library/index.js';
import { choice, optional, paragraph } from '../../platform/http/field-types.js';
import { defineForm, type FieldErrors, type Form, type FormValues } from '../../platform/http/forms.js';
import type { GroupCommand } from '../application/score-assessment.js';
import type { AssessmentDetail } from '../application/use-cases.js';

/** What a page of one group sends: texts by field name; only the fields of its own criteria are there. */
export type ScoreFields = Readonly<Record<string, string | undefined>>;

export const field = {
  score: (criterion: string): string => `score-${criterion}`,
  reason: (criterion: string): string => `reason-${criterion}`,
  note: (criterion: string): string => `note-${criterion}`,
  /** The version of the answer that the page showed. */
  seen: (criterion: string): string => `seen-${criterion}`,
} as const;

const NOT_APPLICABLE = 'na';
/** A version as a hidden field brings it; anything else is none. */
const seen = (): Joi.AnySchema<string | undefined> => Joi.any<string | undefined>().custom((value: unknown) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? value : undefined));

/** The form of a page of scores, over the criteria of all versions of the library: which of them a page shows depends on its assessment. */
export function scoreForm(library: Library): Form<ScoreFields> {
  const criteria = [...new Set(library.editions('risk-criteria').flatMap(({ entries }) => entries.map(({ id }) => id)))];
  const fields: Record<string, Joi.Schema> = {
    impact: optional(choice('mức tác động', ['1', '2', '3', '4', '5'])),
    impactReason: optional(paragraph('Lý do chọn mức tác động', 1000)),
    seenImpact: seen(),
    next: Joi.string().valid('1').optional(),
  };
  for (const id of criteria) {
    fields[field.score(id)] = optional(choice(`điểm của ${id}`, ['0', '1', '2', '3', '4', NOT_APPLICABLE]));
    fields[field.reason(id)] = optional(paragraph(`Lý do không áp dụng ${id}`, 1000));
    fields[field.note(id)] = optional(paragraph(`Ghi chú ${id}`, 2000));
    fields[field.seen(id)] = seen();
  }
  return defineForm<ScoreFields>(fields, (sent) => between(criteria, sent));
}

function between(criteria: readonly string[], sent: ScoreFields): FieldErrors {
  const errors: Record<string, string> = sent['seenImpact'] === undefined ? { '': 'Nội dung gửi lên không đủ; tải lại trang rồi nhập lại.' } : {};
  for (const id of criteria) {
    const isNotApplicable = sent[field.score(id)] === NOT_APPLICABLE;
    const reason = sent[field.reason(id)];
    if (isNotApplicable && reason === undefined) errors[field.reason(id)] = `Nêu lý do không áp dụng ${id}.`;
    if (!isNotApplicable && reason !== undefined) errors[field.reason(id)] = `Chỉ nêu lý do khi chọn “Không áp dụng” cho ${id}.`;
  }
  if (sent['impact'] !== undefined && sent['impactReason'] === undefined) errors['impactReason'] = 'Nêu lý do chọn mức tác động.';
  if (sent['impact'] === undefined && sent['impactReason'] !== undefined) errors['impact'] = 'Chọn mức tác động.';
  return errors;
}

/** The command of what one page of a group sent. */
export function groupCommandOf(groupId: string, criteria: readonly string[], sent: ScoreFields): GroupCommand {
  const versionOf = (name: string): number => Number(sent[name] ?? '0');
  const impact = sent['impact'];
  return {
    groupId,
    answers: criteria.map((id) => {
      const score = sent[field.score(id)];
      return {
        criterionId: id,
        score: score === undefined || score === NOT_APPLICABLE ? null : Number(score),
        notApplicableReason: score === NOT_APPLICABLE ? (sent[field.reason(id)] ?? '') : null,
        note: sent[field.note(id)] ?? null,
        version: versionOf(field.seen(id)),
      };
    }),
    impact: impact === undefined ? undefined : { impact: Number(impact), reason: sent['impactReason'] ?? '', version: versionOf('seenImpact') },
  };
}

/** What stands in the fields of a group's page. */
export function scoreValues(detail: AssessmentDetail, groupId: string, criteria: readonly string[]): FormValues {
  const values: Record<string, string> = {};
  for (const id of criteria) {
    const answer = detail.answers.find(({ criterionId }) => criterionId === id);
    values[field.score(id)] = answer === undefined ? '' : answer.notApplicableReason !== null ? NOT_APPLICABLE : answer.score === null ? '' : String(answer.score);
    values[field.reason(id)] = answer?.notApplicableReason ?? '';
    values[field.note(id)] = answer?.note ?? '';
    values[field.seen(id)] = String(answer?.version ?? 0);
  }
  const impact = detail.impacts.find((row) => row.groupId === groupId);
  return { ...values, impact: impact === undefined ? '' : String(impact.impact), impactReason: impact?.reason ?? '', seenImpact: String(impact?.version ?? 0) };
}

/** "Điểm của DL-01" for the page of two people at once; undefined for fields that nobody types. */
export function scoreFieldName(name: string): string | undefined {
  const [kind = '', ...rest] = name.split('-');
  const criterion = rest.join('-');
  const kinds: Readonly<Record<string, string>> = { score: `Điểm ${criterion}`, reason: `Lý do không áp dụng ${criterion}`, note: `Ghi chú ${criterion}`, impact: 'Mức tác động', impactReason: 'Lý do chọn mức tác động' };
  return kinds[kind];
}

/** A score as the page of two people at once shows it. */
export function scoreText(text: string): string {
  return text === NOT_APPLICABLE ? 'Không áp dụng' : text;
}
