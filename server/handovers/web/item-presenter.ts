import { attachmentHref } from '../../attachments/index.js';
import { formatDay, formatInstant } from '../../kernel/calendar-day.js';
import { firstRefusal, type Verdict } from '../../kernel/refusal.js';
import type { ActModel, SummaryRow } from '../../platform/views/pattern-models.js';
import type { ClosingReadings } from '../application/closing-use-cases.js';
import type { AbsenceRow, DeliveryRow, ItemDetail, TestRow } from '../application/read-models.js';
import { mayBringTest } from '../domain/closing-policy.js';
import { closingCrumbs, contractCaption } from './closing-crumbs.js';
import { closedBy, linkOrClosed, type ClosingReader } from './closing-reader.js';
import { isDelivered, nextStepOfItem } from './item-next-step.js';
import { handoverPaths } from './paths.js';
import type { HandoverLink } from './ports.js';
import { absenceWords, itemState, itemTitle, requirementWords, stepWords, wayWords } from './words.js';

export interface ItemPage {
  readonly item: ItemDetail;
  readonly verdicts: Pick<ClosingReadings, 'mayReceive' | 'mayTest' | 'mayAskAbsence'>;
  readonly links: readonly HandoverLink[];
}

/** The page of an item: what it must prove, what came of it and how it was tried. */
export function presentItem({ item: of, verdicts, links }: ItemPage, reader: ClosingReader): object {
  return {
    crumbs: closingCrumbs(of),
    title: itemTitle(of),
    caption: contractCaption(of),
    facts: [stepWords[of.step], of.systemName].filter((part) => part !== null).join(' · '),
    states: [itemState(of)],
    next: nextStepOfItem(of, reader),
    acts: actsOf(of, verdicts, reader),
    links,
    delivered: isDelivered(of),
    rows: factsOf(of),
    absences: of.absences.map((absence) => absenceModel(of, absence, reader)),
    deliveries: of.deliveryRows.map((delivery) => deliveryModel(delivery, of, verdicts, reader)),
  };
}

function factsOf(of: ItemDetail): SummaryRow[] {
  return [
    { key: 'Yêu cầu', value: requirementWords[of.requirement] },
    ...(of.evidence === null ? [] : [{ key: 'Minh chứng phải có', value: of.evidence }]),
    { key: 'Cách kiểm tra không có bên cung cấp', value: of.acceptanceTest },
    ...(of.factRows.length === 0 ? [] : [{ key: 'Được lập từ', values: of.factRows.map(({ name, since }) => `${name} (từ ${formatInstant(since)})`) }]),
  ];
}

function absenceModel(of: ItemDetail, { kind, ground, askedBy, askedAt, decision }: AbsenceRow, reader: ClosingReader): object {
  return {
    word: absenceWords[kind],
    ground,
    asked: `${askedBy} đề nghị, ${formatInstant(askedAt)}`,
    state: decision === null
      ? { tone: 'attention', icon: 'pending', word: 'Chờ Thủ trưởng đơn vị quyết định' }
      : decision.approved ? { tone: 'settled', icon: 'check', word: 'Đã chấp thuận' } : { tone: 'neutral', icon: 'dash', word: 'Không chấp thuận' },
    decided: decision === null ? '' : `${decision.by}, ${formatInstant(decision.at)}${decision.note === null ? '' : `: ${decision.note}`}`,
    href: decision === null && reader.mayDo('decide-absence') ? handoverPaths.decideAbsence(of.id) : '',
  };
}

function deliveryModel(delivery: DeliveryRow, of: ItemDetail, verdicts: ItemPage['verdicts'], reader: ClosingReader): object {
  const { id, ordinal, agencyConfirmation, vendorConfirmation, tests } = delivery;
  const confirmed = agencyConfirmation !== null && vendorConfirmation !== null;
  return {
    title: `Lần ${String(ordinal)}`,
    state: tests[0] === undefined
      ? confirmed ? { tone: 'attention', icon: 'pending', word: 'Chưa kiểm tra' } : { tone: 'attention', icon: 'pending', word: 'Chờ xác nhận bàn giao' }
      : tests[0].passed ? { tone: 'settled', icon: 'check', word: 'Đạt' } : { tone: 'stop', icon: 'warning', word: 'Không đạt, trả lại' },
    rows: deliveryFacts(delivery),
    files: delivery.files.map(({ id: fileId, name, sha256 }) => ({ href: attachmentHref(fileId), name, sha256 })),
    tests: tests.map(testModel),
    acts: [
      ...(!confirmed && reader.mayDo('confirm') && !of.closed ? [{ id: `xac-nhan-${String(ordinal)}`, text: 'Xác nhận bàn giao', href: handoverPaths.confirm(id), secondary: true }] : []),
      ...(reader.mayDo('test') ? [{ id: `kiem-tra-${String(ordinal)}`, text: 'Ghi nhận kiểm tra', secondary: true, ...linkOrClosed(closedBy(mayRecordTest(delivery, of, { verdicts, userId: reader.userId }), reader), handoverPaths.test(id)) }] : []),
    ] satisfies ActModel[],
  };
}

