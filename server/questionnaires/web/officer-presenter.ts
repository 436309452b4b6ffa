import { formatInstant, type CalendarDay } from '../../kernel/calendar-day.js';
import { parseInstant } from '../../kernel/clock.js';
import { attachmentHref } from '../../attachments/index.js';
import type { FieldErrors, FormValues } from '../../platform/http/forms.js';
import type { Library } from '../../library/index.js';
import { askedGroups } from '../application/criteria.js';
import type { Issued } from '../application/issue-link.js';
import type { LinkDetail, QuestionnaireDetail, RoundDetail } from '../application/read-questionnaires.js';
import { questionnairePaths } from './paths.js';
import { answersModel, instantText } from './sheet-presenter.js';
import { mailStates } from './words.js';

const instant = (text: string): string => formatInstant(parseInstant(instantText(text)));

/** The facts of a questionnaire, above its rounds. */
export function headRows(questionnaire: QuestionnaireDetail): { key: string; value: string; href?: string; note?: string }[] {
  const { contractNumber, contractName, contractId, vendorName, vendorId, agencyName, senderName, sentAt, origin, criteria } = questionnaire;
  return [
    { key: 'Bên cung cấp', value: vendorName, href: `/ben-cung-cap/${vendorId}` },
    { key: 'Hợp đồng', value: contractNumber === null ? contractName : `${contractNumber}, ${contractName}`, href: `/hop-dong/${contractId}` },
    { key: 'Cơ quan', value: agencyName },
    { key: origin === 'sent' ? 'Gửi phiếu' : 'Tiếp nhận từ hồ sơ', value: `${senderName}, ${formatInstant(sentAt)}` },
    { key: 'Số tiêu chí', value: String(criteria.length) },
  ];
}

/** Links as the table shows them, newest first; a token is never among what is shown. */
export function linkRows(links: readonly LinkDetail[], now: Date) {
  return links.map((link) => ({
    recipient: `${link.recipientName} (${link.recipientEmail})`,
    issued: `${link.issuedByName}, ${instant(link.issuedAt)}`,
    ends: link.revokedAt === null ? instant(link.expiresAt) : `Thu hồi ${instant(link.revokedAt)}. ${link.revokeGround ?? ''}`,
    state:
      link.revokedAt !== null ? { tone: 'neutral', icon: 'close', word: 'Đã thu hồi' }
      : parseInstant(instantText(link.expiresAt)) <= now ? { tone: 'attention', icon: 'warning', word: 'Hết hạn' }
      : { tone: 'active', icon: 'clock', word: 'Đang dùng được' },
    opened: link.openedCount === 0 || link.lastOpenedAt === null ? 'Chưa mở' : `${String(link.openedCount)} lần, gần nhất ${instant(link.lastOpenedAt)}`,
    mail: link.mail === null ? undefined : mailStates[link.mail],
  }));
}

/** One round with everything the vendor said in it. */
export function roundModel(questionnaire: QuestionnaireDetail, round: RoundDetail, library: Library, today: CalendarDay) {
  const { origin } = questionnaire;
  const who = round.submittedAt === null
    ? [{ key: 'Tình trạng', value: 'Bên cung cấp đang trả lời, chưa gửi; nội dung dưới đây còn thay đổi' }]
    : origin === 'taken-over'
      ? [{ key: 'Bên cung cấp gửi lúc', value: instant(round.submittedAt), note: 'Trả lời cho một cơ quan khác, được bên cung cấp đồng ý cho dùng lại. Kết luận là của cơ quan mình.' }]
      : [
          { key: 'Người trả lời tự khai', value: `${round.declarantName ?? ''}, ${round.declarantPost ?? ''}`, note: round.declarantEmail ?? '' },
          { key: 'Gửi lúc', value: instant(round.submittedAt), note: `Từ địa chỉ mạng ${round.submittedFrom ?? ''}` },
          { key: 'Cho cơ quan khác dùng lại', value: round.reuseAgreed === true ? 'Đồng ý' : 'Không đồng ý' },
        ];
  return {
    heading: origin === 'taken-over' ? 'Trả lời tiếp nhận từ hồ sơ' : `Lần trả lời thứ ${String(round.ordinal)}`,
    rows: [
      ...who,
      ...(round.reopenReason === null ? [] : [{ key: 'Lý do mở lại', value: round.reopenReason }]),
      ...(round.receivedAt === null ? [] : [{ key: 'Tiếp nhận', value: `${round.receivedByName ?? ''}, ${instant(round.receivedAt)}` }]),
      ...(round.answersHash === null ? [] : [{ key: 'Mã băm SHA-256 của trả lời', value: round.answersHash }]),
    ],
    groups: answersModel(askedGroups(library, questionnaire, today), round, today, (file) => attachmentHref(file.attachmentId)),
  };
}

/** The rounds to choose from, when there are several. */
export function roundTabs(questionnaire: QuestionnaireDetail, shown: RoundDetail): { href: string; text: string; current: boolean }[] {
  if (questionnaire.rounds.length < 2) return [];
  return questionnaire.rounds.map((round) => ({ href: questionnairePaths.round(questionnaire.id, round.ordinal), text: `Lần ${String(round.ordinal)}`, current: round.id === shown.id }));
}

/** The fields that name who gets a link and for how long. */
export function recipientFields(values: FormValues, errors: FieldErrors) {
  return {
    name: { name: 'recipientName', label: 'Họ và tên người được đề nghị trả lời', hint: 'Người của bên cung cấp có thẩm quyền trả lời', value: values['recipientName'], error: errors['recipientName'], maxlength: 120 },
    email: { name: 'recipientEmail', label: 'Thư điện tử', type: 'email', value: values['recipientEmail'], error: errors['recipientEmail'], maxlength: 200 },
    days: { name: 'days', label: 'Đường liên kết dùng được trong', suffix: 'ngày', inputmode: 'numeric', width: 'short', value: values['days'], error: errors['days'], maxlength: 3 },
  };
}

/** The page after a link was issued on an installation that sends no mail: the link is shown this once. */
export function issuedModel(issued: Issued) {
  return {
    link: issued.shownLink,
    rows: [
      { key: 'Người nhận', value: issued.recipient.name },
      { key: 'Thư điện tử', value: issued.recipient.email },
      { key: 'Hạn trả lời', value: formatInstant(issued.expiresAt) },
    ],
    href: questionnairePaths.questionnaire(issued.questionnaireId),
  };
}
