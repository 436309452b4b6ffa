import ipaddr from 'ipaddr.js';
import { formatDay, formatInstant, type CalendarDay } from '../../kernel/calendar-day.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences, type FaultSentences } from '../../platform/http/fault-sentences.js';
import { choice, day, identifier, isIdentifier, line, optional, paragraph, timeOfDay } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { screen, type Ask, type FormState, type Route } from '../../platform/http/routes.js';
import { mayAccess } from '../application/access.js';
import type { AfterUseCases, SessionChoice, SessionPerson } from '../application/after-use-cases.js';
import type { AccessGround } from '../application/use-cases.js';
import { sessionSupervisions, type SessionSupervision } from '../domain/session-marks.js';
import { accessCrumbs, contractCaption } from './access-crumbs.js';
import type { AfterPorts } from './ports.js';
import { accessPaths, accessSection } from './paths.js';
import { instantOf, typedInstant } from './request-form.js';
import { presentSession, sessionSupervisionWords } from './session-presenter.js';
import { formWords } from './words.js';

const inSection = { section: accessSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

interface SessionForm {
  readonly grantId?: string | undefined;
  readonly systemId?: string | undefined;
  readonly personId?: string | undefined;
  readonly personName?: string | undefined;
  readonly account: string;
  readonly beganDay: CalendarDay;
  readonly beganTime: string;
  readonly endedDay: CalendarDay;
  readonly endedTime: string;
  readonly sourceAddress?: string | undefined;
  readonly workDone: string;
  readonly supervision: SessionSupervision;
  readonly supervisorId?: string | undefined;
}

const sessionForm = defineForm<SessionForm>(
  {
    grantId: optional(identifier('quyền truy cập')),
    systemId: optional(identifier('hệ thống')),
    personId: optional(identifier('người truy cập')),
    personName: optional(line('Họ tên người truy cập', 200)),
    account: line('Tên tài khoản', 120),
    beganDay: day('Ngày bắt đầu'),
    beganTime: timeOfDay('Giờ bắt đầu'),
    endedDay: day('Ngày kết thúc'),
    endedTime: timeOfDay('Giờ kết thúc'),
    sourceAddress: optional(line('Địa chỉ nguồn', 60)),
    workDone: paragraph('Việc đã làm', 4000),
    supervision: choice('Cách giám sát', sessionSupervisions),
    supervisorId: optional(identifier('người giám sát')),
  },
  ({ sourceAddress }) => (sourceAddress === undefined || isAddress(sourceAddress) ? {} : { sourceAddress: `“${sourceAddress}” không phải là một địa chỉ IP, ví dụ 203.0.113.7.` }),
);

interface Loaded {
  readonly contract: AccessGround;
  readonly choices: readonly SessionChoice[];
  readonly people: readonly SessionPerson[];
}

/** Sessions: recording one, and its page. */
export function sessionRoutes(after: AfterUseCases, { groundFor, now, laterActs }: AfterPorts): Route[] {
  return [
    ...formPage<SessionForm, Loaded>({
      path: accessPaths.newSession(':id'),
      may: { action: 'record-session', subject: 'AccessGrant' },
      records: ['access.session-recorded'],
      files: true,
      form: sessionForm,
      load: async (ask) => {
        const contract = await groundFor(ask.principal, idOf(ask), 'record-session');
        const asked = ask.query['quyen'];
        const grantId = typeof asked === 'string' && isIdentifier(asked) ? asked : undefined;
        const [choices, people] = await Promise.all([after.sessionChoices(contract.id, grantId), after.sessionPeople(contract.id)]);
        const today = formatDay(typedInstant(now()).day);
        const [only, another] = contract.systems;
        return {
          loaded: { contract, choices, people },
          values: { grantId: choices.some(({ id }) => id === grantId) ? grantId : '', beganDay: today, endedDay: today, supervision: 'attended', systemId: only !== undefined && another === undefined ? only.id : '' },
        };
      },
      view: (_ask, state) => page('access-grants/session-form', 'Ghi nhận phiên truy cập', sessionModel(state), inSection),
      perform: async (ask, fields) => {
        const { id, marks } = await inSentences(sentences, () =>
          after.recordSession(ask.act, ask.principal, {
            contractId: idOf(ask), grantId: fields.grantId, systemId: fields.systemId, personId: fields.personId, personName: fields.personName, account: fields.account,
            beganAt: instantOf(fields.beganDay, fields.beganTime), endedAt: instantOf(fields.endedDay, fields.endedTime), sourceAddress: fields.sourceAddress, workDone: fields.workDone,
            supervision: fields.supervision, supervisorId: fields.supervisorId, evidence: ask.uploads.files,
          }));
        return marks === 0
          ? seeOther(accessPaths.session(id), 'Đã ghi nhận phiên truy cập.')
          : seeOther(accessPaths.session(id), `Đã ghi nhận phiên truy cập; có ${String(marks)} điểm bất thường cần xem xét.`, 'attention');
      },
    }),
    screen(accessPaths.session(':id'), { action: 'read', subject: 'AccessGrant' }, async (ask) => {
      const session = await after.session(ask.principal, idOf(ask));
      const files = await after.filesOf('access-session', session.id);
      return page('access-grants/session', `Phiên truy cập của ${session.personName}`, {
        ...presentSession(session, files, mayAccess(ask.principal, 'draw-up', session.agencyId)),
        laterActs: laterActs?.(ask.principal, { kind: 'session', id: session.id, agencyId: session.agencyId }) ?? [],
      }, inSection);
    }),
  ];
}

function sessionModel({ loaded: { contract, choices, people }, values, errors, kept }: FormState<Loaded>): object {
  const of = { contractId: contract.id, contractName: contract.name, contractNumber: contract.number };
  return {
    crumbs: accessCrumbs(of), caption: contractCaption(of), kept, values, errors,
    grants: choices.map(({ id, systemName, form, people: named, startsAt, endsAt }) => ({ value: id, label: `${systemName} (${formWords[form].toLowerCase()}): ${shortList(named)}, ${formatInstant(startsAt)} – ${formatInstant(endsAt)}` })),
    systems: contract.systems.map(({ id, code, name }) => ({ value: id, label: `${code} – ${name}` })),
    people: people.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })),
    supervisions: sessionSupervisions.map((value) => ({ value, label: sessionSupervisionWords[value] })),
    staff: contract.staff.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })),
    action: accessPaths.newSession(contract.id), cancelHref: accessPaths.ofContract(contract.id),
  };
}

const sentences: FaultSentences = {
  'grantId.unknown': 'Chọn quyền truy cập trong danh sách.',
  'systemId.missing': 'Chọn hệ thống mà phiên này truy cập.',
  'systemId.unknown': 'Chọn hệ thống trong danh sách.',
  'personId.unknown': 'Chọn người truy cập trong danh sách.',
  'personId.missing': 'Chọn người truy cập, hoặc nhập họ tên người không có trong danh sách.',
  'endedTime.future': 'Chỉ ghi nhận phiên đã kết thúc; thời điểm kết thúc không được sau lúc này.',
  'endedTime.before-start': 'Thời điểm kết thúc không được trước thời điểm bắt đầu.',
  'supervisorId.missing': 'Chọn cán bộ đã giám sát tại chỗ.',
  'supervisorId.unknown': 'Chọn cán bộ giám sát trong danh sách.',
  'sourceAddress.missing': 'Nhập địa chỉ nguồn theo nhật ký; quyền này chỉ cho kết nối từ địa chỉ đã được phép.',
};

function shortList(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} và ${String(names.length - 3)} người khác` : names.join(', ');
}

function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || (ipaddr.IPv6.isValid(text) && !text.includes('%'));
}
