/** A PDF as pdf.js reads it (another program than the one that drew it): its text in lines with places and sizes, its rules, fonts and structure. */
import { getDocument, OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A line of text, measured in points from the left and from the top of its page. */
export interface Run {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly baseline: number;
  readonly size: number;
  /** Of its first letter. */
  readonly style: string;
}

export interface Rule {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

export interface PaperPage {
  readonly width: number;
  readonly height: number;
  /** The matter: everything between the top and the bottom margin, its lines run together. */
  readonly text: string;
  readonly lines: readonly Run[];
  /** Horizontal rules. */
  readonly rules: readonly Rule[];
}

export interface Paper {
  readonly pages: readonly PaperPage[];
  readonly text: string;
  readonly fonts: readonly { readonly name: string; readonly embedded: boolean }[];
  readonly tagged: boolean;
  readonly language: string | null;
  readonly title: string;
  /** Roles of the structure tree. */
  readonly roles: readonly string[];
}

/** Reads a PDF. @throws what pdf.js says of bytes that are none */
export async function readPaper(bytes: Uint8Array): Promise<Paper> {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: 0, fontExtraProperties: true });
  const document = await loading.promise;
  const pages: PaperPage[] = [];
  const fonts = new Map<string, boolean>();
  const roles = new Set<string>();
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    pages.push(await readPage(page, fonts));
    collectRoles(await page.getStructTree(), roles);
  }
  const marked: unknown = await document.getMarkInfo();
  const metadata = await document.getMetadata();
  const paper: Paper = {
    pages,
    text: pages.map(({ text }) => text).join('\n'),
    fonts: [...fonts].map(([name, embedded]) => ({ name, embedded })),
    tagged: isMarked(marked),
    language: textIn(metadata.info, 'Language') ?? null,
    title: textIn(metadata.info, 'Title') ?? '',
    roles: [...roles],
  };
  await loading.destroy();
  return paper;
}

/** pdf.js gives a Map of another realm. */
function isMarked(value: unknown): boolean {
  const iterable = typeof value === 'object' && value !== null && Symbol.iterator in value && typeof value[Symbol.iterator] === 'function';
  return iterable && Object.prototype.toString.call(value) === '[object Map]' && JSON.stringify(Array.from(new Map(Object(value)))).includes('["Marked",true]');
}

/** Words of one line stand closer than this; what stands further apart belongs to another column. */
const COLUMN_GAP = 12;
/** What lies nearer to an edge than this is page number or foot note. */
const MARGIN = 52;

interface Piece {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly baseline: number;
  readonly size: number;
  readonly style: string;
  /** False for the gaps that pdf.js writes as a space. */
  readonly drawn: boolean;
}

async function readPage(page: PDFPageProxy, fonts: Map<string, boolean>): Promise<PaperPage> {
  const { width, height } = page.getViewport({ scale: 1 });
  const operators = await page.getOperatorList();
  const content = await page.getTextContent();
  const names = new Map<string, string>();
  const pieces: Piece[] = [];
  for (const item of content.items) {
    if (!('str' in item) || item.str === '') continue;
    const numbers = numbersOf(item.transform);
    const name = names.get(item.fontName) ?? fontNamed(page, item.fontName, fonts);
    names.set(item.fontName, name);
    pieces.push({ text: item.str.normalize('NFC'), x: numbers[4] ?? 0, width: item.width, baseline: height - (numbers[5] ?? 0), size: Math.abs(numbers[3] ?? 0), style: styleOf(name), drawn: item.height > 0 });
  }
  const lines = linesOf(pieces);
  const matter = lines.filter(({ baseline }) => baseline > MARGIN && baseline < height - MARGIN);
  return { width, height, text: matter.map(({ text }) => text).join(' '), lines, rules: rulesOf(operators, height) };
}

/** Pieces on one baseline that follow each other closely, in the order in which they are read. */
function linesOf(pieces: readonly Piece[]): Run[] {
  const lines: Piece[][] = [];
  for (const piece of pieces) {
    if (!piece.drawn && piece.text.trim() === '' && piece.width > COLUMN_GAP) {
      lines.push([]);
      continue;
    }
    const line = lines.at(-1);
    const last = line?.at(-1);
    const follows = last !== undefined && Math.abs(last.baseline - piece.baseline) < 1 && piece.x - (last.x + last.width) < COLUMN_GAP && piece.x >= last.x - 1;
    if (line !== undefined && (follows || line.length === 0)) line.push(piece);
    else lines.push([piece]);
  }
  return lines.flatMap((line) => {
    const inked = line.filter(({ text }) => text.trim() !== '');
    const [first, last] = [inked[0], inked.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [{
      text: line.map(({ text }) => text).join('').trim(), left: first.x, right: last.x + last.width, top: first.baseline - first.size * 0.9, baseline: first.baseline, size: first.size, style: first.style,
    }];
  });
}

function fontNamed(page: PDFPageProxy, key: string, fonts: Map<string, boolean>): string {
  const font: unknown = page.commonObjs.get(key);
  const name = textIn(font, 'name') ?? key;
  const missing: unknown = typeof font === 'object' && font !== null ? Reflect.get(font, 'missingFile') : true;
  fonts.set(name, missing === false);
  return name;
}

function styleOf(font: string): string {
  const parts = [/bold/i.test(font) ? 'bold' : '', /italic/i.test(font) ? 'italic' : ''].filter((part) => part !== '');
  return parts.length === 0 ? 'regular' : parts.join(' ');
}

type Matrix = readonly [number, number, number, number, number, number];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** Filled rectangles and strokes that are wide and hardly high. */
function rulesOf(operators: { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] }, height: number): Rule[] {
  const rules: Rule[] = [];
  const stack: Matrix[] = [];
  let matrix = IDENTITY;
  operators.fnArray.forEach((operator, index) => {
    const values: unknown = operators.argsArray[index];
    if (operator === OPS.save) stack.push(matrix);
    else if (operator === OPS.restore) matrix = stack.pop() ?? IDENTITY;
    else if (operator === OPS.transform) matrix = multiplied(matrix, numbersOf(values));
    else if (operator === OPS.constructPath && Array.isArray(values)) {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbersOf(values[2]);
      const [left, top] = applied(matrix, x1, y1);
      const [right, bottom] = applied(matrix, x2, y2);
      if (Math.abs(bottom - top) < 2 && Math.abs(right - left) > 10) rules.push({ left: Math.min(left, right), right: Math.max(left, right), y: height - (top + bottom) / 2 });
    }
  });
  return rules;
}

function multiplied([a, b, c, d, e, f]: Matrix, [a2 = 1, b2 = 0, c2 = 0, d2 = 1, e2 = 0, f2 = 0]: readonly number[]): Matrix {
  return [a * a2 + c * b2, b * a2 + d * b2, a * c2 + c * d2, b * c2 + d * d2, a * e2 + c * f2 + e, b * e2 + d * f2 + f];
}

function applied([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

function numbersOf(value: unknown): number[] {
  const items: unknown[] = Array.isArray(value) ? value : ArrayBuffer.isView(value) && 'length' in value ? Object.values(value) : [];
  return items.map((item) => (typeof item === 'number' ? item : 0));
}

function textIn(value: unknown, key: string): string | undefined {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === 'string' ? found : undefined;
}

function collectRoles(node: unknown, roles: Set<string>): void {
  const role = textIn(node, 'role');
  if (role !== undefined) roles.add(role);
  const children: unknown = typeof node === 'object' && node !== null ? Reflect.get(node, 'children') : undefined;
  if (Array.isArray(children)) for (const child of children) collectRoles(child, roles);
}
