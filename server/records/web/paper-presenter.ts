import { dayOf, type CalendarDay } from '../../kernel/calendar-day.js';
import type { PageSeries } from '../../platform/printing/index.js';
import type { FrozenRecord, MinutesParticulars, RecordSignature } from '../domain/record-model.js';
import { inCapitals, longDay, numberText, romanNumeral } from '../domain/wording.js';
import { paperBlocks, plain, text, withClosingMark, type PaperBlock } from './paper-blocks.js';

/** Number and date as the clerk entered them; undefined on a draft, whose blanks are filled in by hand. */
export interface IssuedAs {
  readonly number: number | null;
  readonly issuedOn: CalendarDay;
}

/** A record as templates/records/paper shows it. */
export interface PaperModel {
  readonly joint: boolean;
  readonly parent: string | undefined;
  readonly agencyLines: readonly string[];
  readonly number: string | undefined;
  readonly day: string | undefined;
  readonly matter: string | undefined;
  readonly title: string | undefined;
  readonly titleNumber: string | undefined;
  readonly about: string;
  readonly authority: string | undefined;
  readonly addressees: readonly string[];
  readonly bases: readonly string[];
  readonly decides: boolean;
  readonly blocks: readonly PaperBlock[];
  /** The last of the matter, which stays on the page of the signature. */
  readonly ending: readonly PaperBlock[];
  readonly signatures: readonly { readonly lines: readonly string[]; readonly hint: string | undefined; readonly name: string | undefined }[];
  readonly pair: boolean;
  readonly three: boolean;
  readonly recipients: readonly string[];
  readonly annexes: readonly { readonly className: string; readonly number: string; readonly title: string; readonly along: string; readonly blocks: readonly PaperBlock[] }[];
}

/** What the printing needs beside the model. */
export interface PresentedPaper {
  readonly model: PaperModel;
  readonly title: string;
  readonly footNote: string;
  readonly series: readonly PageSeries[];
}

const BLANK = '\u00a0'.repeat(8);
const DECISIONS: readonly string[] = ['decision', 'decision-approving'];

/** A frozen record in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I and III. */
export function presentPaper(record: FrozenRecord, issued: IssuedAs | undefined): PresentedPaper {
  const { frame, model } = record;
  const { form } = model;
  const decision = DECISIONS.includes(form);
  const joint = form === 'agreement';
  const number = numberOf(frame.symbol, issued);
  const day = dayText(issued?.issuedOn);
  const annexes = model.annexes ?? [];
  const paper: PaperModel = {
    joint,
    parent: frame.parentName === null ? undefined : inCapitals(frame.parentName),
    agencyLines: frame.agencyName.split('\n').map(inCapitals),
    number: joint || number === undefined ? undefined : `Số: ${number}`,
    day: form === 'minutes' || joint ? undefined : `${frame.place}, ngày ${day}`,
    matter: form === 'letter' ? `V/v ${model.subject}` : undefined,
    title: form === 'letter' ? undefined : inCapitals(model.title),
    titleNumber: joint && number !== undefined ? `Số: ${number}` : undefined,
    about: decision && !/^Về việc/iu.test(model.subject) ? `Về việc ${model.subject.charAt(0).toLocaleLowerCase('vi')}${model.subject.slice(1)}` : model.subject,
    authority: model.authority === undefined ? undefined : inCapitals(model.authority),
    addressees: listed(model.addressees ?? []),
    bases: basesOf(record.basisLines, model.proposedBy),
    decides: decision,
    ...withEnding(withClosingMark(form === 'minutes' && model.minutes !== undefined ? minutesBlocks(model.minutes, paperBlocks(model.blocks)) : paperBlocks(model.blocks))),
    signatures: model.signatures.map(signatureModel),
    pair: model.signatures.length > 1,
    three: model.signatures.length > 2,
    recipients: recipientLines(model.recipients ?? [], model.filedWith),
    annexes: annexes.map((annex, index) => ({
      className: `annex pages-${seriesName(index)}`,
      number: annexes.length === 1 ? 'Phụ lục' : `Phụ lục ${romanNumeral(index + 1)}`,
      title: inCapitals(annex.title),
      along: `(Kèm theo ${model.title}${number === undefined ? '' : ` số ${number}`} ngày ${day} của ${frame.agencyName.replaceAll('\n', ' ')})`,
      blocks: paperBlocks(annex.blocks),
    })),
  };
  return {
    model: paper,
    title: `${model.title} ${model.subject}`,
    footNote: issued === undefined ? `DỰ THẢO – bản in từ hệ thống, chưa ký, chưa vào số · ${frame.productCode}` : `Bản in từ hệ thống; bản ký lưu kèm · ${frame.productCode}`,
    series: annexes.map((annex, index) => ({ name: seriesName(index), landscape: annex.landscape ?? false })),
  };
}

