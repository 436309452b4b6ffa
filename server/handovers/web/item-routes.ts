import { formatInstant } from '../../kernel/calendar-day.js';
import { Conflict } from '../../kernel/errors.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { choice, identifier, line, optional, paragraph } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { ClosingUseCases } from '../application/closing-use-cases.js';
import type { AbsenceRow, ClosingDetail, ItemDetail } from '../application/read-models.js';
import { absenceKinds, CLOSING_SUBJECT, deliveredSteps, type AbsenceKind, type DeliveredStep } from '../domain/closing.js';
import { closingCrumbs, contractCaption } from './closing-crumbs.js';
import { headOfClosing, systemChoices } from './closing-head.js';
import { readerOf } from './closing-reader.js';
import { presentItem } from './item-presenter.js';
import { handoverPaths, handoverSection } from './paths.js';
import type { HandoverPorts } from './ports.js';
import { absenceWords, itemState, itemTitle, stepWords } from './words.js';

const inSection = { section: handoverSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

interface AddItemForm {
  readonly name: string;
  readonly step: DeliveredStep;
  readonly systemId?: string | undefined;
  readonly acceptanceTest: string;
}

const addItemForm = defineForm<AddItemForm>({
  name: line('Tên hạng mục'),
  step: choice('nhóm hạng mục', deliveredSteps),
  systemId: optional(identifier('hệ thống')),
  acceptanceTest: paragraph('Cách kiểm tra', 2000),
});

interface AbsenceForm {
  readonly kind: AbsenceKind;
  readonly ground: string;
}

const absenceForm = defineForm<AbsenceForm>({ kind: choice('đề nghị', absenceKinds), ground: paragraph('Lý do', 2000) });

interface DecisionForm {
  readonly decision: 'approved' | 'refused';
  readonly note?: string | undefined;
}

const decisionForm = defineForm<DecisionForm>(
  { decision: choice('quyết định', ['approved', 'refused']), note: optional(paragraph('Ý kiến', 2000)) },
  ({ decision, note }) => (decision === 'refused' && note === undefined ? { note: 'Nêu lý do khi không chấp thuận.' } : {}),
);

/** The page of an item, and what is said of it: that it is needed too, or that there is none. */
export function itemRoutes(closings: ClosingUseCases, { laterLinks }: Pick<HandoverPorts, 'laterLinks'>): Route[] {
  return [
    screen(handoverPaths.item(':id'), { action: 'read', subject: CLOSING_SUBJECT }, async (ask) => {
      const item = await closings.item(ask.principal, idOf(ask));
      return page('handovers/item', itemTitle(item), presentItem({ item, verdicts: closings, links: laterLinks?.ofItem(item) ?? [] }, readerOf(ask, closings, item.agencyId)), inSection);
    }),
    ...formPage<AddItemForm, ClosingDetail>({
      path: handoverPaths.addItem(':id'),
      may: { action: 'add-item', subject: CLOSING_SUBJECT },
      records: ['closing.item-added'],
      form: addItemForm,
      load: async (ask) => ({ loaded: await closings.closing(ask.principal, idOf(ask), 'add-item'), values: {} }),
      view: (_ask, { loaded: of, values, errors, kept }) =>
        page('handovers/add-item', 'Thêm hạng mục bàn giao', {
          ...headOfClosing(of), kept, values, errors,
          steps: deliveredSteps.map((value) => ({ value, label: stepWords[value] })), systems: systemChoices(of), action: handoverPaths.addItem(of.id),
        }, inSection),
      perform: async (ask, { name, step, systemId, acceptanceTest }) => {
        const added = await inSentences({ 'systemId.unknown': 'Chọn hệ thống trong danh sách.' }, () =>
          closings.addItem(ask.act, ask.principal, { closingId: idOf(ask), name, step, systemId, acceptanceTest }));
        return seeOther(handoverPaths.item(added.id), 'Đã thêm hạng mục bàn giao.');
      },
    }),
    ...formPage<AbsenceForm, ItemDetail>({
      path: handoverPaths.absence(':id'),
      may: { action: 'ask-absence', subject: CLOSING_SUBJECT },
      records: ['closing.absence-asked'],
      form: absenceForm,
      load: async (ask) => {
        const item = await closings.item(ask.principal, idOf(ask), 'ask-absence');
        return { loaded: item, values: { kind: item.mayBeNone ? 'none' : 'waived' } };
      },
      view: (ask, { loaded: of, values, errors, kept }) => {
        const verdict = closings.mayAskAbsence(of, of.mayBeNone ? 'none' : 'waived');
        return page('handovers/absence', 'Đề nghị không có hoặc miễn hạng mục', {
          ...headOf(of), kept, values, errors,
          kinds: absenceKinds.filter((kind) => kind === 'waived' || of.mayBeNone).map((value) => ({ value, label: absenceWords[value] })),
          action: handoverPaths.absence(of.id), closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) },
        }, inSection);
      },
      perform: async (ask, { kind, ground }) => {
        await closings.askAbsence(ask.act, ask.principal, { itemId: idOf(ask), kind, ground });
        return seeOther(handoverPaths.item(idOf(ask)), 'Đã gửi đề nghị; Thủ trưởng đơn vị quyết định.');
      },
    }),
    ...formPage<DecisionForm, { readonly item: ItemDetail; readonly absence: AbsenceRow | undefined }>({
      path: handoverPaths.decideAbsence(':id'),
      may: { action: 'decide-absence', subject: CLOSING_SUBJECT },
      records: ['closing.absence-decided'],
      form: decisionForm,
      load: async (ask) => {
        const loaded = await waitingAbsence(closings, ask);
        const decided = loaded.absence === undefined ? loaded.item.absences[0]?.decision : undefined;
        return { loaded, values: decided === undefined || decided === null ? {} : { decision: decided.approved ? 'approved' : 'refused', note: decided.note ?? '' } };
      },
      view: (ask, { loaded: { item: of, absence }, values, errors, kept, conflict }) =>
        page('handovers/decide-absence', 'Quyết định đề nghị đối với hạng mục bàn giao', {
          ...headOf(of), kept, values, errors,
          conflict: conflict.length === 0 ? undefined : decidedMeanwhile(of, conflict),
          sentence: absence === undefined ? noneWaiting(of) : `${absence.askedBy} đề nghị ghi nhận “${absenceWords[absence.kind].toLocaleLowerCase('vi')}” đối với hạng mục ${itemTitle(of)}.`,
          ground: absence?.ground ?? '',
          decisions: [{ value: 'approved', label: 'Chấp thuận' }, { value: 'refused', label: 'Không chấp thuận' }],
          action: handoverPaths.decideAbsence(of.id),
          closed: absence === undefined
            ? { reason: 'Không có đề nghị nào đang chờ quyết định.' }
            : absence.askedById === ask.principal.userId ? { reason: 'Người đề nghị không tự quyết định; đến lượt thủ trưởng hoặc người được ủy quyền khác.' } : undefined,
        }, inSection),
      perform: async (ask, { decision, note }) => {
        const { absence } = await waitingAbsence(closings, ask);
        if (absence === undefined) throw new Conflict({ subject: 'absence of an item', id: idOf(ask) });
        await inSentences({ 'note.missing': 'Nêu lý do khi không chấp thuận.' }, () => closings.decideAbsence(ask.act, ask.principal, { absenceId: absence.id, approved: decision === 'approved', note }));
        return seeOther(handoverPaths.item(idOf(ask)), decision === 'approved' ? 'Đã chấp thuận đề nghị.' : 'Đã trả lời không chấp thuận.');
      },
    }),
  ];
}

