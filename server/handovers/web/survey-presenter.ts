import { attachmentHref } from '../../attachments/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { NextStepModel, SummaryRow } from '../../platform/views/pattern-models.js';
import type { SurveyDetail } from '../application/read-models.js';
import type { ClosingReader } from './closing-reader.js';
import { handoverPaths } from './paths.js';
import { sideWords, surveyWords } from './words.js';

/** A look at the real accounts of a system: what it found, on which list it rests, and account by account whose each was judged to be. */
export function presentSurvey(of: SurveyDetail, reader: ClosingReader): object {
  return {
    title: `Rà soát tài khoản: ${of.systemName}`,
    states: [foundState(of), countsState(of)],
    next: nextStepOf(of, reader),
    rows: factsOf(of),
    accounts: of.rows.map(({ name, enabled, belongs }) => ({ name, side: sideWords[belongs], state: accountStanding(enabled, belongs) })),
    more: of.accounts > of.rows.length ? `Danh sách có ${String(of.accounts)} tài khoản; ở đây là ${String(of.rows.length)} tài khoản đầu, xếp những tài khoản còn vướng mắc lên trước. Toàn bộ nằm trong tệp.` : '',
  };
}

/** An account of the vendor is settled and then looked for again; what is unclear is said by the officer with a new list. */
function nextStepOf(of: SurveyDetail, reader: ClosingReader): NextStepModel {
  const page = handoverPaths.ofContract(of.contractId);
  if (of.alive + of.unclear === 0) return { text: 'Không còn việc phải làm với danh sách này.', href: page, hrefText: 'Về trang bàn giao' };
  const mine = reader.mayDo('survey');
  const who = 'Cán bộ chuyên trách CNTT/ANM';
  return of.alive > 0
    ? { text: `Xử lý ${String(of.alive)} tài khoản của bên cung cấp còn hoạt động, sau đó nhập danh sách mới.`, who, mine, ...(mine ? { href: `${page}#tai-khoan`, hrefText: 'Mở danh sách phải xử lý' } : {}) }
    : { text: `Xác định ${String(of.unclear)} tài khoản chưa rõ của ai, sau đó nhập lại danh sách và ghi những tài khoản của cơ quan.`, who, mine, ...(mine ? { href: handoverPaths.surveyAgain(of.closingId, of.systemId), hrefText: 'Nhập danh sách tài khoản thực tế' } : {}) };
}

function foundState({ alive, unclear }: SurveyDetail): StateModel {
  return alive + unclear === 0
    ? { tone: 'settled', icon: 'check', word: 'Không còn tài khoản của bên cung cấp' }
    : { tone: 'stop', icon: 'warning', word: `Còn ${String(alive)} tài khoản của bên cung cấp, ${String(unclear)} chưa rõ` };
}

function countsState({ counts }: SurveyDetail): StateModel {
  return counts
    ? { tone: 'active', icon: 'check', word: 'Lần rà soát mới nhất sau chạy thử đạt' }
    : { tone: 'neutral', icon: 'dash', word: 'Không phải lần rà soát mới nhất sau chạy thử đạt' };
}

function factsOf(of: SurveyDetail): SummaryRow[] {
  const { file } = of;
  const kept = file.attachmentId === null ? {} : { href: attachmentHref(file.attachmentId) };
  return [
    { key: 'Lấy danh sách lúc', value: formatInstant(of.takenAt), note: `${of.by} ghi nhận, ${formatInstant(of.recordedAt)}` },
    { key: 'Nguồn', value: surveyWords[of.source] },
    { key: 'Tệp danh sách', value: file.name ?? 'Tệp không được giữ riêng', ...kept, note: `SHA-256 ${file.sha256}` },
    { key: 'Số tài khoản', value: String(of.accounts), note: `${String(of.alive)} của bên cung cấp đang hoạt động, ${String(of.unclear)} đang hoạt động chưa rõ của ai` },
  ];
}

/** An account that is locked stands in nobody's way; one that works does unless it is the agency's. */
function accountStanding(enabled: boolean, belongs: SurveyDetail['rows'][number]['belongs']): StateModel {
  if (!enabled) return { tone: 'neutral', icon: 'lock', word: 'Đã khóa' };
  return belongs === 'agency' ? { tone: 'settled', icon: 'check', word: 'Đang hoạt động' } : { tone: 'stop', icon: 'warning', word: 'Đang hoạt động' };
}