function deliveryFacts(delivery: DeliveryRow): SummaryRow[] {
  const { agencyConfirmation, vendorConfirmation } = delivery;
  return [
    { key: 'Nội dung', value: delivery.contents, ...(delivery.versionText === null ? {} : { note: `Phiên bản ${delivery.versionText}` }) },
    { key: 'Nơi lưu', value: delivery.place },
    { key: 'Người giao', value: delivery.giverName, note: wayWords[delivery.via] },
    { key: 'Bàn giao có hiệu lực', value: formatDay(delivery.effectiveOn), note: `Ghi nhận lúc ${formatInstant(delivery.uploadedAt)}${delivery.recordedBy === null ? '' : ` (${delivery.recordedBy})`}` },
    { key: 'Bên cung cấp xác nhận', value: vendorConfirmation === null ? 'Chưa xác nhận' : `${vendorConfirmation.by}, ${formatInstant(vendorConfirmation.at)}`, ...noteOf(vendorConfirmation) },
    { key: 'Cơ quan nhận', value: agencyConfirmation === null ? 'Chưa xác nhận' : `${agencyConfirmation.by}, ${formatInstant(agencyConfirmation.at)}` },
    ...(delivery.note === null ? [] : [{ key: 'Ghi chú', value: delivery.note }]),
  ];
}

/** Who wrote down what the vendor confirmed elsewhere than by its link. */
function noteOf(confirmation: DeliveryRow['vendorConfirmation']): { readonly note?: string } {
  const by = confirmation?.recordedBy ?? null;
  return by === null ? {} : { note: `${by} ghi nhận` };
}

function testModel({ testerName, organisation, equipment, ranAt, passed, result, recordedBy, recordedAt }: TestRow): object {
  return {
    state: passed ? { tone: 'settled', icon: 'check', word: 'Đạt' } : { tone: 'stop', icon: 'warning', word: 'Không đạt' },
    text: result,
    by: `${testerName}${organisation === null ? '' : `, ${organisation}`}; thiết bị: ${equipment}; ${formatInstant(ranAt)}`,
    recorded: `${recordedBy} ghi nhận, ${formatInstant(recordedAt)}`,
  };
}

/** Whether this person can write down a test of a hand-over: it can be tested, and they did not receive it themselves (or a guest tries it). */
export function mayRecordTest(delivery: DeliveryRow, of: ItemDetail, { verdicts, userId }: { readonly verdicts: Pick<ClosingReadings, 'mayTest'>; readonly userId: string }): Verdict {
  return firstRefusal([
    verdicts.mayTest(delivery, of),
    mayBringTest({ receiverId: delivery.agencyConfirmation?.userId, recordedById: delivery.recordedById }, { userId, guests: of.guests.length }),
  ]);
}

/** What may be done beside the next step; what is done already can be handed over anew. */
function actsOf(of: ItemDetail, verdicts: ItemPage['verdicts'], reader: ClosingReader): ActModel[] {
  if (of.closed || !isDelivered(of)) return [];
  const kind = of.mayBeNone ? 'none' : 'waived';
  const settled = of.standing === 'passed' || of.standing === 'absent';
  return [
    ...(reader.mayDo('receive') ? [{ id: 'tiep-nhan', text: of.deliveryRows.length === 0 ? 'Ghi nhận bàn giao' : 'Ghi nhận bàn giao lại', secondary: true, ...linkOrClosed(closedBy(verdicts.mayReceive(of), reader), handoverPaths.receive(of.id)) }] : []),
    ...(reader.mayDo('ask-absence') && !settled ? [{ id: 'khong-co', text: of.mayBeNone ? 'Đề nghị ghi nhận không có' : 'Đề nghị miễn', secondary: true, ...linkOrClosed(closedBy(verdicts.mayAskAbsence(of, kind), reader), handoverPaths.absence(of.id)) }] : []),
  ];
}
