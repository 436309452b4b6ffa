import { today } from '../../kernel/calendar-day.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { choices, identifier, identifiers, paragraph, ticked } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm, lazyForm, type Form } from '../../platform/http/forms.js';
import type { Ask, Route } from '../../platform/http/routes.js';
import type { CaseDetail, OpeningGround } from '../application/read-models.js';
import type { ViolationUseCases } from '../application/violation-use-cases.js';
import { VIOLATION_SUBJECT } from '../domain/violation.js';
import { caseCrumbs, contractCaption } from './case-crumbs.js';
import { violationPaths, violationSection } from './paths.js';
import { foundSigns, graverChoices, graverErrors, signChoices, signsOn, type SignFields } from './signs-form.js';
import { levelState, levelWords } from './words.js';

const inSection = { section: violationSection };
const raising = { action: 'raise-level', subject: VIOLATION_SUBJECT };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

interface RaiseForm extends SignFields {
  readonly systemIds: readonly string[];
  readonly refusesCooperation: boolean;
  readonly ground: string;
}

function raiseForm(signs: readonly string[]): Form<RaiseForm> {
  return defineForm<RaiseForm>(
    {
      signs: choices('Dấu hiệu vi phạm', signs),
      graver: choices('Tình tiết', signs),
      systemIds: identifiers('hệ thống'),
      refusesCooperation: ticked('Không phối hợp'),
      ground: paragraph('Nội dung bổ sung', 2000),
    },
    graverErrors,
  );
}

const incidentForm = defineForm<{ incidentId: string }>({ incidentId: identifier('sự cố') });

interface Loaded {
  readonly case: CaseDetail;
  readonly ground: OpeningGround;
}

/** What became known after a case was opened: further signs and systems, a refusal to cooperate, an incident. */
export function raiseRoutes(violations: ViolationUseCases): Route[] {
  const signs = () => signsOn(violations.library(), today({ now: violations.now }));
  const load = async (ask: Ask): Promise<Loaded> => {
    const of = await violations.case(ask.principal, idOf(ask), 'raise-level');
    return { case: of, ground: await violations.openingGround(ask.principal, of.contractId) };
  };
  return [
    ...formPage<RaiseForm, Loaded>({
      path: violationPaths.raise(':id'),
      may: raising,
      records: ['violation.level-raised'],
      files: true,
      form: lazyForm(() => raiseForm(signs().map(({ id }) => id))),
      load: async (ask) => {
        const loaded = await load(ask);
        return { loaded, values: {}, version: loaded.case.version };
      },
      view: (_ask, { loaded: { case: of, ground }, values, errors, kept, version }) => {
        const known = new Set(of.systems.map(({ id }) => id));
        return page('violations/raise', 'Bổ sung dấu hiệu vi phạm', {
          crumbs: caseCrumbs(of), caption: contractCaption(of), states: [levelState(of.level)], kept, values, errors, version,
          signs: signChoices(signs()), graver: graverChoices(signs()),
          systems: ground.systems.filter(({ id }) => !known.has(id)).map(({ id, code, name, level }) => ({ value: id, label: `${code} – ${name}`, hint: `Cấp độ ${String(level)}` })),
          refuses: of.refusesCooperation ? undefined : [{ value: 'co', label: 'Bên cung cấp không phối hợp', hint: 'Tăng một mức (quy định nội bộ)' }],
          action: violationPaths.raise(of.id), cancelHref: violationPaths.case(of.id), closed: of.closing === null ? undefined : { reason: 'Vụ việc đã kết thúc.' },
        }, inSection);
      },
      perform: async (ask, fields, version) => {
        const sentences = { 'signs.unknown': 'Chọn dấu hiệu vi phạm trong danh sách.', 'signs.none': 'Chọn ít nhất một nội dung bổ sung.', 'systemIds.unknown': 'Chọn hệ thống trong danh sách.' };
        const { level, before } = await inSentences(sentences, () =>
          violations.raiseLevel(ask.act, ask.principal, {
            caseId: idOf(ask), version, signs: foundSigns(fields), systemIds: fields.systemIds, refusesCooperation: fields.refusesCooperation, incidentId: undefined, ground: fields.ground, evidence: ask.uploads.files,
          }));
        return seeOther(violationPaths.case(idOf(ask)), level === before ? `Đã bổ sung; mức độ vi phạm giữ ở ${levelWords[level]}.` : `Đã bổ sung; mức độ vi phạm từ ${levelWords[before]} lên ${levelWords[level]}.`, level === before ? 'settled' : 'attention');
      },
    }),
    ...formPage<{ incidentId: string }, Loaded>({
      path: violationPaths.linkIncident(':id'),
      may: raising,
      records: ['violation.incident-linked', 'violation.level-raised'],
      form: incidentForm,
      load: async (ask) => ({ loaded: await load(ask), values: {} }),
      view: (_ask, { loaded: { case: of, ground }, values, errors, kept }) =>
        page('violations/link-incident', 'Gắn sự cố', {
          crumbs: caseCrumbs(of), caption: contractCaption(of), kept, values, errors,
          incidents: ground.incidents.map(({ id, code, title }) => ({ value: id, label: `${code} – ${title}` })),
          action: violationPaths.linkIncident(of.id), cancelHref: violationPaths.case(of.id),
          closed: ground.incidents.length === 0 ? { reason: 'Cơ quan không có sự cố nào chưa gắn với vụ vi phạm.' } : undefined,
        }, inSection),
      perform: async (ask, { incidentId }) => {
        const sentences = { 'incidentId.unknown': 'Chọn sự cố trong danh sách.', 'incidentId.linked': 'Sự cố này đã được gắn với một vụ vi phạm.' };
        await inSentences(sentences, () => violations.linkIncident(ask.act, ask.principal, { caseId: idOf(ask), incidentId }));
        return seeOther(violationPaths.case(idOf(ask)), 'Đã gắn sự cố với vụ vi phạm.');
      },
      walls: { case_incident_pkey: { field: 'incidentId', text: 'Sự cố này đã được gắn với một vụ vi phạm.' } },
    }),
  ];
}
