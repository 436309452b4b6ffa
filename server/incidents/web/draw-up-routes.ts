import { formatInstant } from '../../kernel/calendar-day.js';
import { page, seeOther, type SeeOther } from '../../platform/http/answers.js';
import { optional, paragraph } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { act, type Ask, type Route } from '../../platform/http/routes.js';
import { recordEvents, recordHref } from '../../records/index.js';
import { draftOf } from '../application/draw-up-records.js';
import type { ReportParts } from '../application/record-material.js';
import type { IncidentDetail, IncidentUseCases } from '../application/use-cases.js';
import { INCIDENT_SUBJECT } from '../domain/incident.js';
import { mayDrawUpReport } from '../domain/record-policy.js';
import { incidentCrumbs } from './incident-presenter.js';
import { incidentPaths, incidentSection } from './paths.js';

const may = { action: 'draw-up', subject: INCIDENT_SUBJECT };
const prepared = [recordEvents.prepared];
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

const partsForm = defineForm<{ readonly [Part in keyof ReportParts]: ReportParts[Part] }>({
  content: paragraph('Nội dung vụ, việc', 8000),
  timeAndPlace: paragraph('Thời gian, địa điểm phát sinh vụ, việc', 2000),
  cause: optional(paragraph('Nguyên nhân xảy ra vụ, việc', 4000)),
  impact: paragraph('Đánh giá rủi ro, ảnh hưởng', 8000),
  measures: paragraph('Các biện pháp đã tiến hành', 8000),
  proposals: optional(paragraph('Kiến nghị, đề xuất', 4000)),
});

/** The records of an incident: the 24-hour report with its six parts, and the minutes of a violation of personal data. */
export function drawUpRoutes(incidents: IncidentUseCases): Route[] {
  return [
    ...formPage<ReportParts, IncidentDetail>({
      path: incidentPaths.drawUpReport(':id'),
      may,
      records: prepared,
      form: partsForm,
      load: async (ask) => {
        const incident = await incidents.incidentFor(ask.principal, idOf(ask), 'draw-up');
        return { loaded: incident, values: { ...prefilled(incident) } };
      },
      view: (ask, { loaded: incident, values, errors, kept }) => {
        const verdict = mayDrawUpReport(draftOf(incident, 'HS-23'));
        return page('incidents/report-form', 'Lập báo cáo sự cố (24 giờ)', {
          crumbs: incidentCrumbs(incident), title: 'Lập báo cáo sự cố (24 giờ)', caption: `${incident.code} – ${incident.title}`, kept, values, errors,
          action: incidentPaths.drawUpReport(incident.id), cancelHref: incidentPaths.incident(incident.id), closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) },
        }, { section: incidentSection });
      },
      perform: async (ask, parts) => drawn(await incidents.drawUpReport(ask.act, ask.principal, { incidentId: idOf(ask), parts }), 'báo cáo sự cố'),
    }),
    act(incidentPaths.drawUpMinutes(':id'), may, prepared, async (ask) => drawn(await incidents.drawUpMinutes(ask.act, ask.principal, idOf(ask)), 'biên bản xác nhận vi phạm dữ liệu cá nhân')),
  ];
}

function drawn(id: string, name: string): SeeOther {
  return seeOther(recordHref(id), `Đã lập ${name}; bản in trình ký có sau ít giây.`);
}

/** What the six parts can be told from already; to be completed by whoever reports. */
function prefilled(incident: IncidentDetail): Partial<ReportParts> {
  const { occurredAt, detectedAt, place, what, levels, handlings } = incident;
  const when = occurredAt === null ? 'Chưa xác định được thời điểm xuất hiện.' : `Xuất hiện lúc ${formatInstant(occurredAt)}.`;
  const ground = levels[0]?.ground;
  return {
    content: what,
    timeAndPlace: `${when} Phát hiện lúc ${formatInstant(detectedAt)}. Địa điểm: ${place}.`,
    ...(ground === undefined ? {} : { impact: ground }),
    ...(handlings.length === 0 ? {} : { measures: handlings.toReversed().map((handling) => `${formatInstant(handling.doneAt)}: ${handling.what}`).join('\n') }),
  };
}
