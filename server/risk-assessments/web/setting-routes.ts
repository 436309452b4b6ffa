import { presentTimeline, type EventTexts } from '../../audit-trail/index.js';
import { formatMoney } from '../../kernel/money.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { money, optional } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Route } from '../../platform/http/routes.js';
import { shortPathLimitSet } from '../application/events.js';
import type { RiskAssessmentUseCases } from '../application/use-cases.js';
import { assessmentEventTexts } from './event-texts.js';

/** Where an administrator sets below which value a contract may be assessed by the short path. */
export const shortPathSettingPath = '/quan-tri/thiet-lap/danh-gia-rut-gon';

const form = defineForm<{ limit?: bigint | undefined }>({ limit: optional(money('giá trị hợp đồng')) });
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
      return { loaded: history, values: { limit: limit === undefined ? '' : formatMoney(limit).replace(/\s*đ$/u, '') }, version };
    },
    view: (ask, state) => {
      const conflict = state.conflict.map(({ theirs, yours }) => ({ label: 'Giá trị hợp đồng', theirs, yours }));
      const { values, errors, version, kept, loaded } = state;
      return page('risk-assessments/short-path-limit', 'Đánh giá rút gọn', { crumbs: [{ text: 'Thiết lập', href: '/quan-tri/thiet-lap' }], action: ask.path, values, errors, version, kept, conflict, timeline: presentTimeline(loaded, texts) }, { section: 'administration' });
    },
    perform: async (ask, { limit }, version) => {
      await assessments.setShortPathLimit(ask.act, ask.principal, limit, version ?? 0);
      return seeOther(shortPathSettingPath, 'Đã lưu thiết lập.');
    },
  });
}
