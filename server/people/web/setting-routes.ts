import { presentTimeline } from '../../audit-trail/index.js';
import { compareDays, formatDay, today, type CalendarDay } from '../../kernel/calendar-day.js';
import type { Clock } from '../../kernel/clock.js';
import { InvalidInput } from '../../kernel/errors.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice, day, line, optional } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm, type FieldErrors } from '../../platform/http/forms.js';
import type { Route } from '../../platform/http/routes.js';
import type { PeopleReadings } from '../application/readings.js';
import type { PeopleUseCases } from '../application/use-cases.js';
import type { Regulation } from '../application/regulation.js';
import { administrationTabs, settingsPath } from './administration-tabs.js';
import { peopleEventTexts } from './event-texts.js';
import { presentFields, type FieldSpec } from './form-fields.js';

interface RegulationFields {
  issued: 'yes' | 'no';
  number?: string | undefined;
  date?: CalendarDay | undefined;
}

const regulationForm = defineForm<RegulationFields>(
  { issued: choice('tình trạng ban hành', ['yes', 'no']), number: optional(line('số, ký hiệu quyết định', 60)), date: optional(day('ngày ban hành')) },
  ({ issued, number, date }) => {
    if (issued === 'no') return {};
    const errors: Record<string, string> = {};
    if (number === undefined) errors['number'] = 'Nhập số, ký hiệu quyết định ban hành Quy chế.';
    if (date === undefined) errors['date'] = 'Nhập ngày ban hành Quy chế.';
    return errors satisfies FieldErrors;
  },
);

const fields: readonly FieldSpec[] = [
  {
    kind: 'radios', name: 'issued', label: 'Quy chế bảo đảm an ninh mạng của thành phố',
    options: [
      { value: 'no', label: 'Chưa ban hành', hint: 'Mọi trang và văn bản dẫn là “dự thảo Quy chế”' },
      { value: 'yes', label: 'Đã ban hành', hint: 'Dẫn theo số và ngày của quyết định dưới đây' },
    ],
  },
  { kind: 'text', name: 'number', label: 'Số, ký hiệu quyết định', hint: 'Ví dụ: 45/2026/QĐ-UBND; cần khi đã ban hành', width: 'medium', optional: true, maxlength: 60 },
  { kind: 'date', name: 'date', label: 'Ngày ban hành', optional: true },
];

/** A setting that another room keeps on a page of its own. */
export interface FurtherSetting {
  readonly label: string;
  readonly href: string;
}

/** Settings of the whole installation. */
export function settingRoutes(people: PeopleUseCases, readings: PeopleReadings, clock: Clock, further: readonly FurtherSetting[]): readonly Route[] {
  return formPage({
    path: settingsPath,
    may: { action: 'amend', subject: 'Setting' },
    records: ['setting.regulation-amended'],
    form: regulationForm,
    load: async () => {
      const { regulation, version, id } = await readings.regulation();
      const history = id === undefined ? [] : await readings.history('setting', id);
      const values = regulation.issued ? { issued: 'yes', number: regulation.number, date: formatDay(regulation.date) } : { issued: 'no' };
      return { loaded: history, values, version };
    },
    view: (ask, state) => {
      const model = { tabs: administrationTabs(settingsPath), action: ask.path, version: state.version, kept: state.kept, ...presentFields(fields, state), timeline: presentTimeline(state.loaded, peopleEventTexts), further };
      return page('people/settings', 'Thiết lập', model, { section: 'administration' });
    },
    perform: async (ask, command, version) => {
      const regulation = regulationOf(command);
      if (regulation.issued && compareDays(regulation.date, today(clock)) > 0) throw new InvalidInput({ date: 'Ngày ban hành không thể sau hôm nay.' });
      await people.setRegulation(ask.act, ask.principal, regulation, version ?? 0);
      return seeOther(settingsPath, 'Đã lưu thiết lập.');
    },
  });
}

function regulationOf({ issued, number, date }: RegulationFields): Regulation {
  return issued === 'yes' && number !== undefined && date !== undefined ? { issued: true, number, date } : { issued: false };
}
