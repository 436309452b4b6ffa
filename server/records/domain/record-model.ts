import type { CalendarDay } from '../../kernel/calendar-day.js';

/**
 * A record as a document: what a room writes, in words and in order. How it looks on paper (Nghị định 30/2020/NĐ-CP, Phụ lục I) is the
 * business of the room of records alone; nothing here names a size, a font or a place on the page. Numbers of headings, articles, clauses and
 * points, punctuation of lists and the closing "./." are set by the printing.
 */

/**
 * The model of Nghị định 30/2020/NĐ-CP, Phụ lục III that a record follows: 'report', 'submission' and 'notice' are mẫu 1.4, 'decision' 1.2,
 * 'decision-approving' 1.3, 'letter' (công văn) 1.5, 'minutes' 1.9; 'handover-minutes' is the biên bản giao nhận of Phụ lục V. An 'internal-form'
 * (phiếu) is none of the 29 kinds: it bears no number. An 'agreement' is signed by the parties and numbered by them.
 */
export const recordForms = ['report', 'submission', 'notice', 'decision', 'decision-approving', 'letter', 'minutes', 'handover-minutes', 'internal-form', 'agreement'] as const;

export type RecordForm = (typeof recordForms)[number];

/** Text with parts set bold or italic where the model asks for it. */
export type RecordText = string | readonly (string | { readonly bold: string } | { readonly italic: string })[];

/** One cell: its text, or the text with what is special about it. `fill` greys it, for matrices that must be readable without colour. */
export type RecordCell =
  | RecordText
  | { readonly text: RecordText; readonly bold?: boolean; readonly align?: 'left' | 'center' | 'right'; readonly columns?: number; readonly fill?: 'light' | 'medium' | 'dark' };

export interface RecordColumn {
  readonly title: string;
  readonly align?: 'left' | 'center' | 'right';
  /** Share of the width in percent (a day needs 16, an amount 20); columns without one divide the rest. */
  readonly width?: number;
}

/** A row of cells, or a line over the whole width that opens a group of rows, with what is to be said of the group under its title. */
export type RecordRow = readonly RecordCell[] | { readonly group: RecordText; readonly about?: string };

/** A table; its head is repeated on every page and no row is cut. Two thirds or more of a record's bulk belong here or in an annex. */
export interface RecordTable {
  readonly kind: 'table';
  readonly caption?: string;
  readonly columns: readonly RecordColumn[];
  readonly rows: readonly RecordRow[];
  /** Puts a column "STT" before the others, counting the rows that are no group. */
  readonly numbered?: boolean;
  /** A smaller letter for tables of many columns. */
  readonly dense?: boolean;
}

/** A clause "1." of an article or of a section; a title stands bold on a line of its own. */
export interface RecordClause {
  readonly title?: string;
  readonly text?: RecordText;
  /** Points a), b), c), d), đ), e), g) … */
  readonly points?: readonly RecordText[];
}

/** A party of two-party minutes or of an agreement: "BÊN GIAO", its name, who represents it and what else identifies it. */
export interface RecordParty {
  readonly kind: 'party';
  readonly title: string;
  readonly name: string;
  readonly facts: readonly RecordFact[];
}

export interface RecordFact {
  readonly label: string;
  readonly value: RecordText;
}

export type RecordBlock =
  /** A paragraph, justified with its first line drawn in. */
  | { readonly kind: 'paragraph'; readonly text: RecordText; readonly align?: 'center' | 'right' }
  /** A heading: level 1 "I.", level 2 "1.", level 3 "a)"; each level counts anew below the one above. */
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  /** "Điều n." with a title or a text that begins on the same line, its clauses, and whatever else belongs to it. */
  | { readonly kind: 'article'; readonly title?: string; readonly text?: RecordText; readonly clauses?: readonly RecordClause[]; readonly blocks?: readonly RecordBlock[] }
  /** Clauses 1., 2., 3. that stand outside an article. */
  | { readonly kind: 'clauses'; readonly items: readonly RecordClause[] }
  /** Points a), b), c), d), đ) that stand outside a clause. */
  | { readonly kind: 'points'; readonly items: readonly RecordText[] }
  /** Lines that begin with a dash. */
  | { readonly kind: 'dashes'; readonly items: readonly RecordText[] }
  /** "Nhãn: giá trị", one a line. */
  | { readonly kind: 'facts'; readonly rows: readonly RecordFact[] }
  | RecordTable
  | RecordParty;

