import { instantOf, typedInstant } from '../../access-grants/index.js';
import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences, type FaultSentences } from '../../platform/http/fault-sentences.js';
import { choice, choices, day, identifier, identifiers, isIdentifier, line, optional, paragraph, timeOfDay } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm, type FieldErrors, type Form } from '../../platform/http/forms.js';
import type { FormState, Route } from '../../platform/http/routes.js';
import type { IncidentGround, IncidentUseCases } from '../application/use-cases.js';
import { INCIDENT_SUBJECT, incidentConditions, type IncidentCondition } from '../domain/incident.js';
import { incidentPaths, incidentSection } from './paths.js';
import { conditionHints, conditionWords } from './words.js';

interface IncidentForm {
  readonly title: string;
  readonly kind: string;
  readonly form?: string | undefined;
  readonly what: string;
  readonly place: string;
  readonly systemIds: readonly string[];
  readonly contractId?: string | undefined;
  readonly occurredDay?: CalendarDay | undefined;
  readonly occurredTime?: string | undefined;
  readonly detectedDay: CalendarDay;
  readonly detectedTime: string;
  readonly foundBy: string;
  readonly vendorDay?: CalendarDay | undefined;
  readonly vendorTime?: string | undefined;
  readonly level?: string | undefined;
  readonly levelGround?: string | undefined;
  readonly conditions: readonly IncidentCondition[];
  readonly conditionNote?: string | undefined;
}

function incidentForm(incidents: IncidentUseCases): Form<IncidentForm> {
  return defineForm<IncidentForm>(
    {
      title: line('Tên sự cố', 200),
      kind: choice('Loại sự cố', incidents.kinds().map(({ id }) => id)),
      // Named in the library's own words; the use case knows which belong to the kind.
      form: optional(line('Hình thức tấn công', 200)),
      what: paragraph('Nội dung vụ, việc', 8000),
      place: line('Địa điểm', 300),
      systemIds: identifiers('hệ thống'),
      contractId: optional(identifier('hợp đồng')),
      occurredDay: optional(day('Ngày xuất hiện')),
      occurredTime: optional(timeOfDay('Giờ xuất hiện')),
      detectedDay: day('Ngày phát hiện'),
      detectedTime: timeOfDay('Giờ phát hiện'),
      foundBy: line('Người phát hiện', 200),
      vendorDay: optional(day('Ngày bên cung cấp phát hiện')),
      vendorTime: optional(timeOfDay('Giờ bên cung cấp phát hiện')),
      level: optional(choice('Mức độ', incidents.levels().map(({ id }) => id))),
      levelGround: optional(paragraph('Căn cứ đánh giá mức độ', 2000)),
      conditions: choices('Điều kiện báo cáo thêm', incidentConditions),
      conditionNote: optional(paragraph('Căn cứ của các điều kiện', 2000)),
    },
    halves,
  );
}

/** A day without its hour, or an hour without its day, is no moment. */
function halves({ occurredDay, occurredTime, vendorDay, vendorTime }: IncidentForm): FieldErrors {
  return {
    ...(occurredDay !== undefined && occurredTime === undefined ? { occurredTime: 'Nhập giờ xuất hiện, hoặc bỏ trống cả ngày và giờ khi không rõ.' } : {}),
    ...(occurredDay === undefined && occurredTime !== undefined ? { occurredDay: 'Nhập ngày xuất hiện, hoặc bỏ trống cả ngày và giờ khi không rõ.' } : {}),
    ...(vendorDay !== undefined && vendorTime === undefined ? { vendorTime: 'Nhập giờ bên cung cấp phát hiện.' } : {}),
    ...(vendorDay === undefined && vendorTime !== undefined ? { vendorDay: 'Nhập ngày bên cung cấp phát hiện.' } : {}),
  };
}

function momentOf(on: CalendarDay | undefined, time: string | undefined): Date | undefined {
  return on === undefined || time === undefined ? undefined : instantOf(on, time);
}

