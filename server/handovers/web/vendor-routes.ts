import type { CalendarDay } from '../../kernel/calendar-day.js';
import { NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { EVIDENCE_MEDIA_TYPES } from '../../platform/evidence-store/index.js';
import { page, seeOther, type Answer } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { day, identifiers, line, optional, paragraph } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { act, actOnBytes, screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { VisitorLimits } from '../../questionnaires/index.js';
import type { VendorHandover, VendorItem, VendorLink } from '../application/vendor-link.js';
import { largeFilesField } from './large-files-field.js';
import { askedFile, inFacts, pieceAnswer, pieceOf, stateAnswer, uploadFaults } from './upload-answers.js';
import { vendorPaths } from './vendor-paths.js';
import { deliveryFields, deliveryModels, handoverRows, itemLines, itemState } from './vendor-presenter.js';
import { itemTitle } from './words.js';

const plain = { layout: 'plain' } as const;
const tokenOf = (ask: Ask): string => ask.params['token'] ?? '';
const itemOf = (ask: Ask): string => ask.params['itemId'] ?? '';
const uploadOf = (ask: Ask): string => ask.params['uploadId'] ?? '';
/** A form whose large files were sent before holds words only; small files may still come with it where no script runs. */
const MOST_FORM_BYTES = 300 * 2 ** 20;

interface DeliveryForm {
  readonly giverName: string;
  readonly contents: string;
  readonly versionText?: string;
  readonly place: string;
  readonly effectiveOn: CalendarDay;
  readonly note?: string;
  readonly uploads: readonly string[];
}

const deliveryForm = defineForm<DeliveryForm>({
  giverName: line('Họ và tên người bàn giao', 120),
  contents: paragraph('Nội dung bàn giao', 4000),
  versionText: optional(line('Phiên bản', 200)),
  place: line('Nơi để', 500),
  effectiveOn: day('Ngày bàn giao'),
  note: optional(paragraph('Ghi chú', 2000)),
  uploads: identifiers('Tệp lớn', 100),
});

const faults = { ...uploadFaults, 'effectiveOn.future': 'Ngày bàn giao chưa đến.' };

/** The vendor's pages at the end of a contract: open to whoever holds the link, which is all that is known of them. */
export function vendorRoutes(vendor: VendorLink, limits: VisitorLimits): Route[] {
  const itemBehind = async (ask: Ask): Promise<{ readonly handover: VendorHandover; readonly item: VendorItem }> => {
    const handover = await vendor.handover(tokenOf(ask));
    const item = handover.items.find(({ id }) => id === itemOf(ask));
    if (item === undefined) throw new NotFound('handover item');
    return { handover, item };
  };

  const routes: Route[] = [
    screen(vendorPaths.sheet(':token'), 'anyone', async (ask) => {
      const handover = await vendor.handover(tokenOf(ask));
      await vendor.countOpening(handover.linkId);
      const items = itemLines(tokenOf(ask), handover);
      const given = handover.items.filter(({ absent, deliveries }) => absent || deliveries.length > 0).length;
      return page('handovers/vendor-sheet', 'Bàn giao khi kết thúc hợp đồng', {
        rows: handoverRows(handover), items, given, total: items.length, progressText: `Đã bàn giao ${String(given)} / ${String(items.length)} hạng mục`,
      }, plain);
    }),

    ...formPage<DeliveryForm, { readonly handover: VendorHandover; readonly item: VendorItem }>({
      path: vendorPaths.item(':token', ':itemId'),
      may: 'anyone',
      records: ['closing.item-received'],
      files: true,
      accept: EVIDENCE_MEDIA_TYPES,
      admits: async ({ params, address, contentLength }) => {
        if (await limits.mustWait(address)) throw new Refused(refuse('handover-uploading-too-fast'));
        const { linkId } = await countingWrong(limits, address, () => vendor.handover(params['token'] ?? ''));
        if (contentLength === undefined || contentLength > MOST_FORM_BYTES) throw new Refused(refuse('handover-form-too-large'));
        if (!(await limits.mayUpload(linkId, contentLength))) throw new Refused(refuse('handover-uploading-too-fast'));
      },
      form: deliveryForm,
      load: async (ask) => {
        const loaded = await itemBehind(ask);
        return { loaded, values: { giverName: loaded.handover.recipientName } };
      },
      view: (ask, { loaded: { handover, item }, values, errors }) => {
        const model = {
          title: itemTitle(item),
          facts: handover.agencyName,
          states: [itemState(item)],
          rows: [
            ...(item.evidence === null ? [] : [{ key: 'Cần bàn giao', value: item.evidence }]),
            { key: 'Cơ quan kiểm tra bằng cách', value: item.acceptanceTest },
          ],
          deliveries: deliveryModels(item),
          absent: item.absent,
          fields: deliveryFields(values, errors),
          files: largeFilesField({ begin: vendorPaths.beginUpload(tokenOf(ask), item.id), pieces: `${vendorPaths.sheet(tokenOf(ask))}/tep/` }, item.uploads, errors),
          action: vendorPaths.item(tokenOf(ask), item.id),
          backHref: vendorPaths.sheet(tokenOf(ask)),
        };
        return page('handovers/vendor-item', itemTitle(item), model, plain);
      },
      perform: async (ask, { giverName, contents, versionText, place, effectiveOn, note, uploads }) => {
        const files = ask.uploads.files.filter(({ field }) => field === 'files');
        const delivery = { giverName, contents, versionText, place, effectiveOn, note, uploads, files };
        await inSentences(faults, () => vendor.deliver(ask.act, tokenOf(ask), itemOf(ask), delivery, ask.address));
        return seeOther(vendorPaths.item(tokenOf(ask), itemOf(ask)), 'Đã bàn giao hạng mục này. Cơ quan sẽ xác nhận và kiểm tra.');
      },
    }),

    act(vendorPaths.beginUpload(':token', ':itemId'), 'anyone', ['closing.upload-begun'], (ask) =>
      inFacts(ask, async () => stateAnswer(await vendor.beginUpload(ask.act, tokenOf(ask), itemOf(ask), askedFile(ask.body))))),

    actOnBytes(vendorPaths.upload(':token', ':uploadId'), 'anyone', ['closing.upload-kept', 'closing.upload-given-up'], (ask) =>
      inFacts(ask, async () => pieceAnswer(await vendor.receivePiece(ask.act, tokenOf(ask), uploadOf(ask), pieceOf(ask))))),
  ];
  return routes.map((route) => ({ ...route, answer: (ask) => answerVisitor(route, limits, ask) }));
}

/** Answers somebody who holds a link or tries one. Unknown, ended and revoked links get one and the same page; whoever tries many waits. */
async function answerVisitor(route: Route, limits: VisitorLimits, ask: Ask): Promise<Answer> {
  if (await limits.mustWait(ask.address)) return page('questionnaires/wait', 'Tạm dừng', {}, { ...plain, status: 429 });
  try {
    return await countingWrong(limits, ask.address, () => route.answer(ask));
  } catch (error) {
    if (error instanceof NotFound) return page('handovers/vendor-link-gone', 'Không mở được đường liên kết', {}, { ...plain, status: 404 });
    throw error;
  }
}

async function countingWrong<T>(limits: VisitorLimits, address: string, answer: () => Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof NotFound && error.subject === 'handover link') await limits.countWrongLink(address);
    throw error;
  }
}
