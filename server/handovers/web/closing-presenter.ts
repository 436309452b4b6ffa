import { presentTimeline, type EventTexts, type PastEvent } from '../../audit-trail/index.js';
import { dayOf, formatDay, formatInstant } from '../../kernel/calendar-day.js';
import type { Library } from '../../library/index.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { ActModel, SummaryRow } from '../../platform/views/pattern-models.js';
import { recordHref } from '../../records/index.js';
import type { ClosingReadings } from '../application/closing-use-cases.js';
import { paperKinds } from '../application/draw-up-records.js';
import type { AccountRow, ClosingDetail, ItemRow, RunRow, SystemOfClosing } from '../application/read-models.js';
import type { ClosingAction } from '../domain/closing.js';
import { accountKindWord } from './account-words.js';
import { contractCaption, contractCrumbs } from './closing-crumbs.js';
import { closingGate, isSettled } from './closing-gate.js';
import { nextStepOfClosing } from './closing-next-step.js';
import { closedBy, linkOrClosed, type ClosingReader } from './closing-reader.js';
import { paperNames, paperSlugs } from './papers.js';
import { handoverPaths } from './paths.js';
import type { HandoverLink } from './ports.js';
import { accountState, itemState, itemTitle, reasonWords, requirementShort, runWords, stepOrder, stepWords, surveyWords } from './words.js';

export interface ClosingPage {
  readonly closing: ClosingDetail;
  readonly history: readonly PastEvent[];
  readonly eventTexts: EventTexts;
  readonly regulation: { readonly issued: boolean };
  readonly verdicts: Pick<ClosingReadings, 'mayBeginRun' | 'mayFinishRun' | 'mayDestroy' | 'mayClose'>;
  readonly library: Library;
  readonly links: readonly HandoverLink[];
}

/** The page of a closing: what stands in the way first, then everything that was handed over, settled and proven. */
export function presentClosing(shown: ClosingPage, reader: ClosingReader): object {
  const { closing: of, history, eventTexts, regulation, library, links } = shown;
  const acts = actsOf(shown, reader);
  return {
    crumbs: contractCrumbs(of),
    title: 'Kết thúc, bàn giao',
    caption: contractCaption(of),
    facts: of.vendorName,
    states: [stateOf(of)],
    next: nextStepOfClosing(of, reader),
    links,
    acts,
    closed: of.close === null ? '' : endText(of, of.close),
    gate: of.close === null ? closingGate(of, reader, { regulation, act: closingAct(shown, reader) }) : undefined,
    settledItems: `${String(of.items.filter(isSettled).length)}/${String(of.items.length)}`,
    settledAccounts: `${String(of.accounts.filter((account) => account.settled).length)}/${String(of.accounts.length)}`,
    steps: stepOrder.flatMap((step) => {
      const items = of.items.filter((item) => item.step === step);
      const settled = items.filter(isSettled).length;
      return items.length === 0 ? [] : [{ id: `buoc-${step}`, name: stepWords[step], count: `${String(settled)}/${String(items.length)}`, total: String(items.length), items: items.map(itemModel) }];
    }),
    accounts: of.accounts.map((account) => accountModel(account, accountKindWord(library, of.now, account.kind))),
    systems: of.systems.map((system) => surveyModel(of, system)),
    runs: of.runs.map(runModel),
    runDays: String(of.runDays),
    destructions: of.copies.destructions.map(({ scope, method, doneAt, minutesNumber, subcontractors, by, at }): { rows: SummaryRow[] } => ({
      rows: [
        { key: 'Đã xóa, hủy', value: scope, note: `Lúc ${formatInstant(doneAt)}, biên bản số ${minutesNumber}` },
        { key: 'Phương pháp', value: method },
        { key: 'Nhà thầu phụ', value: subcontractors },
        { key: 'Ghi nhận', value: `${by}, ${formatInstant(at)}` },
      ],
    })),
    retained: of.copies.retained.map(({ what, ground, until, by, at }) => ({ text: what, until: formatDay(until), ground, note: `${by}, ${formatInstant(at)}` })),
    guests: of.guests.map(({ name, organisation, ground, namedBy, namedAt }) => ({ text: `${name}, ${organisation}`, ground, note: `${namedBy} chỉ định, ${formatInstant(namedAt)}` })),
    rows: factsOf(of),
    records: of.records.map(({ id, kind, title, subject, number, preparedOn }) => ({ href: recordHref(id), text: `${kind} ${title}: ${subject}`, note: number === null ? `dự thảo lập ngày ${formatDay(preparedOn)}` : `số ${number}` })),
    papers: reader.mayDo('draw-up') ? paperKinds.map((kind) => ({ action: handoverPaths.drawUp(of.id, paperSlugs[kind]), text: `Lập ${paperNames[kind]} (${kind})` })) : [],
    timeline: presentTimeline(history, eventTexts),
  };
}

