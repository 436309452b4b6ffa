import { calendarDay, formatDay } from '../../kernel/calendar-day.js';
import { attachmentHref, shownAttachmentHref } from '../../attachments/index.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { OpenedFile, ReviewedFile, ReviewedSubject, ReviewLine, ReviewList, ReviewRow } from '../application/evidence-review.js';
import { reviewPaths } from './vendor-paths.js';
import { bytesText, instantOf } from './vendor-presenter.js';

/** Kinds that lie open in the page; others are downloaded. */
const PICTURES: readonly string[] = ['image/png', 'image/jpeg'];

const unreviewed: StateModel = { tone: 'neutral', icon: 'pending', word: 'Chưa xem xét' };
const verified: StateModel = { tone: 'settled', icon: 'check', word: 'Đã xác minh' };
const questioned: StateModel = { tone: 'attention', icon: 'warning', word: 'Nghi vấn' };
const answered: StateModel = { tone: 'active', icon: 'info', word: 'Nghi vấn, đã giải trình' };
const faulty: StateModel = { tone: 'stop', icon: 'stop', word: 'Tệp không còn nguyên vẹn' };

const kindWords: Readonly<Record<ReviewLine['kind'], string>> = { item: 'Hạng mục bàn giao', account: 'Tài khoản', closing: 'Kết thúc hợp đồng' };

/** Where a reviewed thing stands. */
export function reviewState(of: Pick<ReviewLine, 'verdict' | 'answered'>): StateModel {
  if (of.verdict === null) return unreviewed;
  if (of.verdict === 'verified') return verified;
  return of.answered ? answered : questioned;
}

/** Everything of a closing that has evidence, as a table. */
export function reviewRows({ lines }: ReviewList) {
  return lines.map((line) => ({
    href: reviewPaths.subject(line.kind, line.id),
    kind: kindWords[line.kind],
    title: line.title,
    files: line.files === 0 ? 'Chưa có tệp' : `${String(line.files)} tệp`,
    state: line.faults > 0 ? faulty : reviewState(line),
  }));
}

/** How many things were looked at. */
export function reviewProgress({ lines }: ReviewList): { done: number; total: number; text: string } {
  const withFiles = lines.filter(({ files }) => files > 0);
  const done = withFiles.filter(({ verdict }) => verdict !== null).length;
  return { done, total: withFiles.length, text: `Đã xem xét ${String(done)} / ${String(withFiles.length)} nội dung có minh chứng` };
}

/** The file that lies open beside what it must prove; nothing is shown of one whose bytes changed. */
export function openedModel({ file, soundness }: OpenedFile) {
  const sound = soundness === 'intact';
  return {
    name: file.name,
    downloadHref: attachmentHref(file.id),
    rows: [
      { key: 'Chứng minh', value: file.purpose },
      { key: 'Dung lượng', value: bytesText(file.size) },
      { key: 'Tải lên', value: `${file.broughtBy}, ${instantOf(file.uploadedAt)}` },
      ...(file.effectiveOn === null ? [] : [{ key: 'Ngày bàn giao', value: formatDay(calendarDay(file.effectiveOn)) }]),
      { key: 'Mã băm SHA-256', value: file.sha256, state: hashState(soundness) },
    ],
    fault: sound ? undefined : faultText(soundness),
    picture: sound && PICTURES.includes(file.mediaType) ? shownAttachmentHref(file.id) : undefined,
    paper: sound && file.mediaType === 'application/pdf' ? shownAttachmentHref(file.id) : undefined,
    download: sound,
  };
}

function hashState(soundness: OpenedFile['soundness']): StateModel {
  return soundness === 'intact' ? { tone: 'settled', icon: 'check', word: 'Khớp khi mở' } : { tone: 'stop', icon: 'stop', word: soundness === 'missing' ? 'Không còn tệp' : 'Không khớp' };
}

function faultText(soundness: OpenedFile['soundness']): string {
  return soundness === 'missing'
    ? 'Tệp không còn trên kho lưu trữ. Minh chứng này không dùng được cho đến khi tệp được khôi phục từ bản sao lưu; việc này đã được ghi lại.'
    : 'Nội dung tệp trên kho lưu trữ khác với mã băm khi tiếp nhận. Minh chứng này không dùng được cho đến khi tệp được khôi phục từ bản sao lưu; việc này đã được ghi lại.';
}

/** The files to choose from. */
export function fileTabs(of: ReviewedSubject, opened: ReviewedFile | undefined) {
  return of.files.map((file) => ({ href: reviewPaths.file(of.kind, of.subjectId, file.id), text: file.name, facts: `${file.purpose}, ${bytesText(file.size)}`, current: file.id === opened?.id, fault: file.fault === null ? undefined : faulty }));
}

/** What was recorded of the subject, oldest first. */
export function recordedRows({ recorded }: ReviewedSubject) {
  return recorded.map(({ at, text, by, passed }) => ({
    key: instantOf(at),
    value: text,
    note: by,
    ...(passed === null ? {} : { state: passed ? { tone: 'settled', icon: 'check', word: 'Đạt' } : { tone: 'stop', icon: 'warning', word: 'Không đạt' } }),
  }));
}

/** What auditors found, newest first, with the agency's answers. */
export function reviewModels({ reviews }: ReviewedSubject, mayAnswer: boolean) {
  return reviews.map((review: ReviewRow) => ({
    state: review.verdict === 'verified' ? verified : review.answer === null ? questioned : answered,
    who: `${review.by}, ${instantOf(review.at)}`,
    reason: review.reason,
    answer: review.answer === null ? undefined : { text: review.answer.text, who: `${review.answer.by}, ${instantOf(review.answer.at)}` },
    answerHref: mayAnswer && review.verdict === 'questioned' && review.answer === null ? reviewPaths.answer(review.id) : undefined,
  }));
}
