import { formatInstant } from '../../kernel/calendar-day.js';
import { presentTimeline, type PastEvent } from '../../audit-trail/index.js';
import type { FieldErrors, FormBody } from '../../platform/http/forms.js';
import type { ChoiceModel } from '../../platform/views/field-models.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { KnownColumn } from '../domain/columns.js';
import { existingChoices, rejectedRowColumns, rowOutcomes, type OnExisting, type RowOutcome } from '../domain/list-kinds.js';
import { LEFT_EMPTY, NONE, READINGS_PER_PAGE, type ImportDetail, type Question, type ReadingOfRow } from '../application/read-imports.js';
import { mayStart } from '../application/use-cases.js';
import { columnLetters } from '../../kernel/cell.js';
import { importEventTexts } from './event-texts.js';
import { importPaths } from './paths.js';
import { proposalHints, questionText, sentenceOf } from './row-texts.js';
import type { SettingField } from './setting-fields.js';
import { troubleText } from './trouble-texts.js';
import { countText, existingWords, kindWords, outcomeSlugs, outcomeStates, progressLabels, statusStates } from './words.js';

/** What every page of an import shows above its step. */
export function headOf(list: ImportDetail) {
  return {
    crumbs: [{ href: importPaths.register, text: 'Nhập danh sách' }],
    caption: kindWords[list.kind].name,
    title: list.fileName,
    facts: `${list.agencyName} · ${list.createdByName} tải lên lúc ${formatInstant(list.createdAt)}`,
    states: [statusStates[list.status]],
    originalHref: importPaths.original(list.id),
    trouble: list.trouble === null ? undefined : troubleText(list.trouble.reason, list.trouble.facts),
  };
}

/** Work under way: how much is done of how much. */
export function progressModel(list: ImportDetail) {
  const label = progressLabels[list.status] ?? '';
  const { done = 0, total = 0 } = list.progress?.stage === list.status ? list.progress : {};
  const text = total > 0 ? `Đã xử lý ${countText(done)} / ${countText(total)} dòng` : done > 0 ? `Đã xử lý ${countText(done)} dòng` : 'Đang chờ đến lượt';
  return {
    id: 'tien-do', label, done, total: Math.max(total, done, 1), text, state: statusStates[list.status],
    note: 'Có thể rời trang này; lần nhập vẫn tiếp tục và tìm lại được ở mục Nhập danh sách.',
  };
}

export function sheetChoices(list: ImportDetail): ChoiceModel[] {
  return list.sheets.map(({ index, name, hidden }) => ({ value: String(index), label: name, ...(hidden ? { hint: 'trang tính ẩn' } : {}) }));
}

const LONGEST_SAMPLE = 60;
const SAMPLES = 3;
/** Columns beyond these hold nothing that a list of this kind could mean. */
const MOST_COLUMNS = 80;

/** The page that says which column means what. */
export function columnsModel(
  list: ImportDetail, known: readonly KnownColumn[], settings: readonly SettingField[], rows: readonly { readonly number: number; readonly texts: readonly string[] }[],
  typed: FormBody | undefined, errors: FieldErrors,
) {
  const below = rows.filter(({ number }) => number > (list.header?.lastRow ?? 0));
  const width = Math.min(MOST_COLUMNS, Math.max(list.header?.texts.length ?? 0, ...below.map(({ texts }) => texts.length), 0));
  const options = known.map(({ key, title, required }) => ({ value: key, label: required ? `${title} (bắt buộc)` : title }));
  const matched = new Map((list.columns ?? []).map((column) => [column.index, column]));
  const columns = Array.from({ length: width }, (_, index) => {
    const header = list.header?.texts[index] ?? '';
    const samples = below.map(({ texts }) => texts[index] ?? '').filter((text) => text !== '').slice(0, SAMPLES).map((text) => (text.length > LONGEST_SAMPLE ? `${text.slice(0, LONGEST_SAMPLE)}…` : text));
    const column = matched.get(index);
    const name = `cot-${String(index)}`;
    return {
      name,
      label: header === '' ? `Cột ${columnLetters(index + 1)} (không có tiêu đề)` : header,
      hint: [samples.length === 0 ? 'Không có nội dung ở các dòng đầu' : `Ví dụ: ${samples.join(' · ')}`, ...(column?.ground === 'near' ? ['tên cột chỉ gần giống, xem lại'] : [])].join('; '),
      options,
      value: typed === undefined ? (column?.key ?? '') : oneText(typed[name]),
      error: errors[name],
      empty: header === '' && samples.length === 0,
      ours: header === rejectedRowColumns.row || header === rejectedRowColumns.faults,
    };
  }).filter(({ empty, ours }) => !empty && !ours);
  return {
    action: importPaths.columns(list.id),
    headerAction: importPaths.header(list.id),
    version: list.version,
    headerRow: list.header?.firstRow,
    headerText: headerText(list),
    headerDoubt: list.header?.certainty === 'likely' || list.header?.certainty === 'not-found',
    rowOptions: rows.slice(0, 30).map(({ number, texts }) => ({ value: String(number), label: `Hàng ${String(number)}: ${shortened(texts.filter((text) => text !== '').join(' | '))}` })),
    columns,
    missing: errors['columns'],
    settings: settings.map((field) => ({
      ...field, value: typed === undefined ? (list.settings[field.name] ?? field.first) : oneText(typed[field.name]), error: errors[field.name],
      paragraph: field.kind === 'paragraph', radios: field.kind === 'radios', select: field.kind === 'select', optional: !field.required,
    })),
    onExisting: existingField(typed === undefined ? list.onExisting : oneText(typed['onExisting'])),
    abandonAction: importPaths.abandon(list.id),
  };
}

