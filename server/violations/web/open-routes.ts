import { instantOf, typedInstant } from '../../access-grants/index.js';
import { formatDay, today, type CalendarDay } from '../../kernel/calendar-day.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences, type FaultSentences } from '../../platform/http/fault-sentences.js';
import { choices, day, identifier, identifiers, isIdentifier, line, optional, paragraph, ticked, timeOfDay } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm, lazyForm, type FieldErrors, type Form } from '../../platform/http/forms.js';
import { screen, type Ask, type FormState, type Route } from '../../platform/http/routes.js';
import type { OpeningGround, OpeningSource } from '../application/read-models.js';
import type { ViolationUseCases } from '../application/violation-use-cases.js';
import { caseSources, VIOLATION_SUBJECT, type CaseSource } from '../domain/violation.js';
import { contractCaption, contractCrumbs } from './case-crumbs.js';
import { violationPaths, violationSection } from './paths.js';
import { foundSigns, graverChoices, graverErrors, signChoices, signsOn, type SignFields } from './signs-form.js';
import { sourceLink } from './case-source.js';
import { levelWords, sourceWords } from './words.js';

const opening = { action: 'open', subject: VIOLATION_SUBJECT };
const inSection = { section: violationSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

/** From what somebody comes, as it stands in the address: `tu` and `nguon`. */
const sourceNames: Readonly<Record<CaseSource, string>> = { contract: 'hop-dong', system: 'he-thong', session: 'phien', review: 'ra-soat', incident: 'su-co' };

interface OpenForm extends SignFields {
  readonly systemIds: readonly string[];
  readonly seen: string;
  readonly detectedDay: CalendarDay;
  readonly detectedTime: string;
  readonly occurredDay?: CalendarDay | undefined;
  readonly occurredTime?: string | undefined;
  readonly foundBy: string;
  readonly refusesCooperation: boolean;
  readonly incidentId?: string | undefined;
  readonly from?: string | undefined;
  readonly fromId?: string | undefined;
}

function openForm(signs: readonly string[]): Form<OpenForm> {
  return defineForm<OpenForm>(
    {
      signs: choices('Dấu hiệu vi phạm', signs),
      graver: choices('Tình tiết', signs),
      systemIds: identifiers('hệ thống'),
      seen: paragraph('Nội dung phát hiện', 4000),
      detectedDay: day('Ngày phát hiện'),
      detectedTime: timeOfDay('Giờ phát hiện'),
      occurredDay: optional(day('Ngày xảy ra')),
      occurredTime: optional(timeOfDay('Giờ xảy ra')),
      foundBy: line('Người phát hiện', 300),
      refusesCooperation: ticked('Không phối hợp'),
      incidentId: optional(identifier('sự cố')),
      from: optional(line('Nguồn', 20)),
      fromId: optional(identifier('nguồn')),
    },
    (fields) => ({ ...(fields.signs.length === 0 ? { signs: NO_SIGN } : {}), ...graverErrors(fields), ...occurredErrors(fields) }),
  );
}

const NO_SIGN = 'Chọn ít nhất một dấu hiệu vi phạm.';

function occurredErrors({ occurredDay, occurredTime }: OpenForm): FieldErrors {
  if (occurredDay !== undefined && occurredTime === undefined) return { occurredTime: 'Nhập giờ xảy ra; nếu chưa rõ thì bỏ trống cả ngày và giờ xảy ra.' };
  if (occurredDay === undefined && occurredTime !== undefined) return { occurredDay: 'Nhập ngày xảy ra; nếu chưa rõ thì bỏ trống cả ngày và giờ xảy ra.' };
  return {};
}

/** Opening a case on signs of violation: signs are enough, proof comes later (khoản 3 Điều 6). */
export function openRoutes(violations: ViolationUseCases): Route[] {
  const signs = () => signsOn(violations.library(), today({ now: violations.now }));
  return [
    screen(violationPaths.choose, opening, async (ask) => {
      const source = sourceOf(ask.query);
      const contracts = source === undefined || source.kind === 'contract' ? [] : await violations.contractsBehind(ask.principal, { kind: source.kind, id: source.id });
      const query = source === undefined ? '' : queryOf(source);
      const [only, another] = contracts;
      if (only !== undefined && another === undefined) return seeOther(`${violationPaths.open(only.id)}${query}`);
      return page('violations/choose', 'Mở vụ vi phạm', {
        crumbs: [{ href: violationPaths.register, text: 'Vi phạm' }],
        from: source === undefined ? '' : sourceWords[source.kind],
        contracts: contracts.map(({ id, number, name }) => ({ href: `${violationPaths.open(id)}${query}`, text: number === null ? name : `${number} – ${name}` })),
      }, inSection);
    }),
    ...formPage<OpenForm, Opening>({
      path: violationPaths.open(':id'),
      may: opening,
      records: ['violation.case-opened'],
      files: true,
      form: lazyForm(() => openForm(signs().map(({ id }) => id))),
      load: async (ask) => {
        const asked = sourceOf(ask.query);
        const ground = await violations.openingGround(ask.principal, idOf(ask), asked);
        const source = ground.source === undefined ? undefined : asked;
        const now = typedInstant(ground.now);
        const began = ground.source === undefined || ground.source.beganAt === null ? undefined : typedInstant(ground.source.beganAt);
        const [only, another] = ground.systems;
        const concerned = ground.source?.systemId ?? (only !== undefined && another === undefined ? only.id : null);
        return {
          loaded: { ...ground, from: source },
          values: {
            detectedDay: formatDay(now.day), detectedTime: now.time,
            ...(began === undefined ? {} : { occurredDay: formatDay(began.day), occurredTime: began.time }),
            systemIds: concerned === null ? [] : [concerned],
            incidentId: source?.kind === 'incident' ? source.id : '',
            from: source === undefined ? '' : sourceNames[source.kind], fromId: source?.id ?? '',
          },
        };
      },
      view: (_ask, state) => page('violations/open', 'Mở vụ vi phạm', { ...openModel(state), signs: signChoices(signs()), graver: graverChoices(signs()) }, inSection),
      perform: async (ask, fields) => {
        const contractId = idOf(ask);
        const kind = caseSources.find((known) => sourceNames[known] === fields.from);
        const opened = await inSentences(sentences, () =>
          violations.openCase(ask.act, ask.principal, {
            contractId,
            systemIds: fields.systemIds,
            source: kind === undefined || fields.fromId === undefined ? { kind: 'contract', id: contractId } : { kind, id: fields.fromId },
            signs: foundSigns(fields),
            seen: fields.seen,
            occurredAt: fields.occurredDay === undefined || fields.occurredTime === undefined ? undefined : instantOf(fields.occurredDay, fields.occurredTime),
            detectedAt: instantOf(fields.detectedDay, fields.detectedTime),
            foundBy: fields.foundBy,
            refusesCooperation: fields.refusesCooperation,
            incidentId: fields.incidentId,
            evidence: ask.uploads.files,
          }));
        return seeOther(violationPaths.case(opened.id), `Đã mở vụ vi phạm ${opened.code}: ${levelWords[opened.level]}. Việc tiếp theo là ngăn chặn.`, 'attention');
      },
    }),
  ];
}

/** What the address says about where somebody comes from; undefined where it names nothing known. */
function sourceOf(query: Ask['query']): { readonly kind: CaseSource; readonly id: string } | undefined {
  const [from, id] = [query['tu'], query['nguon']];
  const kind = caseSources.find((known) => sourceNames[known] === from);
  return kind !== undefined && typeof id === 'string' && isIdentifier(id) ? { kind, id } : undefined;
}

/** The address at which a case is opened from something of another room. */
export function openCaseHref(kind: Exclude<CaseSource, 'contract'>, id: string): string {
  return `${violationPaths.choose}${queryOf({ kind, id })}`;
}

/** A source as it stands in an address. */
function queryOf({ kind, id }: { readonly kind: CaseSource; readonly id: string }): string {
  return `?${new URLSearchParams({ tu: sourceNames[kind], nguon: id }).toString()}`;
}

/** What the form is opened on, and from what. */
interface Opening extends OpeningGround {
  readonly source: OpeningSource | undefined;
  readonly from: { readonly kind: CaseSource; readonly id: string } | undefined;
}

function openModel({ loaded: ground, values, errors, kept }: FormState<Opening>): object {
  const { from, source } = ground;
  return {
    origin: from === undefined || source === undefined ? undefined : sourceLink({ sourceKind: from.kind, sourceId: from.id, sourceName: source.name }),
    crumbs: contractCrumbs(ground), caption: contractCaption(ground), facts: [ground.vendorName ?? 'Chưa có bên cung cấp', ground.contractName].join(' · '), kept, values, errors,
    systems: ground.systems.map(({ id, code, name, level, managingAgencyId, managingAgencyName }) => ({
      value: id, label: `${code} – ${name}`, hint: `Cấp độ ${String(level)}${managingAgencyId === ground.agencyId ? '' : `; do ${managingAgencyName} quản lý`}`,
    })),
    incidents: ground.incidents.map(({ id, code, title }) => ({ value: id, label: `${code} – ${title}` })),
    earlier: ground.earlierSecondLevel === 0 ? '' : `Trong 12 tháng qua, bên cung cấp này đã có ${String(ground.earlierSecondLevel)} vụ ở ${levelWords.V2} tại cơ quan; vụ tiếp theo ở mức này được tính là ${levelWords.V3} (quy định nội bộ).`,
    refuses: [{ value: 'co', label: 'Bên cung cấp không phối hợp', hint: 'Tăng một mức (quy định nội bộ)' }],
    action: `${violationPaths.open(ground.contractId)}${from === undefined ? '' : queryOf(from)}`, cancelHref: contractCrumbs(ground).at(-1)?.href ?? violationPaths.register,
  };
}

const sentences: FaultSentences = {
  'signs.none': NO_SIGN,
  'signs.unknown': 'Chọn dấu hiệu vi phạm trong danh sách.',
  'systemIds.unknown': 'Chọn hệ thống trong danh sách.',
  'systemIds.none': 'Chọn ít nhất một hệ thống của hợp đồng.',
  'detectedDay.future': 'Thời điểm phát hiện không được sau lúc này.',
  'occurredDay.future': 'Thời điểm xảy ra không được sau lúc này.',
  'occurredDay.after-detection': 'Thời điểm xảy ra không được sau thời điểm phát hiện.',
  'incidentId.unknown': 'Chọn sự cố trong danh sách.',
};
