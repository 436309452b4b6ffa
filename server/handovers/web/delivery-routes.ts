import { instantOf, typedInstant } from '../../access-grants/index.js';
import { formatDay, formatInstant, type CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput } from '../../kernel/errors.js';
import { EVIDENCE_MEDIA_TYPES } from '../../platform/evidence-store/index.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { choice, day, identifier, identifiers, isIdentifier, line, optional, paragraph, ticked, timeOfDay } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Ask, Route } from '../../platform/http/routes.js';
import type { ClosingUseCases } from '../application/closing-use-cases.js';
import type { ClosingDetail, DeliveryRow, ItemDetail } from '../application/read-models.js';
import { CLOSING_SUBJECT } from '../domain/closing.js';
import { closingCrumbs, contractCaption } from './closing-crumbs.js';
import { closedText } from './closing-head.js';
import { mayRecordTest } from './item-presenter.js';
import { headOf } from './item-routes.js';
import { largeFilesField } from './large-files-field.js';
import { handoverPaths, handoverSection } from './paths.js';
import { uploadFaults } from './upload-answers.js';
import { linkPaths } from './vendor-paths.js';
import { wayWords } from './words.js';

const inSection = { section: handoverSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

interface ReceiveForm {
  readonly giverPersonId?: string | undefined;
  readonly giverName?: string | undefined;
  readonly contents: string;
  readonly versionText?: string | undefined;
  readonly place: string;
  readonly effectiveOn: CalendarDay;
  readonly note?: string | undefined;
  readonly vendorSigned: boolean;
  readonly uploads: readonly string[];
}

const receiveForm = defineForm<ReceiveForm>(
  {
    giverPersonId: optional(identifier('người giao')),
    giverName: optional(line('Họ và tên người giao', 200)),
    contents: paragraph('Nội dung bàn giao', 4000),
    versionText: optional(line('Phiên bản', 200)),
    place: line('Nơi lưu', 500),
    effectiveOn: day('Ngày bàn giao'),
    note: optional(paragraph('Ghi chú', 2000)),
    vendorSigned: ticked('Bên cung cấp đã ký giao'),
    uploads: identifiers('Tệp lớn', 100),
  },
  ({ giverPersonId, giverName }) => (giverPersonId === undefined && giverName === undefined ? { giverName: 'Chọn người giao trong danh sách, hoặc nhập họ và tên người giao.' } : {}),
);

interface ConfirmForm {
  readonly side: 'vendor' | 'agency';
  readonly name?: string | undefined;
}

const confirmForm = defineForm<ConfirmForm>(
  { side: choice('bên xác nhận', ['agency', 'vendor']), name: optional(line('Người xác nhận của bên cung cấp', 200)) },
  ({ side, name }) => (side === 'vendor' && name === undefined ? { name: 'Nhập người xác nhận của bên cung cấp.' } : {}),
);

/** Marks a tester from outside among those that can be chosen. */
const GUEST = 'khach:';

function testerIdOf(tester: string): string {
  return tester.startsWith(GUEST) ? tester.slice(GUEST.length) : tester;
}

interface TestForm {
  readonly tester: string;
  readonly equipment: string;
  readonly ranDay: CalendarDay;
  readonly ranTime: string;
  readonly outcome: 'passed' | 'failed';
  readonly result: string;
}

const testForm = defineForm<TestForm>({
  tester: line('Người kiểm tra', 100),
  equipment: paragraph('Thiết bị, môi trường', 1000),
  ranDay: day('Ngày kiểm tra'),
  ranTime: timeOfDay('Giờ kiểm tra'),
  outcome: choice('kết quả', ['passed', 'failed']),
  result: paragraph('Nội dung kết quả', 4000),
}, ({ tester }) => (isIdentifier(testerIdOf(tester)) ? {} : { tester: 'Chọn người kiểm tra trong danh sách.' }));

interface GuestForm {
  readonly name: string;
  readonly organisation: string;
  readonly ground: string;
}

const guestForm = defineForm<GuestForm>({ name: line('Họ và tên', 200), organisation: line('Cơ quan, đơn vị', 300), ground: paragraph('Lý do', 2000) });


/** Receiving what the vendor hands over, confirming it by both sides, and trying it without the vendor (điểm a khoản 4 Điều 6). */
export function deliveryRoutes(closings: ClosingUseCases): Route[] {
  return [
    ...formPage<ReceiveForm, ItemDetail>({
      path: handoverPaths.receive(':id'),
      may: { action: 'receive', subject: CLOSING_SUBJECT },
      records: ['closing.item-received'],
      files: true,
      accept: EVIDENCE_MEDIA_TYPES,
      form: receiveForm,
      load: async (ask) => {
        const item = await closings.item(ask.principal, idOf(ask), 'receive');
        return { loaded: item, values: { effectiveOn: formatDay(typedInstant(item.now).day) } };
      },
      view: (ask, { loaded: of, values, errors, kept }) => {
        const verdict = closings.mayReceive(of);
        return page('handovers/receive', 'Ghi nhận bàn giao', {
          ...headOf(of), kept, values, errors, evidence: of.evidence ?? '',
          people: of.vendorPeople.map(({ id, name }) => ({ value: id, label: name })), signed: [{ value: 'co', label: 'Bên cung cấp đã ký giao trên giấy đính kèm' }],
          files: largeFilesField({ begin: linkPaths.beginUpload(of.id), pieces: linkPaths.upload('') }, of.uploads, errors),
          action: handoverPaths.receive(of.id), closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) },
        }, inSection);
      },
      perform: async (ask, { giverPersonId, giverName, contents, versionText, place, effectiveOn, note, vendorSigned, uploads }) => {
        const itemId = idOf(ask);
        const named = giverName ?? (await closings.item(ask.principal, itemId, 'receive')).vendorPeople.find(({ id }) => id === giverPersonId)?.name;
        if (named === undefined) throw new InvalidInput({ giverPersonId: 'Chọn người giao trong danh sách.' });
        const sentences = {
          ...uploadFaults,
          'effectiveOn.future': 'Ngày bàn giao không được sau hôm nay.', 'effectiveOn.before-signing': 'Ngày bàn giao không được trước ngày ký hợp đồng.',
          'giverPersonId.unknown': 'Chọn người giao trong danh sách.', 'giverName.receiver': 'Người giao không đồng thời là người nhận bàn giao.',
          'files.unsigned': 'Đính kèm giấy giao nhận có chữ ký của bên cung cấp, hoặc bỏ chọn “Bên cung cấp đã ký giao”.',
        };
        await inSentences(sentences, () =>
          closings.receive(ask.act, ask.principal, { itemId, giverName: named, giverPersonId, contents, versionText, place, effectiveOn, note, vendorSigned, uploads, files: ask.uploads.files }));
        return seeOther(handoverPaths.item(itemId), vendorSigned ? 'Đã ghi nhận bàn giao; người khác kiểm tra trên thiết bị bên cung cấp không truy cập được.' : 'Đã ghi nhận bàn giao; còn chờ bên cung cấp xác nhận.');
      },
    }),
    ...formPage<ConfirmForm, { readonly item: ItemDetail; readonly delivery: DeliveryRow }>({
      path: handoverPaths.confirm(':id'),
      may: { action: 'confirm', subject: CLOSING_SUBJECT },
      records: ['closing.delivery-confirmed'],
      form: confirmForm,
      load: async (ask) => {
        const loaded = await closings.delivery(ask.principal, idOf(ask), 'confirm');
        return { loaded, values: { side: loaded.delivery.agencyConfirmation === null ? 'agency' : 'vendor' } };
      },
      view: (_ask, { loaded: { item: of, delivery }, values, errors, kept }) => {
        const sides = [
          ...(delivery.agencyConfirmation === null ? [{ value: 'agency', label: 'Cơ quan: đã nhận đúng như ghi nhận' }] : []),
          ...(delivery.vendorConfirmation === null ? [{ value: 'vendor', label: 'Bên cung cấp: đã giao đúng như ghi nhận' }] : []),
        ];
        return page('handovers/confirm', 'Xác nhận bàn giao', {
          ...headOf(of), kept, values, errors, rows: deliveryRows(delivery), sides, vendor: delivery.vendorConfirmation === null, either: sides.length > 1,
          action: handoverPaths.confirm(delivery.id), closed: closedText(of.closed) ?? (sides.length === 0 ? { reason: 'Cả hai bên đã xác nhận.' } : undefined),
        }, inSection);
      },
      perform: async (ask, { side, name }) => {
        const { itemId } = await inSentences({ 'name.missing': 'Nhập người xác nhận của bên cung cấp.' }, () => closings.confirmDelivery(ask.act, ask.principal, { deliveryId: idOf(ask), side, name }));
        return seeOther(handoverPaths.item(itemId), 'Đã xác nhận bàn giao.');
      },
    }),
    ...formPage<TestForm, { readonly item: ItemDetail; readonly delivery: DeliveryRow }>({
      path: handoverPaths.test(':id'),
      may: { action: 'test', subject: CLOSING_SUBJECT },
      records: ['closing.item-tested'],
      files: true,
      form: testForm,
      load: async (ask) => {
        const loaded = await closings.delivery(ask.principal, idOf(ask), 'test');
        const now = typedInstant(loaded.item.now);
        return { loaded, values: { tester: ask.principal.userId, ranDay: formatDay(now.day), ranTime: now.time } };
      },
      view: (ask, { loaded: { item: of, delivery }, values, errors, kept }) => {
        const verdict = mayRecordTest(delivery, of, { verdicts: closings, userId: ask.principal.userId });
        return page('handovers/test', 'Ghi nhận kiểm tra', {
          ...headOf(of), kept, values, errors, rows: deliveryRows(delivery), acceptanceTest: of.acceptanceTest,
          testers: [
            ...of.testers.filter(({ id }) => id === ask.principal.userId && id !== delivery.agencyConfirmation?.userId).map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })),
            ...of.guests.map(({ id, name, organisation }) => ({ value: `${GUEST}${id}`, label: `${name} (${organisation})` })),
          ],
          outcomes: [{ value: 'passed', label: 'Đạt' }, { value: 'failed', label: 'Không đạt, trả lại bên cung cấp' }],
          action: handoverPaths.test(delivery.id), closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) },
        }, inSection);
      },
      perform: async (ask, { tester, equipment, ranDay, ranTime, outcome, result }) => {
        const guest = tester.startsWith(GUEST);
        const sentences = {
          'ranAt.future': 'Thời điểm kiểm tra không được sau lúc này.', 'ranTime.future': 'Thời điểm kiểm tra không được sau lúc này.',
          'ranAt.before-delivery': 'Thời điểm kiểm tra không được trước khi bàn giao.', 'ranTime.before-delivery': 'Thời điểm kiểm tra không được trước khi bàn giao.',
          'tester.one': 'Chọn một người kiểm tra.', 'tester.unknown': 'Chọn người kiểm tra trong danh sách.', 'tester.self': 'Cán bộ kiểm tra tự ghi nhận kết quả của mình.',
          'tester.receiver': 'Người nhận bàn giao không tự kiểm tra; chọn người khác.', 'tester.giver': 'Người giao không kiểm tra; chọn người khác.',
          'files.none': 'Đính kèm minh chứng: nhật ký, ảnh chụp màn hình hoặc biên bản.',
        };
        const { itemId } = await atForm(() => inSentences(sentences, () => closings.recordTest(ask.act, ask.principal, {
          deliveryId: idOf(ask), testerId: guest ? undefined : tester, guestId: guest ? testerIdOf(tester) : undefined, equipment, ranAt: instantOf(ranDay, ranTime), passed: outcome === 'passed', result,
          files: ask.uploads.files,
        })));
        return seeOther(handoverPaths.item(itemId), outcome === 'passed' ? 'Đã ghi nhận kiểm tra: đạt.' : 'Đã ghi nhận kiểm tra: không đạt; hạng mục được trả lại kèm lý do.');
      },
    }),
    ...formPage<GuestForm, ClosingDetail>({
      path: handoverPaths.nameGuest(':id'),
      may: { action: 'name-guest', subject: CLOSING_SUBJECT },
      records: ['closing.guest-named'],
      form: guestForm,
      load: async (ask) => ({ loaded: await closings.closing(ask.principal, idOf(ask), 'name-guest'), values: {} }),
      view: (_ask, { loaded: of, values, errors, kept }) =>
        page('handovers/guest', 'Chỉ định người kiểm tra', {
          crumbs: closingCrumbs(of), caption: contractCaption(of), kept, values, errors, action: handoverPaths.nameGuest(of.id), cancelHref: handoverPaths.ofContract(of.contractId), closed: closedText(of.close !== null),
        }, inSection),
      perform: async (ask, { name, organisation, ground }) => {
        await inSentences({ 'organisation.vendor': 'Người của bên cung cấp dịch vụ không kiểm tra việc bàn giao của chính mình; chỉ định người của cơ quan khác hoặc bên cung cấp mới.' }, () =>
          closings.nameGuest(ask.act, ask.principal, { closingId: idOf(ask), name, organisation, ground }));
        const { contractId } = await closings.closing(ask.principal, idOf(ask));
        return seeOther(`${handoverPaths.ofContract(contractId)}#nguoi-kiem-tra-ngoai`, 'Đã chỉ định người kiểm tra.');
      },
    }),
  ];
}

/** What is wrong with the moment is said at the hour of the form. */
async function atForm<T>(perform: () => Promise<T>): Promise<T> {
  try {
    return await perform();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(Object.fromEntries(Object.entries(error.fieldErrors).map(([field, text]): [string, string] => [field === 'ranAt' ? 'ranTime' : field === 'takenAt' ? 'takenTime' : field, text])));
  }
}

function deliveryRows({ ordinal, contents, versionText, place, giverName, via, effectiveOn, uploadedAt, files }: DeliveryRow): object[] {
  return [
    { key: `Lần bàn giao ${String(ordinal)}`, value: contents, ...(versionText === null ? {} : { note: `Phiên bản ${versionText}` }) },
    { key: 'Nơi lưu', value: place },
    { key: 'Người giao', value: giverName, note: wayWords[via] },
    { key: 'Bàn giao có hiệu lực', value: formatDay(effectiveOn), note: `Ghi nhận lúc ${formatInstant(uploadedAt)}` },
    { key: 'Tệp', value: files.length === 0 ? 'Không có' : files.map(({ name }) => name).join(', ') },
  ];
}
