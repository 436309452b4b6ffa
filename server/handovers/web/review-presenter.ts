import { closureWords } from '../../access-grants/index.js';
import { calendarDay, formatDay } from '../../kernel/calendar-day.js';
import { attachmentHref, shownAttachmentHref } from '../../attachments/index.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { OpenedFile, RecordedFact, ReviewedFile, ReviewedSubject, ReviewLine, ReviewList, ReviewRow } from '../application/evidence-review.js';
import { reviewPaths } from './vendor-paths.js';
import { bytesText, instantOf } from './vendor-presenter.js';
import { settlementWords } from './words.js';

/** Kinds that lie open in the page; others are downloaded. */
const PICTURES: readonly string[] = ['image/png', 'image/jpeg'];

const unreviewed: StateModel = { tone: 'neutral', icon: 'pending', word: 'Chưa xem xét' };
const verified: StateModel = { tone: 'settled', icon: 'check', word: 'Đã xác minh' };
const questioned: StateModel = { tone: 'attention', icon: 'warning', word: 'Cần làm rõ' };
const answered: StateModel = { tone: 'active', icon: 'info', word: 'Cần làm rõ, đã giải trình' };
const faulty: StateModel = { tone: 'stop', icon: 'stop', word: 'Tệp không còn nguyên vẹn' };

/** What the closing itself is called among what is reviewed. */
const CLOSING_TITLE = 'Chạy thử độc lập và bản sao của bên cung cấp';

/** What is reviewed, by name. */
export function reviewTitle({ title }: { readonly title: string | null }): string {
  return title ?? CLOSING_TITLE;
}

/** What evidence must prove: of an item as its list says, of an account and of the closing as điểm a, b khoản 4 Điều 6 asks. */
export function mustProve({ kind, mustProve: said }: Pick<ReviewedSubject, 'kind' | 'mustProve'>): string {
  if (said !== null) return said;
  return kind === 'account'
    ? 'Tài khoản đã được thay đổi mật khẩu hoặc hủy bỏ; bên cung cấp đăng nhập không thành công và rà soát thực tế không còn thấy tài khoản hoạt động.'
    : 'Hệ thống vận hành được khi bên cung cấp không còn quyền truy cập; mọi bản sao của bên cung cấp và nhà thầu phụ đã được xóa, hủy, hoặc được giữ lại có căn cứ và thời hạn.';
}

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
    title: reviewTitle(line),
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

const sideWords: Readonly<Record<string, string>> = { vendor: 'của bên cung cấp', agency: 'của cơ quan', unclear: 'chưa rõ của ai' };

/** What each recorded thing says. */
const recordedWords: Readonly<Record<RecordedFact['what'], (fact: (name: string) => string) => string>> = {
  delivery: (fact) => `Bàn giao lần ${fact('ordinal')}: ${fact('contents')}. Nơi lưu: ${fact('place')}`,
  test: (fact) => `Kiểm tra trên ${fact('equipment')}: ${fact('result')}`,
  settlement: (fact) => `${wordOf(settlementWords, fact('action'))}: ${fact('proof')}`,
  closure: (fact) => `Khóa khi thu hồi quyền truy cập (${wordOf(closureWords, fact('action'))}): ${fact('proof')}`,
  seen: (fact) => `Rà soát thực tế: tài khoản ${fact('enabled') === 'true' ? 'còn hoạt động' : 'đã khóa'}, ${sideWords[fact('belongs')] ?? ''}`,
  run: (fact) => `Bắt đầu chạy thử độc lập lần ${fact('ordinal')}, đến hết ngày ${formatDay(calendarDay(fact('endsOn')))}`,
  'run-end': (fact) => `Kết thúc chạy thử độc lập: ${fact('note')}`,
  survey: (fact) => `Rà soát tài khoản của ${fact('system')}: ${fact('accounts')} tài khoản, ${fact('alive')} của bên cung cấp còn hoạt động`,
  destruction: (fact) => `Xóa, hủy dữ liệu theo biên bản số ${fact('minutes')}: ${fact('scope')}. Cách làm: ${fact('method')}. Nhà thầu phụ: ${fact('subcontractors')}`,
  retained: (fact) => `Giữ lại ${fact('what')} đến ngày ${formatDay(calendarDay(fact('until')))}. Căn cứ: ${fact('ground')}`,
  closed: () => 'Kết thúc hợp đồng',
};

function wordOf(words: Readonly<Record<string, string>>, code: string): string {
  return words[code] ?? code;
}

/** What was recorded of the subject, oldest first. */
export function recordedRows({ recorded }: ReviewedSubject) {
  return recorded.map(({ what, at, by, passed, facts }) => ({
    key: instantOf(at),
    value: recordedWords[what]((name) => String(facts[name] ?? '')),
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
