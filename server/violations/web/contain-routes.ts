import { typedInstant } from '../../access-grants/index.js';
import { formatDay, formatInstant } from '../../kernel/calendar-day.js';
import { citeClause, type Clause } from '../../kernel/citation.js';
import { Refused } from '../../kernel/errors.js';
import { page, seeOther, type PageAnswer } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import { typedValues, type FormValues } from '../../platform/http/forms.js';
import type { Ask, FormState, Route } from '../../platform/http/routes.js';
import { recordEvents } from '../../records/index.js';
import type { Contain } from '../application/commands.js';
import type { ContainedNow, ContainmentPlan, ViolationUseCases } from '../application/violation-use-cases.js';
import { VIOLATION_SUBJECT } from '../domain/violation.js';
import { caseCrumbs, contractCaption } from './case-crumbs.js';
import { readerOf, closedBy } from './case-reader.js';
import { askedMeasure, containForm, containOf, hiddenFields, type ContainForm } from './contain-form.js';
import { containSteps } from './contain-preview.js';
import { atContainFields, requireFaultless } from './contain-faults.js';
import { violationPaths, violationSection } from './paths.js';
import { levelState, levelWords, scopeWords, suspensionWords } from './words.js';

const inSection = { section: violationSection };
const TITLE = 'Ngăn chặn vi phạm';
const idOf = (ask: Ask): string => ask.params['id'] ?? '';
/** Systems are paused or stopped on point a, access is revoked on point b. */
const GROUND: Clause = { article: 6, clause: 3, point: 'b' };

/** Containing a case: first what will happen, exactly and in order; then one button does all of it or nothing. */
export function containRoutes(violations: ViolationUseCases): Route[] {
  const clauses = (): string => `điểm a, ${citeClause(GROUND, violations.regulation())}`;
  const form = (ask: Ask, state: FormState<ContainmentPlan> & { readonly version: number | undefined }): PageAnswer =>
    page('violations/contain', TITLE, { ...formModel(state), clauses: clauses(), closed: closedBy(state.loaded.verdict, readerOf(ask, violations, state.loaded.case.agencyId)) }, inSection);
  const preview = (ask: Ask, plan: ContainmentPlan, command: Contain): PageAnswer =>
    page('violations/contain-preview', TITLE, {
      crumbs: caseCrumbs(plan.case), caption: contractCaption(plan.case), states: [levelState(plan.case.level)], clauses: clauses(),
      lead: leadOf(plan, command), steps: containSteps(plan, command), ground: command.ground,
      outOfHours: !violations.may(ask.principal, 'contain', plan.case.agencyId),
      hidden: hiddenFields(typedValues(ask.body, containForm.fields)), version: command.version, action: violationPaths.contain(plan.case.id), cancelHref: violationPaths.case(plan.case.id),
    }, inSection);

  return [
    ...formPage<ContainForm, ContainmentPlan>({
      path: violationPaths.contain(':id'),
      may: { action: 'contain-at-once', subject: VIOLATION_SUBJECT },
      records: ['violation.contained', 'access.revoked', recordEvents.prepared],
      form: containForm,
      load: async (ask) => {
        const plan = await violations.containmentPlan(ask.principal, idOf(ask));
        return { loaded: plan, values: firstValues(plan), version: plan.case.version };
      },
      view: form,
      perform: async (ask, fields, version) => {
        const plan = await violations.containmentPlan(ask.principal, idOf(ask));
        const command = containOf(fields, { caseId: plan.case.id, version, choosesGrants: choosesGrants(plan) });
        if (fields.edit) return form(ask, { loaded: plan, values: typedValues(ask.body, containForm.fields), errors: {}, conflict: [], kept: false, version });
        if (!plan.verdict.allowed) throw new Refused(plan.verdict);
        if (!fields.confirmed) {
          await requireFaultless(violations.containFaults(plan, command));
          return preview(ask, plan, command);
        }
        const done = await atContainFields(() => violations.contain(ask.act, ask.principal, command));
        return seeOther(violationPaths.case(plan.case.id), doneText(done));
      },
    }),
  ];
}

/** At Mức 1 only the grants concerned need to end. */
function choosesGrants({ asked, contracts }: ContainmentPlan): boolean {
  return asked.revoke === 'account-concerned' && contracts.some(({ main, grants }) => main && grants.length > 0);
}

