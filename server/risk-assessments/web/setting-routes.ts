import { presentTimeline, type EventTexts } from '../../audit-trail/index.js';
import { formatMoney } from '../../kernel/money.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice, money, optional } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm, type FieldErrors } from '../../platform/http/forms.js';
import type { Route } from '../../platform/http/routes.js';
import { shortPathLimitSet } from '../application/events.js';
import type { RiskAssessmentUseCases } from '../application/use-cases.js';
import { assessmentEventTexts } from './event-texts.js';

/** Where an administrator sets below which value a contract may be assessed by the short path. */
export const shortPathSettingPath = '/quan-tri/thiet-lap/danh-gia-rut-gon';

interface LimitFields {
  readonly open: 'yes' | 'no';
  readonly limit?: bigint | undefined;
}

const form = defineForm<LimitFields>(
  { open: choice('phạm vi đánh giá rút gọn', ['no', 'yes']), limit: optional(money('giá trị hợp đồng')) },
  ({ open, limit }): FieldErrors => (open === 'yes' && limit === undefined ? { limit: 'Nhập giá trị hợp đồng.' } : {}),
);
const options = [
  { value: 'no', label: 'Chỉ hợp đồng không gắn với hệ thống thông tin nào' },
  { value: 'yes', label: 'Cả hợp đồng dưới giá trị sau đây' },
];
const texts: EventTexts = assessmentEventTexts;

/** The one setting of this room. */
export function settingRoutes(assessments: RiskAssessmentUseCases): readonly Route[] {
  return formPage({
    path: shortPathSettingPath,
    may: { action: 'amend', subject: 'Setting' },
    records: [shortPathLimitSet],
    form,
    load: async () => {
      const { id, limit, version } = await assessments.shortPathLimit();
      const history = id === undefined ? [] : await assessments.settingHistory(id);
      return { loaded: history, values: limit === undefined ? { open: 'no' } : { open: 'yes', limit: formatMoney(limit).replace(/\s*đ$/u, '') }, version };
    },
    view: (ask, state) => {
      const conflict = state.conflict.map(({ field, theirs, yours }) => (field === 'open' ? { label: 'Phạm vi', theirs: word(theirs), yours: word(yours) } : { label: 'Giá trị hợp đồng', theirs, yours }));
      const { values, errors, version, kept, loaded } = state;
      return page('risk-assessments/short-path-limit', 'Đánh giá rút gọn', { options, crumbs: [{ text: 'Thiết lập', href: '/quan-tri/thiet-lap' }], action: ask.path, values, errors, version, kept, conflict, timeline: presentTimeline(loaded, texts) }, { section: 'administration' });
    },
    perform: async (ask, { open, limit }, version) => {
      await assessments.setShortPathLimit(ask.act, ask.principal, open === 'yes' ? limit : undefined, version ?? 0);
      return seeOther(shortPathSettingPath, 'Đã lưu thiết lập.');
    },
  });
}

function word(code: string): string {
  return options.find(({ value }) => value === code)?.label ?? code;
}