async function waitingAbsence(closings: ClosingUseCases, ask: Ask): Promise<{ item: ItemDetail; absence: AbsenceRow | undefined }> {
  const item = await closings.item(ask.principal, idOf(ask), 'decide-absence');
  return { item, absence: item.absences.find(({ decision }) => decision === null) };
}

/** Why there is nothing to decide, and who decided last. */
function noneWaiting({ absences: [newest] }: ItemDetail): string {
  const decided = newest?.decision;
  return decided === undefined || decided === null
    ? 'Không có đề nghị nào đang chờ quyết định.'
    : `${decided.by} đã ${decided.approved ? 'chấp thuận' : 'trả lời không chấp thuận'} đề nghị, ${formatInstant(decided.at)}.`;
}

const decisionWords: Readonly<Record<string, string>> = { approved: 'Chấp thuận', refused: 'Không chấp thuận' };

/** What somebody else decided meanwhile, beside what was to be decided. */
function decidedMeanwhile(of: ItemDetail, conflict: readonly { readonly field: string; readonly theirs: string; readonly yours: string }[]): object {
  const decided = of.absences[0]?.decision;
  const worded = (text: string): string => decisionWords[text] ?? text;
  return {
    fields: conflict.map(({ field, theirs, yours }) => ({ label: field === 'decision' ? 'Quyết định' : 'Ý kiến', theirs: worded(theirs), yours: worded(yours) })),
    ...(decided === undefined || decided === null ? {} : { who: decided.by, when: formatInstant(decided.at) }),
    reloadHref: handoverPaths.item(of.id),
  };
}

/** What stands on top of every form about an item. */
export function headOf(of: ItemDetail): object {
  return {
    crumbs: [...closingCrumbs(of), { href: handoverPaths.item(of.id), text: itemTitle(of) }], caption: contractCaption(of), facts: itemTitle(of), states: [itemState(of)],
    cancelHref: handoverPaths.item(of.id),
  };
}
