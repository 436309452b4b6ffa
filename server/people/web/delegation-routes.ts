import { presentTimeline } from '../../audit-trail/index.js';
import { formatDay, today, type CalendarDay } from '../../kernel/calendar-day.js';
import type { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice, choices, day, identifier, line, paragraph } from '../../platform/http/field-types.js';
import { demandedFile, formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Principal } from '../../platform/http/principal.js';
import { exportRoute } from '../../platform/http/register-export.js';
import { registerModel, registerView } from '../../platform/http/register-page.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import { presentAttachment } from '../../attachments/index.js';
import type { PeopleReadings } from '../application/readings.js';
import type { PeopleUseCases } from '../application/use-cases.js';
import { delegableAreas, type DelegableArea } from '../domain/role.js';
import { delegationsPath } from './administration-tabs.js';
import { delegationRegister, presentDelegation } from './delegation-presenter.js';
import { peopleEventTexts } from './event-texts.js';
import type { FieldSpec } from './form-fields.js';
import { formView, inWords, type FormFrame } from './form-page.js';
import { endAfterStart } from './user-forms.js';
import { areaNames, capacityNames } from './words.js';

interface DelegationFields {
  agencyId: string;
  delegateId: string;
  kind: 'KT' | 'TUQ';
  areas: readonly DelegableArea[];
  validFrom: CalendarDay;
  validUntil: CalendarDay;
  ground: string;
}

const noArea = 'Chọn ít nhất một nội dung trong phạm vi.';
const particulars = {
  agencyId: identifier('cơ quan'),
  delegateId: identifier('người được ủy quyền'),
  kind: choice('hình thức', ['KT', 'TUQ']),
  areas: choices('phạm vi', delegableAreas).required().min(1).messages({ 'any.required': noArea, 'array.min': noArea }),
  validFrom: day('ngày bắt đầu'),
  validUntil: day('ngày kết thúc'),
  ground: paragraph('căn cứ', 1000),
};

const delegateForm = defineForm<DelegationFields>(particulars, endAfterStart);
const recordForm = defineForm<DelegationFields & { headId: string; paperNumber: string; paperDate: CalendarDay }>(
  { ...particulars, headId: identifier('người ủy quyền'), paperNumber: line('số, ký hiệu văn bản', 60), paperDate: day('ngày văn bản') },
  endAfterStart,
);
const revokeForm = defineForm<{ ground: string }>({ ground: paragraph('lý do', 1000) });

const home = { href: delegationsPath, text: 'Ủy quyền' };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const errorTexts = { 'unknown-person': 'Chọn người trong danh sách.' };

/** Delegations: register, page, giving by click, recording on paper, revoking. */
export function delegationRoutes(people: PeopleUseCases, readings: PeopleReadings, clock: Clock): Route[] {
  const candidates = async (agencyId: string, but: string) =>
    (await readings.delegateCandidates(agencyId)).filter(({ id }) => id !== but).map(({ id, full_name, post }) => ({ value: id, label: `${full_name}, ${post}` }));
  return [
    screen(delegationsPath, { action: 'read', subject: 'Delegation' }, async (ask) => {
      const delegating = agencyFor(ask.principal, 'delegate') !== undefined;
      const first = delegating ? { actHref: `${delegationsPath}/moi`, actText: 'Ủy quyền' } : undefined;
      const recording = agencyFor(ask.principal, 'record') !== undefined ? { actHref: `${delegationsPath}/ghi-nhan`, actText: 'Ghi nhận ủy quyền trên giấy' } : undefined;
      const register = delegationRegister(first ?? recording);
      const view = registerView(register, ask.query);
      const result = await readings.delegations(ask.principal.ability, view);
      const second = first === undefined || recording === undefined ? undefined : { href: recording.actHref, text: recording.actText };
      return page('people/register', 'Ủy quyền', { title: 'Ủy quyền', ...(first ?? recording), second, register: registerModel(register, view, result) }, { section: 'delegations' });
    }),
    exportRoute({ path: delegationsPath, may: { action: 'read', subject: 'Delegation' }, screen: () => delegationRegister(undefined), rows: (ask, view) => readings.delegationRows(ask.principal.ability, view) }),
    ...formPage({
      path: `${delegationsPath}/moi`,
      may: { action: 'delegate', subject: 'Delegation' },
      records: ['delegation.given'],
      form: delegateForm,
      load: async (ask) => {
        const agency = chosenAgency(ask, 'delegate');
        return { loaded: { agency, people: await candidates(agency.id, ask.principal.userId) }, values: { validFrom: formatDay(today(clock)) } };
      },
      view: (ask, state) =>
        formView({ ...frameOf(ask, 'Ủy quyền', state.loaded.agency), submit: 'Ủy quyền', fields: delegationFields(state.loaded.people) }, state),
      perform: (ask, command) =>
        inWords(errorTexts, async () => seeOther(`${delegationsPath}/${await people.delegate(ask.act, ask.principal, command)}`, 'Đã ủy quyền.')),
    }),
    ...formPage({
      path: `${delegationsPath}/ghi-nhan`,
      may: { action: 'record', subject: 'Delegation' },
      records: ['delegation.recorded'],
      form: recordForm,
      files: true,
      demands: { field: 'scan', text: 'Chọn bản quét văn bản ủy quyền đã ký.' },
      load: async (ask) => {
        const agency = chosenAgency(ask, 'record');
        const heads = (await readings.heads(agency.id)).map(({ id, full_name, post }) => ({ value: id, label: `${full_name}, ${post}` }));
        return { loaded: { agency, heads, people: await candidates(agency.id, ask.principal.userId) }, values: {} };
      },
      view: (ask, state) =>
        formView(
          { ...frameOf(ask, 'Ghi nhận ủy quyền trên giấy', state.loaded.agency), multipart: true, submit: 'Ghi nhận', fields: [...paperFields(state.loaded.heads), ...delegationFields(state.loaded.people)] },
          state,
        ),
      perform: (ask, command) =>
        inWords(errorTexts, async () => {
          const scan = demandedFile(ask);
          const { paperNumber, paperDate, ...rest } = command;
          const id = await people.recordDelegation(ask.act, ask.principal, { ...rest, paper: { number: paperNumber, date: paperDate, scan } });
          return seeOther(`${delegationsPath}/${id}`, 'Đã ghi nhận ủy quyền.');
        }),
    }),
    screen(`${delegationsPath}/:id`, 'signed-in', async (ask) => {
      const delegation = await readings.delegation(ask.principal, idOf(ask));
      const [history, files] = await Promise.all([readings.history('delegation', delegation.id), readings.attachments(delegation.id)]);
      const revocable = may(ask.principal.ability, 'revoke', 'Delegation', { agencyId: delegation.agency_id });
      const model = { ...presentDelegation(delegation, revocable), files: files.map(presentAttachment), timeline: presentTimeline(history, peopleEventTexts) };
      return page('people/delegation', 'Ủy quyền', model, { section: 'delegations' });
    }),
    ...formPage({
      path: `${delegationsPath}/:id/thu-hoi`,
      may: { action: 'revoke', subject: 'Delegation' },
      records: ['delegation.revoked'],
      form: revokeForm,
      load: async (ask) => ({ loaded: await readings.delegation(ask.principal, idOf(ask)), values: {} }),
      view: (ask, state) =>
        formView(
          {
            section: 'delegations', title: `Thu hồi ủy quyền cho ${state.loaded.delegate_name}`, crumbs: [home, { href: `${delegationsPath}/${idOf(ask)}`, text: state.loaded.delegate_name }],
            action: ask.path, cancelHref: `${delegationsPath}/${idOf(ask)}`, submit: 'Thu hồi ủy quyền', danger: true,
            steps: ['Ủy quyền mất hiệu lực ngay; không thể khôi phục, chỉ có thể ủy quyền mới.', 'Những quyết định đã ký theo ủy quyền này giữ nguyên giá trị.'],
            fields: [{ kind: 'textarea', name: 'ground', label: 'Lý do', rows: 3 }],
          },
          state,
        ),
      perform: async (ask, { ground }) => {
        await people.revokeDelegation(ask.act, ask.principal, { id: idOf(ask), ground });
        return seeOther(`${delegationsPath}/${idOf(ask)}`, 'Đã thu hồi ủy quyền.');
      },
    }),
  ];
}

