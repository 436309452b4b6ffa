import {
  AlignmentType, BorderStyle, Document, Header, PageNumber, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType, convertMillimetersToTwip, type IParagraphOptions, type IRunOptions,
} from 'docx';
import { formatDay, isCalendarDay } from '../../kernel/calendar-day.js';
import { pointLetter } from '../../records/index.js';
import { ANNEX_NAME, DOTS, type AnnexPart } from '../domain/annex.js';
import type { AnnexGround } from '../persistence/annexes.js';

/** An annex as it is printed: as .docx to be put into tender and contract, and as record HS-05. */
export interface AnnexToPrint {
  readonly ordinal: number;
  readonly ground: AnnexGround;
  readonly parts: readonly AnnexPart[];
  readonly modelVersion: string;
}

/** Half-points, as Word counts: 14 pt for the text, 13 pt for signatures and notes. */
const TEXT = 28;
const SMALL = 26;
const FONT = 'Times New Roman';
const mm = convertMillimetersToTwip;

/** The line under the title of an annex: to which contract it belongs. */
export function annexBelongsTo({ ground }: Pick<AnnexToPrint, 'ground'>): string {
  const day = ground.signedOn !== null && isCalendarDay(ground.signedOn) ? formatDay(ground.signedOn) : '……/……/………';
  return `(Kèm theo Hợp đồng số ${ground.number ?? DOTS} ngày ${day} giữa ${ground.agencyName} và ${ground.vendorName ?? DOTS})`;
}

/**
 * The annex as a Word file, laid out as Nghị định 30/2020/NĐ-CP, Phụ lục I asks of annexes: A4, margins 20/20/30/15 mm, Times New Roman 14, page number
 * centred above from page two on, articles in bold, khoản and điểm numbered, first lines drawn in.
 */
export async function printAnnex(annex: AnnexToPrint): Promise<Buffer> {
  const { ground, parts } = annex;
  const document = new Document({
    title: ANNEX_NAME,
    creator: ground.agencyName,
    description: `Bản số ${String(annex.ordinal)}, soạn theo ${annex.modelVersion}`,
    styles: { default: { document: { run: { font: FONT, size: TEXT }, paragraph: { spacing: { before: 60, after: 60 } } } } },
    sections: [
      {
        properties: {
          titlePage: true,
          page: { size: { width: mm(210), height: mm(297) }, margin: { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15), header: mm(10), footer: mm(10) } },
        },
        headers: {
          default: new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT], font: FONT, size: SMALL })] })] }),
          first: new Header({ children: [] }),
        },
        children: [
          centred('PHỤ LỤC', { bold: true }),
          centred(ANNEX_NAME.replace(/^Phụ lục /, '').toLocaleUpperCase('vi'), { bold: true }),
          centred(annexBelongsTo(annex), { italics: true, after: 240 }),
          line(`Bên A (cơ quan chủ trì thuê dịch vụ): ${ground.agencyName}.`),
          line(`Bên B (bên cung cấp dịch vụ): ${ground.vendorName ?? DOTS}${ground.vendorTaxCode === null ? '' : `, mã số thuế ${ground.vendorTaxCode}`}.`),
          line('Hai bên thống nhất các điều khoản bảo đảm an ninh mạng sau đây. Phụ lục này là phần không tách rời của Hợp đồng; nội dung của Hợp đồng trái với Phụ lục thì áp dụng Phụ lục.'),
          ...parts.flatMap((part) => [
            line(`Điều ${String(part.number)}. ${part.title}`, { bold: true, keepNext: true }),
            ...part.paragraphs.flatMap((paragraph) => [
              line(`${String(paragraph.number)}. ${paragraph.text}`),
              ...paragraph.points.map((point, index) => line(`${pointLetter(index)}) ${point}`)),
            ]),
          ]),
          new Paragraph({ spacing: { before: 240 }, children: [] }),
          signatures(),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function centred(text: string, look: { readonly bold?: boolean; readonly italics?: boolean; readonly after?: number }): Paragraph {
  const run: IRunOptions = { text, bold: look.bold ?? false, italics: look.italics ?? false, font: FONT, size: TEXT };
  return new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: 0, after: look.after ?? 0 }, children: [new TextRun(run)] });
}

function line(text: string, look: { readonly bold?: boolean; readonly keepNext?: boolean } = {}): Paragraph {
  const options: IParagraphOptions = { alignment: AlignmentType.JUSTIFIED, indent: { firstLine: mm(12.7) }, spacing: { before: 120, after: 0 }, keepNext: look.keepNext ?? false };
  const run: IRunOptions = { text, bold: look.bold ?? false, font: FONT, size: TEXT };
  return new Paragraph({ ...options, children: [new TextRun(run)] });
}

const noBorder = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' } as const;
const noBorders = { top: noBorder, bottom: noBorder, left: noBorder, right: noBorder, insideHorizontal: noBorder, insideVertical: noBorder };

function signatures(): Table {
  const hint: IRunOptions = { text: '(Ký, ghi rõ họ tên, chức vụ và đóng dấu)', italics: true, font: FONT, size: SMALL };
  const cell = (title: string): TableCell =>
    new TableCell({
      borders: { top: noBorder, bottom: noBorder, left: noBorder, right: noBorder },
      width: { size: 50, type: WidthType.PERCENTAGE },
      children: [
        centred(title, { bold: true }),
        new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun(hint)] }),
      ],
    });
  return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, borders: noBorders, rows: [new TableRow({ cantSplit: true, children: [cell('ĐẠI DIỆN BÊN A'), cell('ĐẠI DIỆN BÊN B')] })] });
}