/** What mẫu 1.9 says of the sitting. What is null is left open to be filled in by hand. */
export interface MinutesParticulars {
  readonly startedAt: Date | null;
  readonly place: string | null;
  readonly participants: readonly string[];
  readonly chair: string | null;
  readonly secretary: string | null;
  /** What sat together, in the closing line: 'Cuộc họp' unless said. */
  readonly occasion?: string;
  readonly endedAt: Date | null;
}

/** A căn cứ line: an entry of the library legal-bases, or a line of the record's own ("Căn cứ Hợp đồng số …"), without its last sign. */
export type RecordBasis = { readonly law: string } | { readonly text: string };

/** One place to sign: what stands over it ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), a line under that in brackets, and the name. */
export interface RecordSignature {
  readonly lines: readonly string[];
  /** "(Ký và ghi rõ họ và tên)" where no name is known. */
  readonly hint?: string;
  readonly name?: string;
}

/** An annex: pages of its own numbered from 1, with "(Kèm theo …)" under its title. */
export interface RecordAnnex {
  readonly title: string;
  readonly blocks: readonly RecordBlock[];
  /** Only where its tables need it (NĐ 30/2020, Phụ lục I, mục I.1). */
  readonly landscape?: boolean;
}

/** What a room composes of one record. */
export interface RecordModel {
  readonly form: RecordForm;
  /** Tên loại: "Báo cáo", "Quyết định", "Biên bản" (printed in capitals); a letter has none on paper, its name is for registers. */
  readonly title: string;
  /** Trích yếu: what it is about; a letter prints it as "V/v …", a decision as "Về việc …". Without a full stop. */
  readonly subject: string;
  /** Who has the power to decide, of decisions: "Giám đốc Sở Tài chính" (printed in capitals). */
  readonly authority?: string;
  /** Kính gửi, of letters, submissions and reports to somebody above. */
  readonly addressees?: readonly string[];
  /** Undefined: the lines of the record's kind (library record-kinds), as far as they may be cited that day. */
  readonly bases?: readonly RecordBasis[];
  /** "Trưởng phòng Kế hoạch - Tài chính": printed "Theo đề nghị của ….", the last căn cứ line of decisions. */
  readonly proposedBy?: string;
  /** Of 'minutes' alone. */
  readonly minutes?: MinutesParticulars;
  readonly blocks: readonly RecordBlock[];
  /** Nơi nhận without dashes and signs: "Như trên", "Như Điều 3", "Công an thành phố" … */
  readonly recipients?: readonly string[];
  /** After "Lưu: VT": the unit that drafted, or "Hồ sơ". */
  readonly filedWith?: string;
  /** One: right column beside Nơi nhận. Two: left and right. More: in rows of two or three. */
  readonly signatures: readonly RecordSignature[];
  readonly annexes?: readonly RecordAnnex[];
}

/** What stands around the text and belongs to the agency: resolved when the record is prepared, and frozen with it. */
export interface RecordFrame {
  /** Cơ quan chủ quản trực tiếp, null where there is none (Ủy ban nhân dân các cấp). */
  readonly parentName: string | null;
  readonly agencyName: string;
  /** Địa danh. */
  readonly place: string;
  /** What follows the number: "BC-STC"; null for what bears no number. */
  readonly symbol: string | null;
  /** The product's own identifier of the record, printed small; never the official number (NĐ 30/2020 Điều 15). */
  readonly productCode: string;
  readonly preparedOn: CalendarDay;
}

/** A record as it is frozen: these canonical bytes are hashed and kept, and whatever is printed comes from them. */
export interface FrozenRecord {
  readonly schema: 1;
  readonly kind: string;
  readonly frame: RecordFrame;
  /** The căn cứ lines as printed, without their last sign. */
  readonly basisLines: readonly string[];
  readonly model: Omit<RecordModel, 'bases'>;
}