function stateOf({ close, obstacles }: ClosingDetail): StateModel {
  if (close !== null) return { tone: 'settled', icon: 'check', word: 'Đã kết thúc' };
  return obstacles.length === 0 ? { tone: 'settled', icon: 'handover', word: 'Đủ điều kiện kết thúc' } : { tone: 'attention', icon: 'handover', word: 'Đang bàn giao' };
}

function factsOf(of: ClosingDetail): SummaryRow[] {
  return [
    { key: 'Lý do kết thúc', value: reasonWords[of.reason], ...(of.ground === null ? {} : { note: of.ground }) },
    { key: 'Yêu cầu chuyển giao', value: `Ngày ${formatDay(of.requestedOn)}` },
    { key: 'Hạn bàn giao', value: formatDay(of.dueOn) },
    { key: 'Hết thời hạn hợp đồng', value: of.contractEndsOn === null ? 'Chưa ghi nhận' : formatDay(of.contractEndsOn) },
    { key: 'Kế hoạch bàn giao', value: of.plan },
    { key: 'Bắt đầu', value: `${of.startedBy}, ${formatInstant(of.startedAt)}` },
  ];
}

function itemModel(item: ItemRow): object {
  return {
    href: handoverPaths.item(item.id), name: itemTitle(item), system: item.systemName ?? '', requirement: requirementShort[item.requirement], state: itemState(item),
    since: formatDay(dayOf(item.since)), waiting: item.absenceWaiting,
  };
}

function accountModel(account: AccountRow, kind: string): object {
  const { settlement, closure } = account;
  return {
    href: handoverPaths.account(account.id), name: account.name, kind, system: account.systemName ?? 'Không thuộc hệ thống nào', state: accountState(account),
    how: settlement === null ? (closure === null ? '' : `${closure.by}, ${formatInstant(closure.doneAt)}`) : `${settlement.by}, ${formatInstant(settlement.doneAt)}`,
  };
}

function surveyModel({ surveys }: ClosingDetail, system: SystemOfClosing): object {
  const newest = surveys.find(({ id }) => id === system.surveyId);
  const clean = newest !== undefined && newest.alive + newest.unclear === 0;
  return {
    name: `${system.name} (${system.code})`,
    earlier: surveys.filter(({ id, systemId }) => systemId === system.id && id !== newest?.id).map(({ id, takenAt }) => ({ href: handoverPaths.surveyed(id), text: formatInstant(takenAt) })),
    href: newest === undefined ? '' : handoverPaths.surveyed(newest.id),
    state: newest === undefined
      ? { tone: 'neutral', icon: 'dash', word: 'Chưa rà soát' }
      : !clean ? { tone: 'stop', icon: 'warning', word: `Còn ${String(newest.alive)} tài khoản của bên cung cấp, ${String(newest.unclear)} chưa rõ` }
        : system.surveyCounts ? { tone: 'settled', icon: 'check', word: 'Không còn tài khoản của bên cung cấp' } : { tone: 'attention', icon: 'pending', word: 'Rà soát lại sau chạy thử độc lập' },
    note: newest === undefined ? '' : `${surveyWords[newest.source]}, lấy lúc ${formatInstant(newest.takenAt)}; ${String(newest.accounts)} tài khoản (${newest.by})`,
  };
}

