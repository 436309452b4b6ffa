import { instantOf, typedInstant } from '../../access-grants/index.js';
import { channelWords, reportChannels, type ReportChannel } from '../../clocks/index.js';
import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { page, seeOther, type SeeOther } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { choice, day, line, paragraph, timeOfDay } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Ask, FormState, Route } from '../../platform/http/routes.js';
import type { IncidentDetail, IncidentUseCases } from '../application/use-cases.js';
import { INCIDENT_SUBJECT, incidentConditions, type IncidentCondition } from '../domain/incident.js';
import { incidentCrumbs } from './incident-presenter.js';
import { incidentPaths, incidentSection } from './paths.js';
import { conditionHints, conditionWords } from './words.js';

const may = { action: 'supplement', subject: INCIDENT_SUBJECT };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

interface NoticeForm {
  readonly noticedDay: CalendarDay;
  readonly noticedTime: string;
  readonly channel: ReportChannel;
  readonly fromWhom: string;
  readonly takenBy: string;
  readonly content: string;
}

interface HandlingForm {
  readonly doneDay: CalendarDay;
  readonly doneTime: string;
  readonly what: string;
}

const conditionForm = defineForm<{ readonly condition: IncidentCondition; readonly note: string }>({
  condition: choice('điều kiện', incidentConditions),
  note: paragraph('Căn cứ', 2000),
});
const noticeForm = defineForm<NoticeForm>({
  noticedDay: day('Ngày báo'),
  noticedTime: timeOfDay('Giờ báo'),
  channel: choice('Kênh báo tin', reportChannels),
  fromWhom: line('Người báo', 200),
  takenBy: line('Người tiếp nhận', 200),
  content: paragraph('Nội dung tin báo', 4000),
});
const handlingForm = defineForm<HandlingForm>({
  doneDay: day('Ngày thực hiện'),
  doneTime: timeOfDay('Giờ thực hiện'),
  what: paragraph('Việc đã làm', 4000),
});

