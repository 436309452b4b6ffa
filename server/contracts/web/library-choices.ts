import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { HireAnswer, HirePermission, Library } from '../../library/index.js';
import type { ChoiceModel } from '../../platform/views/field-models.js';
import type { HireOutcome } from '../domain/standing.js';
import type { FormCodes } from './contract-forms.js';

/** What the versioned library offers to the forms and pages of contracts. */
export interface LibraryChoices {
  readonly codes: FormCodes;
  serviceKinds(day: CalendarDay): readonly ChoiceModel[];
  fundSources(day: CalendarDay): readonly ChoiceModel[];
  operatorKinds(day: CalendarDay): readonly ChoiceModel[];
  hireQuestion(day: CalendarDay): { readonly text: string; readonly hint: string };
  hireAnswers(day: CalendarDay): readonly ChoiceModel[];
  outcomeOf(answer: string): HireOutcome;
  /** What the screen calls a stored code, whichever version it came from. */
  label(library: 'service-kinds' | 'fund-sources' | 'operator-kinds', code: string | null): string | undefined;
  hireAnswerText(code: string | null): string | undefined;
  reviewDays(day: CalendarDay): number;
  spendingMarks(day: CalendarDay): readonly { readonly percent: number; readonly label: string; readonly source: string }[];
}

const outcomeHints: Readonly<Record<HireOutcome, string>> = {
  allowed: 'Được phép thuê.',
  'needs-legal-answer': 'Cần ý kiến của cán bộ pháp chế trước khi ký.',
  refused: 'Không được phép thuê: hợp đồng được giữ lại và không thể ký.',
};

export const outcomeWords: Readonly<Record<HireOutcome, string>> = {
  allowed: 'Được phép',
  'needs-legal-answer': 'Cần ý kiến pháp chế',
  refused: 'Không được phép',
};

/** Reads the library for this room; codes cover every loaded version, so that stored ones stay valid when a new version comes. */
export function libraryChoices(law: Library): LibraryChoices {
  const everyId = (library: 'service-kinds' | 'fund-sources' | 'operator-kinds'): string[] => [
    ...new Set(law.editions(library).flatMap((edition) => edition.entries.map(({ id }) => id))),
  ];
  const answers = law.editions('hire-permission').flatMap((edition) => edition.entries.filter(isAnswer));
  return {
    codes: {
      serviceKinds: everyId('service-kinds'),
      serviceKindsWithSystem: law.editions('service-kinds')[0]?.entries.filter(({ systemRequired }) => systemRequired).map(({ id }) => id) ?? [],
      operatorKinds: everyId('operator-kinds'),
      fundSources: everyId('fund-sources'),
      hireAnswers: [...new Set(answers.map(({ id }) => id))],
      legalAnswers: [...new Set(answers.filter(({ answeredBy }) => answeredBy === 'legal-officer').map(({ id }) => id))],
    },
    serviceKinds: (day) => law.libraryOn('service-kinds', day).entries.map(({ id, label }) => ({ value: id, label })),
    fundSources: (day) => law.libraryOn('fund-sources', day).entries.map(({ id, label }) => ({ value: id, label })),
    operatorKinds: (day) =>
      law.libraryOn('operator-kinds', day).entries.map((entry) => ({
        value: entry.id,
        label: entry.label,
        ...(entry.default ? { hint: 'Trường hợp mặc định theo khoản 3 Điều 22 dự thảo Quy chế; vẫn phải đúng với thỏa thuận trong hợp đồng.' } : {}),
      })),
    hireQuestion(day) {
      const question = law.libraryOn('hire-permission', day).entries.find(({ kind }) => kind === 'question');
      return question?.kind === 'question' ? { text: question.text, hint: `${question.hint} (khoản 4 Điều 36 Nghị định 224/2026/NĐ-CP)` } : { text: 'Việc thuê có được phép', hint: '' };
    },
    hireAnswers: (day) =>
      law.libraryOn('hire-permission', day).entries.filter(isAnswer).map(({ id, text, outcome }) => ({ value: id, label: text, hint: outcomeHints[outcome] })),
    outcomeOf: (answer) => answers.find(({ id }) => id === answer)?.outcome ?? 'needs-legal-answer',
    label: (library, code) => law.editions(library).flatMap((edition) => edition.entries).find(({ id }) => id === code)?.label,
    hireAnswerText: (code) => answers.find(({ id }) => id === code)?.text,
    reviewDays: (day) => law.libraryOn('periods', day).entries.find(({ id }) => id === 'transitional-review')?.length.amount ?? 90,
    spendingMarks: (day) => law.libraryOn('security-spending-marks', day).entries.map(({ percent, label, source }) => ({ percent, label, source })),
  };
}

function isAnswer(entry: HirePermission): entry is HireAnswer {
  return entry.kind === 'answer';
}
