import Joi from 'joi';
import type { ChapterSource, ChapterStep, ContractAlert, DutyStanding } from '../../contracts/index.js';
import { citeClause } from '../../kernel/citation.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { inSentence } from '../../kernel/text.js';
import type { StandingAlert } from '../../platform/views/page-model.js';
import type { SummaryRow } from '../../platform/views/pattern-models.js';
import type { ContractViolations } from '../application/read-models.js';
import { caseStates, levelWords, outcomeWords, suspensionVerbs, suspensionWords } from './words.js';
import { violationPaths } from './paths.js';

/** What the page of a contract needs to know besides its violations. */
export interface ChapterPorts {
  readonly regulation: () => { readonly issued: boolean };
}

const text = Joi.string().required();
const flag = Joi.boolean().required();
const moment = Joi.date().iso().required();

/** What the SQL function violation_chapter tells of a contract. */
export const contractViolations = Joi.object<ContractViolations>({
  agencyId: text,
  everOpened: Joi.number().required(),
  contained: flag,
  cases: Joi.array().items(Joi.object({ id: text, code: text, state: text, level: text, openedAt: moment, unconfirmed: flag })).required(),
  closed: Joi.array().items(Joi.object({ id: text, code: text, level: text, outcome: text, closedAt: moment })).required(),
  endedBy: Joi.object({ id: text, code: text, closedAt: moment, ground: text }).allow(null).required(),
  suspensions: Joi.array().items(
    Joi.object({ id: text, caseId: text, systemName: text, kind: text, scope: text, endsAt: moment.allow(null), overdue: flag, done: flag }),
  ).required(),
  accountsOpen: Joi.number().required(),
}).unknown();

/** The third duty of a contract (khoản 3 Điều 6) for its page: open cases, what is suspended, why nothing is granted. */
export function violationChapter(ports: ChapterPorts): ChapterSource {
  return {
    sqlFunction: 'violation_chapter',
    present(given) {
      const chapter = Joi.attempt(given, contractViolations);
      const next = nextOf(chapter);
      return {
        duties: chapter.everOpened === 0 ? {} : { violation: dutyOf(chapter) },
        alerts: [...alertsOf(chapter, ports), ...endingOf(chapter, ports)],
        ...(next === undefined ? {} : { next }),
        sections: chapter.everOpened === 0 ? {} : { violation: rowsOf(chapter) },
      };
    },
  };
}

/** What stands red on every page of a contract while a case is open: that nothing can be granted, and what is suspended. */
export function alertsOf(chapter: ContractViolations, { regulation }: ChapterPorts): ContractAlert[] {
  const ground = citeClause({ article: 6, clause: 3 }, regulation());
  return chapter.cases.flatMap(({ id, code, state, level, unconfirmed }): ContractAlert[] => {
    const link = { href: violationPaths.case(id), hrefText: `Xem vụ vi phạm ${code}` };
    if (state === 'opened') return [{ kind: 'stop', heading: `Có dấu hiệu vi phạm chưa được ngăn chặn: ${code}, ${levelWords[level]}`, text: `Thủ trưởng quyết định thu hồi quyền truy cập, tạm dừng hoặc đình chỉ hệ thống tùy theo mức độ vi phạm (${ground}).`, ...link }];
    const suspended = chapter.suspensions.filter(({ caseId }) => caseId === id).map(suspensionText);
    return [{
      kind: 'stop',
      heading: `Đang xử lý vi phạm: ${code}, ${levelWords[level]}`,
      text: [
        chapter.contained ? `Không cấp quyền truy cập theo hợp đồng này, trừ quyền khắc phục có giám sát (${ground}).` : '',
        ...suspended,
        unconfirmed ? 'Việc ngăn chặn ngoài giờ chưa được thủ trưởng xác nhận.' : '',
        !chapter.contained && suspended.length === 0 ? 'Hệ thống đã hoạt động trở lại, quyền truy cập được cấp mới khi có đề nghị; vụ việc chưa kết thúc.' : '',
      ].filter((part) => part !== '').join(' '),
      ...link,
    }];
  });
}