/** What is added to an incident after it was written down; nothing of it is changed. */
export function supplementRoutes(incidents: IncidentUseCases): Route[] {
  const loadNow = (ask: Ask): Promise<IncidentDetail> => incidents.incidentFor(ask.principal, idOf(ask), 'supplement');
  const typedNow = (): { day: string; time: string } => {
    const { day: on, time } = typedInstant(incidents.now());
    return { day: formatDay(on), time };
  };
  const levelForm = defineForm<{ readonly level: string; readonly ground: string }>({ level: choice('mức độ', incidents.levels().map(({ id }) => id)), ground: paragraph('Căn cứ đánh giá', 2000) });

  return [
    ...formPage<{ readonly level: string; readonly ground: string }, IncidentDetail>({
      path: incidentPaths.grade(':id'),
      may,
      records: ['incident.graded'],
      form: levelForm,
      load: async (ask) => {
        const incident = await loadNow(ask);
        return { loaded: incident, values: { level: incident.levels[0]?.level ?? '' } };
      },
      view: (_ask, state) =>
        page('incidents/grade', 'Đánh giá mức độ sự cố', {
          ...frame(state, 'Đánh giá mức độ sự cố', incidentPaths.grade),
          levels: incidents.levelsOf(state.loaded).map(({ id, label, summary }) => ({ value: id, label, hint: summary })),
        }, { section: incidentSection }),
      perform: async (ask, { level, ground }) => {
        const sentences = { 'level.unknown': 'Chọn mức độ trong danh sách.', 'level.same': 'Sự cố đang ở mức độ này; chọn mức độ khác hoặc ghi vào quá trình xử lý.' };
        const started = await inSentences(sentences, () => incidents.gradeIncident(ask.act, ask.principal, { incidentId: idOf(ask), level, ground }));
        return done(idOf(ask), 'Đã ghi nhận mức độ sự cố', started);
      },
    }),
    ...formPage<{ readonly condition: IncidentCondition; readonly note: string }, IncidentDetail>({
      path: incidentPaths.condition(':id'),
      may,
      records: ['incident.condition-recorded'],
      form: conditionForm,
      load: async (ask) => ({ loaded: await loadNow(ask), values: {} }),
      view: (_ask, state) =>
        page('incidents/condition', 'Ghi nhận điều kiện báo cáo thêm', {
          ...frame(state, 'Ghi nhận điều kiện báo cáo thêm', incidentPaths.condition),
          conditions: incidentConditions.filter((condition) => !state.loaded.conditions.some((held) => held.condition === condition))
            .map((value) => ({ value, label: conditionWords[value], hint: conditionHints[value] })),
        }, { section: incidentSection }),
      perform: async (ask, { condition, note }) => {
        const sentences = { 'condition.recorded': 'Điều kiện này đã được ghi nhận.' };
        const started = await inSentences(sentences, () => incidents.recordCondition(ask.act, ask.principal, { incidentId: idOf(ask), condition, note }));
        return done(idOf(ask), 'Đã ghi nhận điều kiện', started);
      },
      walls: { incident_condition_once: { field: 'condition', text: 'Người khác vừa ghi nhận điều kiện này.' } },
    }),
    ...formPage<NoticeForm, IncidentDetail>({
      path: incidentPaths.notice(':id'),
      may,
      records: ['incident.notice-recorded'],
      form: noticeForm,
      load: async (ask) => {
        const now = typedNow();
        return { loaded: await loadNow(ask), values: { noticedDay: now.day, noticedTime: now.time, takenBy: ask.principal.displayName } };
      },
      view: (_ask, state) =>
        page('incidents/notice', 'Ghi nhận tin báo đầu tiên', {
          ...frame(state, 'Ghi nhận tin báo đầu tiên', incidentPaths.notice), channels: reportChannels.map((value) => ({ value, label: channelWords[value] })),
        }, { section: incidentSection }),
      perform: async (ask, { noticedDay, noticedTime, ...fields }) => {
        const sentences = { 'noticedTime.future': 'Thời điểm báo không được sau lúc này.', 'content.recorded': 'Tin báo đầu tiên của sự cố này đã được ghi nhận.' };
        await inSentences(sentences, () => incidents.recordNotice(ask.act, ask.principal, { incidentId: idOf(ask), noticedAt: instantOf(noticedDay, noticedTime), ...fields }));
        return done(idOf(ask), 'Đã ghi nhận tin báo đầu tiên', []);
      },
      walls: { incident_first_notice_once: { field: 'content', text: 'Người khác vừa ghi nhận tin báo đầu tiên của sự cố này.' } },
    }),
    ...formPage<HandlingForm, IncidentDetail>({
      path: incidentPaths.handling(':id'),
      may,
      records: ['incident.handling-recorded'],
      files: true,
      form: handlingForm,
      load: async (ask) => {
        const now = typedNow();
        return { loaded: await loadNow(ask), values: { doneDay: now.day, doneTime: now.time } };
      },
      view: (_ask, state) => page('incidents/handling', 'Ghi nhận quá trình xử lý', frame(state, 'Ghi nhận quá trình xử lý', incidentPaths.handling), { section: incidentSection }),
      perform: async (ask, { doneDay, doneTime, what }) => {
        const sentences = { 'doneTime.future': 'Thời điểm thực hiện không được sau lúc này.', 'doneTime.before-incident': 'Thời điểm thực hiện không được trước khi sự cố xuất hiện hoặc được phát hiện.' };
        await inSentences(sentences, () => incidents.recordHandling(ask.act, ask.principal, { incidentId: idOf(ask), doneAt: instantOf(doneDay, doneTime), what, files: ask.uploads.files }));
        return done(idOf(ask), 'Đã ghi nhận việc xử lý', []);
      },
    }),
  ];
}

/** What every one of these forms shows around its fields. */
function frame({ loaded: incident, values, errors, kept }: FormState<IncidentDetail>, title: string, action: (id: string) => string): object {
  return {
    crumbs: incidentCrumbs(incident), title, caption: `${incident.code} – ${incident.title}`, kept, values, errors, action: action(incident.id), cancelHref: incidentPaths.incident(incident.id),
  };
}

function done(id: string, text: string, started: readonly string[]): SeeOther {
  return started.length === 0 ? seeOther(incidentPaths.incident(id), `${text}.`) : seeOther(incidentPaths.incident(id), `${text}; ${String(started.length)} thời hạn mới bắt đầu tính.`, 'attention');
}
