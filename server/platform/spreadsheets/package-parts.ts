/** The small parts of an .xlsx that say where its sheets are and how its numbers are shown (ECMA-376 part 1, 18.2 and 18.8). */
import { posix } from 'node:path';
import { numberStyle, PLAIN_STYLE, type NumberStyle } from './number-formats.js';
import { refuseReading } from './refusals.js';
import { localName, readXml } from './xml-reading.js';
import type { ZipPackage } from './zip-package.js';

/** What leads from one part to another. */
interface Relation {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
}

/** A sheet as the workbook names it, and the part that holds it. */
export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: string;
}

/** What the workbook part says. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly since1904: boolean;
  readonly sharedTexts?: string;
  readonly styles?: string;
}

/** The part a package opens with, by its relations. Throws SpreadsheetRefused `damaged`. */
export async function mainPartOf(zip: ZipPackage): Promise<string> {
  const relations = await readRelations(zip, '');
  const main = relations.find((relation) => relation.kind === 'officeDocument');
  if (main === undefined) throw refuseReading('damaged', { part: '_rels/.rels' });
  return main.target;
}

/** Reads the workbook part. Sheets without cells (charts, dialogues) are left out. */
export async function readWorkbookParts(zip: ZipPackage, main: string): Promise<WorkbookParts> {
  const relations = await readRelations(zip, main);
  const sheets: SheetPart[] = [];
  let since1904 = false;
  await readXml(main, zip.read(main), {
    opened(name, attributes) {
      if (name === 'workbookPr') since1904 = isTrue(attributes.date1904);
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key !== 'sheetId' && localName(key) === 'id')?.[1];
      const target = relations.find((relation) => relation.id === id);
      if (target?.kind !== 'worksheet') return;
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden';
      sheets.push({ name: (attributes.name ?? '').normalize('NFC'), hidden, part: target.target });
    },
  });
  const partOf = (kind: string): string | undefined => relations.find((relation) => relation.kind === kind && zip.names.has(relation.target))?.target;
  const sharedTexts = partOf('sharedStrings');
  const styles = partOf('styles');
  return { sheets, since1904, ...(sharedTexts !== undefined && { sharedTexts }), ...(styles !== undefined && { styles }) };
}

/** Relations within the package; links to other files are left alone, so nothing outside is ever read. */
async function readRelations(zip: ZipPackage, source: string): Promise<readonly Relation[]> {
  const part = posix.join(posix.dirname(source), '_rels', `${posix.basename(source)}.rels`);
  const relations: Relation[] = [];
  await readXml(part, zip.read(part), {
    opened(name, { Id: id, Type: type, Target: target, TargetMode: mode }) {
      if (name !== 'Relationship' || id === undefined || type === undefined || target === undefined || mode === 'External') return;
      const place = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(source), target);
      relations.push({ id, kind: posix.basename(type), target: place });
    },
  });
  return relations;
}

/** The number style of each cell style, by its index. */
export async function readStyles(zip: ZipPackage, part: string | undefined): Promise<readonly NumberStyle[]> {
  if (part === undefined) return [];
  const codes = new Map<number, string>();
  const styles: NumberStyle[] = [];
  let inCellStyles = false;
  await readXml(part, zip.read(part), {
    opened(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCellStyles = true;
      else if (name === 'xf' && inCellStyles) styles.push(styleOf(Number(attributes.numFmtId ?? 0), codes));
    },
    closed(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return styles;
}

function styleOf(id: number, codes: ReadonlyMap<number, string>): NumberStyle {
  return id === 0 ? PLAIN_STYLE : numberStyle(id, codes.get(id));
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}