/** That the contract ends before its term because of a violation, as long as it is being handed over (khoản 4 Điều 6). */
function endingOf({ endedBy }: ContractViolations, { regulation }: ChapterPorts): ContractAlert[] {
  if (endedBy === null) return [];
  return [{
    kind: 'attention',
    heading: `Hợp đồng kết thúc trước thời hạn do vi phạm: ${endedBy.code}`,
    text: `Quyết định kết thúc lúc ${formatInstant(endedBy.closedAt)}: ${endedBy.ground.replace(/[.;\s]+$/u, '')}. Hợp đồng đang chuyển giao: thu hồi tài khoản, nhận bàn giao, xóa dữ liệu (${citeClause({ article: 6, clause: 4 }, regulation())}).`,
    href: violationPaths.case(endedBy.id), hrefText: `Xem vụ vi phạm ${endedBy.code}`,
  }];
}

/** The same for pages below a contract, where they stand above everything else. */
export function standingAlertsOf(chapter: ContractViolations, ports: ChapterPorts): StandingAlert[] {
  return alertsOf(chapter, ports).map(({ heading, text: said, href = violationPaths.register, hrefText = 'Xem' }) => ({ heading, text: said, href, hrefText }));
}

type Suspension = ContractViolations['suspensions'][number];

/** "Hệ thống A đang tạm dừng đến 17:00 ngày 05/12/2026.", with what is red about it. */
function suspensionText({ systemName, kind, scope, endsAt, overdue, done }: Suspension): string {
  const until = endsAt === null ? '' : overdue ? `, đã hết thời hạn từ ${formatInstant(endsAt)} mà chưa có quyết định` : ` đến ${formatInstant(endsAt)}`;
  return `${systemName} đang ${suspensionVerbs[kind]}${scope === 'part' ? ' một phần' : ''}${until}${done ? '' : ', chưa xác nhận đã thực hiện'}.`;
}

function dutyOf({ cases, suspensions, everOpened }: ContractViolations): DutyStanding {
  const [first] = cases;
  if (first === undefined) return { tone: 'settled', icon: 'check', word: `${String(everOpened)} vụ đã kết thúc` };
  const waiting = cases.filter(({ state }) => state === 'opened').length;
  if (waiting > 0) return { tone: 'stop', icon: 'warning', word: 'Chưa ngăn chặn', worst: `${String(waiting)} vụ có dấu hiệu vi phạm chưa được ngăn chặn` };
  const [suspension] = suspensions;
  return { tone: 'stop', icon: 'pause', word: 'Đang xử lý', worst: suspension === undefined ? `${first.code}: ${caseStates[first.state].word}` : suspensionText(suspension) };
}

function nextOf({ cases, suspensions }: ContractViolations): ChapterStep | undefined {
  const uncontained = cases.find(({ state }) => state === 'opened');
  if (uncontained !== undefined) {
    return { text: `Ngăn chặn vụ vi phạm ${uncontained.code}.`, who: 'Thủ trưởng đơn vị', role: 'unit_head', href: violationPaths.case(uncontained.id), hrefText: 'Xem vụ vi phạm' };
  }
  const undone = suspensions.find(({ done }) => !done);
  if (undone !== undefined) {
    return { text: `Xác nhận đã ${suspensionVerbs[undone.kind]} ${undone.systemName} kèm minh chứng.`, who: 'Cán bộ chuyên trách CNTT/ANM', role: 'it_officer', href: violationPaths.case(undone.caseId), hrefText: 'Xem vụ vi phạm' };
  }
  return undefined;
}

function rowsOf({ cases, closed, suspensions, everOpened, accountsOpen }: ContractViolations): SummaryRow[] {
  return [
    ...cases.map(({ id, code, state, level, openedAt }): SummaryRow => ({
      key: `Vụ vi phạm ${code}`, state: caseStates[state], value: `${levelWords[level]}, mở lúc ${formatInstant(openedAt)}`, href: violationPaths.case(id),
    })),
    ...suspensions.map((suspension): SummaryRow => ({ key: `${suspensionWords[suspension.kind]} ${suspension.scope === 'whole' ? 'hệ thống' : 'một phần hệ thống'}`, value: suspensionText(suspension), href: violationPaths.case(suspension.caseId) })),
    ...(accountsOpen === 0 ? [] : [{ key: 'Tài khoản đã thu hồi, chưa xác nhận khóa', value: String(accountsOpen) }]),
    ...closed.map(({ id, code, level, outcome, closedAt }): SummaryRow => ({
      key: `Vụ vi phạm ${code}`, state: caseStates.closed, value: `${levelWords[level]}, kết thúc lúc ${formatInstant(closedAt)}: ${inSentence(outcomeWords[outcome])}`, href: violationPaths.case(id),
    })),
    ...(everOpened > cases.length + closed.length ? [{ key: 'Các vụ khác đã kết thúc', value: String(everOpened - cases.length - closed.length) }] : []),
  ];
}
