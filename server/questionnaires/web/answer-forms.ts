import { choice, day, email, identifiers, line, optional, paragraph, ticked } from '../../platform/http/field-types.js';
import { defineForm, type FieldErrors, type Form, type FormBody } from '../../platform/http/forms.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { claims, isClaim, type TypedAnswer } from '../domain/claim.js';

/** The fields of one criterion on the page of a group. */
const parts = ['claim', 'text', 'validUntil', 'remove'] as const;
type Part = (typeof parts)[number] | 'files';

/** Name of a field of one criterion: 'claim-DL-01'. */
export function fieldOf(part: Part, criterionId: string): string {
  return `${part}-${criterionId}`;
}

/** What was typed for one criterion; its files come beside the form. */
export interface TypedEntry extends TypedAnswer {
  readonly criterionId: string;
  readonly validUntil: CalendarDay | undefined;
  readonly remove: readonly string[];
}

interface OneCriterion {
  readonly claim?: string | undefined;
  readonly text?: string | undefined;
  readonly validUntil?: CalendarDay | undefined;
  readonly remove: readonly string[];
}

const oneCriterion = defineForm<OneCriterion>(
  {
    claim: optional(choice('Mức độ đáp ứng', claims)),
    text: optional(paragraph('Giải thích', 4000)),
    validUntil: optional(day('Ngày minh chứng hết hiệu lực')),
    remove: identifiers('Tệp bỏ đi'),
  },
  ({ claim, text }): FieldErrors => (claim === 'not-applicable' && text === undefined ? { text: 'Nêu lý do không áp dụng.' } : {}),
);

/** The form of a group: the fields of whatever criteria the page shows. `known` are those of every loaded version; others are dropped. */
export function groupForm(known: readonly string[]): Form<readonly TypedEntry[]> {
  return {
    fields: known.flatMap((criterion) => parts.map((part) => fieldOf(part, criterion))),
    read(body) {
      const entries: TypedEntry[] = [];
      const errors: Record<string, string> = {};
      for (const criterionId of known) {
        const typed = typedFor(body, criterionId);
        if (Object.keys(typed).length === 0) continue;
        const read = oneCriterion.read(typed);
        if (read.ok) {
          const { claim, text, validUntil, remove } = read.command;
          entries.push({ criterionId, claim: claim !== undefined && isClaim(claim) ? claim : undefined, text, validUntil, remove });
        } else {
          for (const [part, sentence] of Object.entries(read.errors)) errors[`${part}-${criterionId}`] = `${criterionId}: ${sentence}`;
        }
      }
      if (Object.keys(errors).length > 0) return { ok: false, errors };
      return entries.length === 0 ? { ok: false, errors: { '': 'Không nhận được nội dung trả lời nào. Mở lại trang và nhập lại.' } } : { ok: true, command: entries };
    },
  };
}

function typedFor(body: FormBody, criterionId: string): FormBody {
  return Object.fromEntries(parts.flatMap((part) => {
    const value = body[fieldOf(part, criterionId)];
    return value === undefined ? [] : [[part, value] as const];
  }));
}

/** Sending the answers in. */
export interface DeclarationForm {
  readonly name: string;
  readonly post: string;
  readonly email: string;
  readonly reuse: 'yes' | 'no';
  readonly declared: boolean;
}

export const declarationForm = defineForm<DeclarationForm>(
  {
    name: line('Họ và tên người trả lời', 120),
    post: line('Chức vụ', 120),
    email: email('Thư điện tử'),
    reuse: choice('Việc dùng lại trả lời', ['yes', 'no']),
    declared: ticked('Cam đoan').truthy('yes'),
  },
  ({ declared }): FieldErrors => (declared ? {} : { declared: 'Đánh dấu vào ô cam đoan trước khi gửi trả lời.' }),
);
