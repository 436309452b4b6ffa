import { instantOf, typedInstant } from '../../access-grants/index.js';
import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { NotFound } from '../../kernel/errors.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { choice, day, line, optional, paragraph, timeOfDay } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Ask, Route } from '../../platform/http/routes.js';
import type { CaseDetail, NoticeRow } from '../application/read-models.js';
import type { ViolationUseCases } from '../application/violation-use-cases.js';
import { deliveries, noticeAddressees, VIOLATION_SUBJECT, type Delivery, type NoticeAddressee } from '../domain/violation.js';
import { caseCrumbs, contractCaption } from './case-crumbs.js';
import { violationPaths, violationSection } from './paths.js';
import { addresseeWords, deliveryWords } from './words.js';

const inSection = { section: violationSection };
const telling = { action: 'record-notice', subject: VIOLATION_SUBJECT };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const noticeIdOf = (ask: Ask): string => ask.params['noticeId'] ?? '';

interface DraftForm {
  readonly addressee: NoticeAddressee;
  readonly text: string;
}

const draftForm = defineForm<DraftForm>({ addressee: choice('nơi nhận', noticeAddressees), text: paragraph('Nội dung thông báo', 4000) });

interface DeliverForm {
  readonly number: string;
  readonly issuedOn: CalendarDay;
  readonly deliveredDay: CalendarDay;
  readonly deliveredTime: string;
  readonly delivery: Delivery;
  readonly receiver?: string | undefined;
}

const deliverForm = defineForm<DeliverForm>({
  number: line('Số văn bản', 100),
  issuedOn: day('Ngày văn bản'),
  deliveredDay: day('Ngày giao'),
  deliveredTime: timeOfDay('Giờ giao'),
  delivery: choice('cách gửi', deliveries),
  receiver: optional(line('Người nhận', 200)),
});

interface Loaded {
  readonly case: CaseDetail;
  readonly notice: NoticeRow;
}

/** Notices of a case: drafted, then sent; one counts only with its number and its delivery. */
export function noticeRoutes(violations: ViolationUseCases): Route[] {
  const load = async (ask: Ask): Promise<Loaded> => {
    const of = await violations.case(ask.principal, idOf(ask), 'record-notice');
    const notice = of.notices.find(({ id }) => id === noticeIdOf(ask));
    if (notice === undefined) throw new NotFound('notice');
    return { case: of, notice };
  };
  return [
    ...formPage<DraftForm, CaseDetail>({
      path: violationPaths.newNotice(':id'),
      may: telling,
      records: ['violation.notice-drafted'],
      form: draftForm,
      load: async (ask) => ({ loaded: await violations.case(ask.principal, idOf(ask), 'record-notice'), values: {} }),
      view: (_ask, { loaded: of, values, errors, kept }) =>
        page('violations/notice-draft', 'Thêm thông báo', {
          crumbs: caseCrumbs(of), caption: contractCaption(of), kept, values, errors, addressees: noticeAddressees.map((value) => ({ value, label: addresseeWords[value] })),
          action: violationPaths.newNotice(of.id), cancelHref: violationPaths.case(of.id), closed: of.closing === null ? undefined : { reason: 'Vụ việc đã kết thúc.' },
        }, inSection),
      perform: async (ask, command) => {
        await violations.draftNotice(ask.act, ask.principal, { caseId: idOf(ask), ...command });
        return seeOther(`${violationPaths.case(idOf(ask))}#thong-bao`, 'Đã thêm thông báo. Thông báo chỉ được tính khi đã có số và đã giao.');
      },
    }),
    ...formPage<DeliverForm, Loaded>({
      path: violationPaths.notice(':id', ':noticeId'),
      may: telling,
      records: ['violation.notice-delivered'],
      files: true,
      form: deliverForm,
      load: async (ask) => {
        const loaded = await load(ask);
        const now = typedInstant(loaded.case.now);
        return { loaded, values: { issuedOn: formatDay(now.day), deliveredDay: formatDay(now.day), deliveredTime: now.time } };
      },
      view: (_ask, { loaded: { case: of, notice }, values, errors, kept }) =>
        page('violations/notice-deliver', 'Ghi nhận đã gửi thông báo', {
          crumbs: caseCrumbs(of), caption: contractCaption(of), to: addresseeWords[notice.addressee], text: notice.text, kept, values, errors,
          deliveries: deliveries.map((value) => ({ value, label: deliveryWords[value] })),
          action: violationPaths.notice(of.id, notice.id), cancelHref: violationPaths.case(of.id), closed: notice.delivery === null ? undefined : { reason: `Đã được ghi nhận: số ${notice.delivery.number}.` },
        }, inSection),
      perform: async (ask, fields) => {
        const sentences = {
          'issuedOn.future': 'Ngày văn bản không được sau hôm nay.', 'issuedOn.before-case': 'Ngày văn bản không được trước ngày mở vụ việc.',
          'deliveredTime.future': 'Thời điểm giao không được sau lúc này.', 'deliveredTime.before-issue': 'Thời điểm giao không được trước ngày văn bản.',
        };
        await inSentences(sentences, () =>
          violations.deliverNotice(ask.act, ask.principal, {
            noticeId: noticeIdOf(ask), number: fields.number, issuedOn: fields.issuedOn, deliveredAt: instantOf(fields.deliveredDay, fields.deliveredTime), delivery: fields.delivery, receiver: fields.receiver, file: ask.uploads.files[0],
          }));
        return seeOther(`${violationPaths.case(idOf(ask))}#thong-bao`, 'Đã ghi nhận thông báo đã gửi.');
      },
      walls: { case_notice_delivery_pkey: { field: 'number', text: 'Người khác vừa ghi nhận thông báo này.' } },
    }),
  ];
}