function firstValues(plan: ContainmentPlan): FormValues {
  const { asked, systems, contracts, executors, pauseUntil } = plan;
  const own = systems.filter(({ own: managed, suspended }) => managed && !suspended);
  const { measure, scope } = askedMeasure(asked);
  const until = typedInstant(pauseUntil);
  const [only, another] = executors;
  return {
    measure: own.length === 0 && measure !== 'none' ? 'none' : measure,
    scope,
    systems: own.filter(({ concerned }) => concerned).map(({ id }) => id),
    untilDay: formatDay(until.day),
    untilTime: until.time,
    executorId: only !== undefined && another === undefined ? only.id : '',
    breadth: 'contract',
    grants: contracts.flatMap(({ main, grants }) => (main ? grants.map(({ id }) => id) : [])),
  };
}

function formModel({ loaded: plan, values, errors, kept, version }: FormState<ContainmentPlan> & { readonly version: number | undefined }): object {
  const { case: of, asked, systems, contracts, executors } = plan;
  const option = ({ id, code, name, level, suspended, managingAgencyName, own }: ContainmentPlan['systems'][number]): object => ({
    value: id, label: `${code} – ${name}`, hint: `Cấp độ ${String(level)}${suspended ? '; đang tạm dừng hoặc đình chỉ' : ''}${own ? '' : `; do ${managingAgencyName} quản lý và quyết định`}`,
  });
  const main = contracts.find((contract) => contract.main);
  const others = contracts.filter((contract) => !contract.main);
  const otherGrants = others.reduce((sum, { grants }) => sum + grants.length, 0);
  return {
    crumbs: caseCrumbs(of), caption: contractCaption(of), facts: `${of.vendorName} · Vụ vi phạm ${of.code}`, states: [levelState(of.level)], kept, values, errors, version,
    asked: [asked.pauseText, asked.revokeText, `Thẩm quyền: ${asked.decidedBy}`],
    level: levelWords[of.level],
    measures: [
      { value: 'pause', label: suspensionWords.pause, hint: 'Có thời hạn; hết thời hạn hệ thống vẫn tạm dừng đến khi có quyết định' },
      { value: 'stop', label: suspensionWords.stop, hint: 'Không ghi ngày kết thúc; đến khi đạt điều kiện nêu trong quyết định' },
      { value: 'none', label: 'Không tạm dừng, không đình chỉ', hint: 'Phải nêu lý do bằng văn bản' },
    ],
    systems: systems.filter(({ own }) => own).map(option),
    foreign: systems.filter(({ own }) => !own).map(option),
    scopes: (['whole', 'part'] as const).map((value) => ({ value, label: scopeWords[value], ...(value === 'part' ? { hint: 'Chức năng, kết nối, môi trường hoặc phần truy cập của bên cung cấp' } : {}) })),
    executors: executors.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })),
    breadths: others.length === 0
      ? undefined
      : [
          { value: 'contract', label: 'Hợp đồng này', hint: `${String(main?.grants.length ?? 0)} quyền đang hoặc sắp có hiệu lực` },
          { value: 'vendor', label: 'Mọi hợp đồng của cơ quan với bên cung cấp này', hint: otherGrants === 0 ? `Thêm ${String(others.length)} hợp đồng khác, chưa có quyền nào đang hoặc sắp có hiệu lực` : `Thêm ${String(otherGrants)} quyền của ${String(others.length)} hợp đồng khác` },
        ],
    grants: choosesGrants(plan)
      ? main?.grants.map(({ id, systemName, holders, endsAt }) => ({ value: id, label: `${systemName}, đến ${formatInstant(endsAt)}`, hint: holders.map(({ name, account }) => `${name} (${account})`).join(', ') }))
      : undefined,
    action: violationPaths.contain(of.id), cancelHref: violationPaths.case(of.id),
  };
}

function leadOf({ case: of }: ContainmentPlan, { measure }: Contain): string {
  const what = measure === 'none' ? 'Thu hồi quyền truy cập' : `Thu hồi quyền truy cập và ${suspensionWords[measure].toLocaleLowerCase('vi')} hệ thống thông tin`;
  return `${what} vì có dấu hiệu vi phạm của ${of.vendorName}. Tất cả được thực hiện trong một lần hoặc không thực hiện gì; việc này không hoàn tác được.`;
}

function doneText({ grants, accounts, suspended, proposed, records }: ContainedNow): string {
  return [
    grants === 0 ? 'Đã ngăn chặn: không có quyền truy cập nào đang được cấp' : `Đã ngăn chặn: thu hồi ${String(grants)} quyền truy cập, ${String(accounts)} tài khoản phải khóa và xác nhận`,
    suspended === 0 ? 'không hệ thống nào bị tạm dừng hoặc đình chỉ' : `${String(suspended)} hệ thống chờ xác nhận đã thực hiện`,
    ...(proposed === 0 ? [] : [`${String(proposed)} đề nghị đã gửi cơ quan quản lý hệ thống`]),
    `đã lập dự thảo ${records.map(({ kind }) => kind).join(', ')}`,
  ].join('; ').concat('.');
}