function headerText({ header }: ImportDetail): string {
  if (header === null) return '';
  const place = header.firstRow === header.lastRow ? `Hàng ${String(header.firstRow)}` : `Các hàng ${String(header.firstRow)} đến ${String(header.lastRow)}`;
  const grounds: Readonly<Record<string, string>> = { known: 'tìm thấy theo tên cột', likely: 'có vẻ là hàng tiêu đề, xem lại', 'by-hand': 'đã chọn', 'not-found': 'chưa tìm thấy hàng tiêu đề, chọn hàng đúng' };
  return `${place} (${grounds[header.certainty] ?? ''})`;
}

function existingField(value: string) {
  return { options: existingChoices.map((code) => ({ value: code, ...existingWords[code] })), value };
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

export function oneText(value: FormBody[string] | undefined): string {
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** The page that shows what each row was understood as, what is asked, and what will happen. */
export function reviewModel(
  list: ImportDetail, known: readonly KnownColumn[], questions: readonly Question[], readings: readonly ReadingOfRow[], shown: { readonly outcome: RowOutcome | undefined; readonly page: number }, mayAct: boolean,
) {
  const { counts } = list;
  return {
    version: list.version,
    mayAct,
    counts: rowOutcomes.map((outcome) => ({ state: outcomeStates[outcome], count: countText(counts?.[outcome] ?? 0) })),
    tabs: tabsOf(list, shown.outcome),
    rows: readings.map((reading) => rowModel(reading, known)),
    pages: pagesOf(list, shown),
    questions: questions.map((question, place) => questionModel(question, place, known)),
    questionsText: list.openQuestions > 0 ? `${countText(list.openQuestions)} câu hỏi chưa trả lời` : `${countText(list.questions)} câu hỏi, đã trả lời cả`,
    questionsOpen: list.openQuestions > 0,
    moreQuestions: list.questions > questions.length ? `Còn ${countText(list.questions - questions.length)} câu hỏi khác, hiện ra sau khi trả lời các câu này.` : undefined,
    answersAction: importPaths.answers(list.id),
    startAction: importPaths.start(list.id),
    onExisting: existingField(list.onExisting),
    closed: closedReason(list),
    sentence: startSentence(list),
    matchAgainAction: importPaths.matchAgain(list.id),
    abandonAction: importPaths.abandon(list.id),
  };
}

function startSentence({ counts, openQuestions, kind }: ImportDetail): string {
  const rejected = (counts?.wrong ?? 0) + (counts?.asked ?? 0);
  const parts = [`Nhập mới ${countText(counts?.new ?? 0)} ${kindWords[kind].noun}.`];
  if ((counts?.changed ?? 0) > 0) parts.push(`${countText(counts?.changed ?? 0)} dòng đã có trong sổ với nội dung khác: xử lý theo lựa chọn dưới đây.`);
  if (rejected > 0) parts.push(`${countText(rejected)} dòng ${openQuestions > 0 ? 'có lỗi hoặc chưa trả lời' : 'có lỗi'} không được nhập; tải về để sửa sau khi nhập xong.`);
  return parts.join(' ');
}

function closedReason({ counts }: ImportDetail): string | undefined {
  // Whatever is chosen for rows that are there, something must be left to do.
  return mayStart(counts, 'update').allowed ? undefined : 'Chưa có dòng nào nhập được: sửa danh sách, ghép lại cột hoặc trả lời câu hỏi.';
}

function tabsOf(list: ImportDetail, outcome: RowOutcome | undefined) {
  const total = rowOutcomes.reduce((sum, code) => sum + (list.counts?.[code] ?? 0), 0);
  return [
    { href: importPaths.list(list.id), text: 'Tất cả', count: countText(total), current: outcome === undefined },
    ...rowOutcomes.filter((code) => (list.counts?.[code] ?? 0) > 0 || code === outcome).map((code) => ({
      href: `${importPaths.list(list.id)}?dong=${outcomeSlugs[code]}#cac-dong`, text: outcomeStates[code].word, count: countText(list.counts?.[code] ?? 0), current: outcome === code,
    })),
  ];
}

function pagesOf(list: ImportDetail, { outcome, page }: { readonly outcome: RowOutcome | undefined; readonly page: number }) {
  const total = outcome === undefined ? rowOutcomes.reduce((sum, code) => sum + (list.counts?.[code] ?? 0), 0) : (list.counts?.[outcome] ?? 0);
  const address = (target: number): string => `${importPaths.list(list.id)}?${new URLSearchParams({ ...(outcome === undefined ? {} : { dong: outcomeSlugs[outcome] }), trang: String(target) }).toString()}#cac-dong`;
  const last = Math.max(1, Math.ceil(total / READINGS_PER_PAGE));
  if (last === 1) return undefined;
  return { text: `Trang ${String(page)} / ${countText(last)}`, ...(page > 1 ? { prevHref: address(page - 1) } : {}), ...(page < last ? { nextHref: address(page + 1) } : {}) };
}

function rowModel({ row, outcome, said }: ReadingOfRow, known: readonly KnownColumn[]): { row: string; title: string; state: StateModel; faults: string[]; remarks: string[]; changes: string[]; values: string } {
  const titleOf = (key: string): string => known.find((column) => column.key === key)?.title ?? key;
  // In the order of the template: what is kept of a row has lost the order of its columns.
  const inOrder = <Value>(told: Readonly<Record<string, Value>>): [string, Value][] =>
    Object.entries(told).sort(([one], [other]) => known.findIndex(({ key }) => key === one) - known.findIndex(({ key }) => key === other));
  return {
    row: String(row),
    title: said.title === '' ? '(chưa có tên)' : said.title,
    state: outcomeStates[outcome],
    faults: said.faults.map((fault) => sentenceOf(fault, known)),
    remarks: said.remarks.map((remark) => sentenceOf(remark, known)),
    changes: inOrder(said.changes).map(([key, { from, to }]) => `${titleOf(key)}: ${from === '' ? '(chưa có)' : from} → ${to === '' ? '(chưa có)' : to}`),
    values: inOrder(said.values).map(([key, value]) => `${titleOf(key)}: ${value}`).join(' · '),
  };
}

function questionModel({ column, source, reason, facts, choices, rows, answer }: Question, place: number, known: readonly KnownColumn[]) {
  const title = known.find(({ key }) => key === column)?.title ?? column;
  return {
    name: `hoi-${String(place)}`,
    label: questionText(reason, { ...facts, source }),
    hint: `Cột ${title}, ${countText(rows)} dòng${answer === null ? '' : ' · đã trả lời'}`,
    value: answer ?? '',
    options: [
      ...choices.map(({ value, label, hint }) => ({ value, label: value === LEFT_EMPTY ? 'Để trống ô này' : label, ...(hint === undefined ? {} : { hint: proposalHints[hint] ?? hint }) })),
      { value: NONE, label: 'Không phải nội dung nào ở trên', hint: 'Dòng này được trả lại để sửa trong tệp.' },
    ],
  };
}

/** The page of an import that has come to its end, for now or for good. */
export function resultModel(list: ImportDetail, effects: { readonly made: number; readonly changed: number }, history: readonly PastEvent[], mayAct: boolean) {
  const { counts } = list;
  const rejected = (counts?.wrong ?? 0) + (counts?.asked ?? 0);
  return {
    rows: list.runAt === null ? [] : [
      { key: 'Đã nhập mới', value: countText(effects.made) },
      { key: 'Đã cập nhật', value: countText(effects.changed) },
      { key: 'Đã có, không đổi', value: countText(counts?.unchanged ?? 0) },
      { key: 'Đã có, khác', value: countText(counts?.changed ?? 0), note: existingWords[list.onExisting].label },
      { key: 'Bỏ qua', value: countText(counts?.['left-out'] ?? 0) },
      { key: 'Chưa nhập', value: countText(rejected) },
    ],
    summary: list.runAt === null ? undefined : `Nhập xong lúc ${formatInstant(list.runAt)}${list.runByName === null ? '' : `, do ${list.runByName}`}.`,
    resultHref: list.resultSha256 === null ? undefined : importPaths.result(list.id),
    resultText: `Tải ${countText(rejected)} dòng chưa nhập (.xlsx)`,
    againHref: mayAct ? importPaths.createOf(list.kind) : undefined,
    undoHref: list.status === 'done' && mayAct ? importPaths.undo(list.id) : undefined,
    undone: list.undoneAt === null || list.status !== 'undone' ? undefined : `Đã hoàn tác lúc ${formatInstant(list.undoneAt)}${list.undoneByName === null ? '' : `, do ${list.undoneByName}`}. Lý do: ${list.undoGround ?? ''}`,
    timeline: presentTimeline(history, importEventTexts),
  };
}

/** Reads which choice a form makes for rows that are there. */
export function readOnExisting(body: FormBody): OnExisting | undefined {
  const text = oneText(body['onExisting']);
  return existingChoices.find((code) => code === text);
}