/** Writing an incident down. */
export function recordRoutes(incidents: IncidentUseCases): readonly Route[] {
  return formPage<IncidentForm, IncidentGround>({
    path: incidentPaths.record,
    may: { action: 'record', subject: INCIDENT_SUBJECT },
    records: ['incident.recorded'],
    files: true,
    form: incidentForm(incidents),
    load: async (ask) => {
      const asked = ask.body['contractId'] ?? ask.query['hop-dong'];
      const contractId = typeof asked === 'string' && isIdentifier(asked) ? asked : undefined;
      const loaded = await incidents.groundFor(ask.principal, ask.principal.agency?.id, contractId);
      const now = typedInstant(incidents.now());
      return {
        loaded,
        values: {
          detectedDay: formatDay(now.day), detectedTime: now.time, contractId: loaded.contract?.id ?? '', foundBy: ask.principal.displayName, place: loaded.agencyName,
          systemIds: onlySystemOf(loaded),
        },
      };
    },
    view: (_ask, state) => page('incidents/incident-form', 'Ghi nhận sự cố', formModel(incidents, state), { section: incidentSection }),
    perform: async (ask, fields) => {
      const { id, clocks } = await inSentences(sentences, () =>
        incidents.recordIncident(ask.act, ask.principal, {
          agencyId: ask.principal.agency?.id, contractId: fields.contractId, kind: fields.kind, form: fields.form, title: fields.title, what: fields.what, place: fields.place,
          occurredAt: momentOf(fields.occurredDay, fields.occurredTime), detectedAt: instantOf(fields.detectedDay, fields.detectedTime), foundBy: fields.foundBy,
          vendorDetectedAt: momentOf(fields.vendorDay, fields.vendorTime), systemIds: fields.systemIds,
          level: fields.level === undefined ? undefined : { level: fields.level, ground: fields.levelGround ?? '' }, conditions: fields.conditions, conditionNote: fields.conditionNote,
          files: ask.uploads.files,
        }));
      return seeOther(incidentPaths.incident(id), `Đã ghi nhận sự cố; ${String(clocks.length)} thời hạn bắt đầu tính.`);
    },
  });
}

/** The system of a contract that has one alone. */
function onlySystemOf({ systems }: IncidentGround): string[] {
  const [only, another] = systems.filter(({ ofContract }) => ofContract);
  return only !== undefined && another === undefined ? [only.id] : [];
}

function formModel(incidents: IncidentUseCases, { loaded: ground, values, errors, kept }: FormState<IncidentGround>): object {
  return {
    crumbs: [{ href: incidentPaths.register, text: 'Sự cố' }], title: 'Ghi nhận sự cố', caption: ground.agencyName, kept, values, errors,
    kinds: incidents.kinds().map(({ id, label }) => ({ value: id, label })),
    forms: incidents.kinds().flatMap((kind) => kind.forms).map((value) => ({ value, label: value })),
    systems: ground.systems.map(({ id, code, name }) => ({ value: id, label: `${code} – ${name}` })),
    contracts: contractOptions(ground),
    levels: incidents.levels().map(({ id, label, summary }) => ({ value: id, label, hint: summary })),
    conditions: incidentConditions.map((value) => ({ value, label: conditionWords[value], hint: conditionHints[value] })),
    action: incidentPaths.record, cancelHref: incidentPaths.register,
  };
}

function contractOptions({ contract, contracts }: IncidentGround): { value: string; label: string }[] {
  const listed = contract === undefined || contracts.some(({ id }) => id === contract.id) ? contracts : [contract, ...contracts];
  return listed.map(({ id, number, name }) => ({ value: id, label: number === null ? name : `${number} – ${name}` }));
}

const sentences: FaultSentences = {
  'occurredTime.after-detection': 'Thời điểm xuất hiện không được sau thời điểm phát hiện.',
  'detectedTime.future': 'Thời điểm phát hiện không được sau lúc này.',
  'vendorTime.future': 'Thời điểm bên cung cấp phát hiện không được sau lúc này.',
  'vendorTime.without-contract': 'Chọn hợp đồng của bên cung cấp đã phát hiện.',
  'contractId.unknown': 'Chọn hợp đồng trong danh sách.',
  'systemIds.unknown': 'Chọn hệ thống trong danh sách.',
  'kind.unknown': 'Chọn loại sự cố trong danh sách.',
  'form.unknown': 'Chọn hình thức tấn công trong danh sách, và chỉ khi loại sự cố là bị tấn công mạng.',
  'level.unknown': 'Chọn mức độ trong danh sách.',
  'levelGround.missing': 'Nhập căn cứ đánh giá mức độ.',
  'conditionNote.missing': 'Nhập căn cứ của các điều kiện đã chọn.',
};