function runModel({ ordinal, beganAt, beganBy, endsOn, days, finish }: RunRow): object {
  return {
    title: `Lần ${String(ordinal)}`,
    text: `Bắt đầu ${formatInstant(beganAt)} (${beganBy}), ${String(days)} ngày làm việc, đến hết ngày ${formatDay(endsOn)}`,
    state: finish === null ? { tone: 'active', icon: 'clock', word: 'Đang chạy thử' } : { tone: finish.outcome === 'passed' ? 'settled' : 'stop', icon: finish.outcome === 'passed' ? 'check' : 'warning', word: runWords[finish.outcome] },
    note: finish === null ? '' : `${finish.note} (${finish.by}, ${formatInstant(finish.at)})`,
  };
}

/** The act of the end, for whoever may perform it. */
function closingAct({ closing: of, verdicts }: ClosingPage, reader: ClosingReader): ActModel | undefined {
  return reader.mayDo('close') ? { text: 'Kết thúc hợp đồng', danger: true, ...linkOrClosed(closedBy(verdicts.mayClose(of), reader), handoverPaths.close(of.id)) } : undefined;
}

/** The other acts, each beside the part of the page that it changes. */
function actsOf({ closing: of, verdicts }: ClosingPage, reader: ClosingReader): Readonly<Record<'items' | 'accounts' | 'surveys' | 'run' | 'copies', readonly ActModel[]>> {
  const offer = (action: ClosingAction, id: string, text: string, open: Pick<ActModel, 'closed' | 'href'>): ActModel[] =>
    of.close === null && reader.mayDo(action) ? [{ id, text, secondary: true, ...open }] : [];
  const running = of.runs.some(({ finish }) => finish === null);
  return {
    items: [...offer('add-item', 'them-hang-muc', 'Thêm hạng mục', { href: handoverPaths.addItem(of.id) }), ...offer('name-guest', 'nguoi-kiem-tra', 'Chỉ định người kiểm tra', { href: handoverPaths.nameGuest(of.id) })],
    accounts: offer('add-account', 'them-tai-khoan', 'Thêm tài khoản, khóa', { href: handoverPaths.addAccount(of.id) }),
    surveys: of.systems.length === 0 ? [] : offer('survey', 'ra-soat-moi', 'Nhập danh sách tài khoản thực tế', { href: handoverPaths.survey(of.id) }),
    run: of.systems.length === 0
      ? []
      : running
        ? offer('finish-run', 'ket-luan', 'Kết luận chạy thử', { href: handoverPaths.finishRun(of.id) })
        : of.runs[0]?.finish?.outcome === 'passed' ? [] : offer('begin-run', 'chay-thu-moi', 'Bắt đầu chạy thử độc lập', linkOrClosed(closedBy(verdicts.mayBeginRun(of), reader), handoverPaths.beginRun(of.id))),
    copies: [
      ...offer('record-copies', 'xoa-huy', 'Ghi nhận xóa, hủy dữ liệu', linkOrClosed(closedBy(verdicts.mayDestroy(of), reader), handoverPaths.destroy(of.id))),
      ...offer('record-copies', 'giu-lai', 'Ghi nhận dữ liệu được giữ lại', { href: handoverPaths.retain(of.id) }),
    ],
  };
}

/** What the end left behind, in one sentence. */
function endText({ items, accounts }: ClosingDetail, { by, at }: NonNullable<ClosingDetail['close']>): string {
  const absent = items.filter(({ standing }) => standing === 'absent').length;
  return `${by} kết thúc hợp đồng lúc ${formatInstant(at)}. ${String(items.length - absent)} hạng mục đạt, ${String(absent)} hạng mục không có hoặc được miễn; ${String(accounts.length)} tài khoản, khóa đã xử lý. Hồ sơ chỉ đọc; việc phát sinh được mở thành vụ việc mới.`;
}