/** The agency at which the person may do this: the one they are working for, or the first that allows it. */
function agencyFor(principal: Principal, action: 'delegate' | 'record'): { readonly id: string; readonly name: string } | undefined {
  const allowed = principal.agencies.filter(({ id }) => may(principal.ability, action, 'Delegation', { agencyId: id }));
  return allowed.find(({ id }) => id === principal.agency?.id) ?? allowed[0];
}

function chosenAgency(ask: Ask, action: 'delegate' | 'record'): { readonly id: string; readonly name: string } {
  const typed = ask.principal.agencies.find(({ id }) => id === ask.body['agencyId'] && may(ask.principal.ability, action, 'Delegation', { agencyId: id }));
  const agency = typed ?? agencyFor(ask.principal, action);
  if (agency === undefined) throw new NotFound('agency');
  return agency;
}

function frameOf(ask: Ask, title: string, agency: { readonly id: string; readonly name: string }): Omit<FormFrame, 'fields' | 'submit'> {
  return {
    section: 'delegations', title, crumbs: [home], action: ask.path, cancelHref: delegationsPath, hidden: [{ name: 'agencyId', value: agency.id }],
    lead: `Thẩm quyền Thủ trưởng đơn vị tại ${agency.name}. Quyền nhận theo ủy quyền không được ủy quyền lại.`,
  };
}

function delegationFields(people: FieldSpec['options']): FieldSpec[] {
  return [
    { kind: 'select', name: 'delegateId', label: 'Người được ủy quyền', placeholder: 'Chọn người', options: people ?? [] },
    {
      kind: 'radios', name: 'kind', label: 'Hình thức',
      options: [
        { value: 'KT', label: capacityNames.KT, hint: 'Cấp phó ký thay thủ trưởng' },
        { value: 'TUQ', label: capacityNames.TUQ, hint: 'Người khác ký theo văn bản ủy quyền trong thời gian nhất định' },
      ],
    },
    { kind: 'checkboxes', name: 'areas', label: 'Phạm vi', options: delegableAreas.map((value) => ({ value, label: areaNames[value] })) },
    { kind: 'date', name: 'validFrom', label: 'Từ ngày' },
    { kind: 'date', name: 'validUntil', label: 'Đến hết ngày' },
    { kind: 'textarea', name: 'ground', label: 'Căn cứ', hint: 'Ví dụ: phân công khi đi công tác, quyết định ủy quyền số, ngày', rows: 3 },
  ];
}

function paperFields(heads: FieldSpec['options']): FieldSpec[] {
  return [
    { kind: 'select', name: 'headId', label: 'Người ủy quyền', placeholder: 'Chọn người đã ký', options: heads ?? [] },
    { kind: 'text', name: 'paperNumber', label: 'Số, ký hiệu văn bản', width: 'medium', maxlength: 60 },
    { kind: 'date', name: 'paperDate', label: 'Ngày văn bản' },
    { kind: 'file', name: 'scan', label: 'Bản quét văn bản đã ký', hint: 'PDF hoặc ảnh', accept: '.pdf,.png,.jpg,.jpeg,.tif,.tiff' },
  ];
}