/** A paragraph longer than this would leave too much of the page before it empty. */
const LONGEST_ENDING = 900;

function withEnding(blocks: readonly PaperBlock[]): Pick<PaperModel, 'blocks' | 'ending'> {
  const last = blocks.at(-1);
  const short = last?.kind === 'text' && last.parts.reduce((sum, part) => sum + part.text.length, 0) <= LONGEST_ENDING;
  return short ? { blocks: blocks.slice(0, -1), ending: [last] } : { blocks, ending: [] };
}

const seriesName = (index: number): string => `annex-${String(index + 1)}`;

/** "05/BC-STC"; on a draft the number's place is blank. */
function numberOf(symbol: string | null, issued: IssuedAs | undefined): string | undefined {
  if (symbol === null) return undefined;
  return issued?.number === undefined || issued.number === null ? `${BLANK}/${symbol}` : numberText(issued.number, symbol);
}

function dayText(day: CalendarDay | undefined): string {
  return day === undefined ? `${BLANK}tháng${BLANK}năm${BLANK}` : longDay(day);
}

/** One addressee stands beside "Kính gửi:", several on lines of their own. */
function listed(names: readonly string[]): string[] {
  if (names.length < 2) return names.map((name) => `${name}.`);
  return names.map((name, index) => `- ${name}${index === names.length - 1 ? '.' : ';'}`);
}

function basesOf(lines: readonly string[], proposedBy: string | undefined): string[] {
  const all = [...lines, ...(proposedBy === undefined ? [] : [`Theo đề nghị của ${proposedBy}`])];
  return all.map((line, index) => `${line}${index === all.length - 1 ? '.' : ';'}`);
}

function recipientLines(recipients: readonly string[], filedWith: string | undefined): string[] {
  if (recipients.length === 0 && filedWith === undefined) return [];
  return [...recipients.map((name) => `- ${name};`), `- Lưu: VT${filedWith === undefined ? '' : `, ${filedWith}`}.`];
}

function signatureModel({ lines, hint, name }: RecordSignature): PaperModel['signatures'][number] {
  return { lines: lines.map((line) => line.split('. ').map((part, index) => (index === 0 && /^(?:TM|KT|TL|TUQ|Q)$/.test(part) ? part : inCapitals(part))).join('. ')), hint, name };
}

/** Mẫu 1.9: what stands before and after the matter of minutes; what is not known is left to be written in. */
function minutesBlocks(minutes: MinutesParticulars, matter: readonly PaperBlock[]): PaperBlock[] {
  const line = (value: string): PaperBlock => text([plain(value)]);
  const occasion = minutes.occasion ?? 'Cuộc họp';
  return [
    line(`Thời gian bắt đầu: ${momentText(minutes.startedAt)}`),
    line(`Địa điểm: ${minutes.place ?? DOTS}`),
    ...(minutes.participants.length === 0 ? [line(`Thành phần tham dự: ${DOTS}`)] : [line('Thành phần tham dự:'), ...minutes.participants.map((name) => line(`- ${name}`))]),
    line(`Chủ trì (chủ tọa): ${minutes.chair ?? DOTS}`),
    line(`Thư ký (người ghi biên bản): ${minutes.secretary ?? DOTS}`),
    line(`Nội dung (theo diễn biến ${occasion.toLocaleLowerCase('vi')}):`),
    ...matter,
    line(`${occasion} kết thúc vào ${momentText(minutes.endedAt)}`),
  ];
}

const DOTS = '…………………………';

function momentText(instant: Date | null): string {
  if (instant === null) return '…… giờ ……, ngày …… tháng …… năm ………';
  const [hours = '', minutes = ''] = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' }).format(instant).split(':');
  return `${hours} giờ ${minutes}, ngày ${longDay(dayOf(instant))}`;
}
