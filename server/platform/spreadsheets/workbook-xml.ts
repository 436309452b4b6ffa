/** The fixed parts of an .xlsx that is written, and the styles its cells refer to (ECMA-376 part 1, 18.2 and 18.8). */

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** How a cell is shown; each comes plain, marked as a fault and marked for a remark. */
const LOOKS = ['text', 'guarded', 'code', 'day', 'instant', 'money', 'number'] as const;
export type CellLook = (typeof LOOKS)[number];
export type CellMark = 'fault' | 'remark';

const MARKS = [undefined, 'fault', 'remark'] as const;
/** Number formats: 49 is text, 14 would follow the reader's settings, so days have a format of their own. */
const FORMAT_OF: Readonly<Record<CellLook, number>> = { text: 0, guarded: 0, code: 49, day: 164, instant: 165, money: 166, number: 0 };
const FIRST_LOOK = 3;
export const PLAIN_INDEX = 0;
export const HEADER_INDEX = 1;
export const LEAD_INDEX = 2;

/** The number by which cells refer to a look. */
export function styleIndex(look: CellLook, mark?: CellMark): number {
  return FIRST_LOOK + LOOKS.indexOf(look) * MARKS.length + MARKS.indexOf(mark);
}

/** The styles part. Texts that begin like a formula are shown with quotePrefix, so that editing the cell does not make it one. */
export function stylesXml(): string {
  const looks = LOOKS.flatMap((look) => MARKS.map((mark) => lookXml(look, mark)));
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="166" formatCode="#,##0"/></numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><i/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fillXml('FFE7EDF5')}${fillXml('FFF8D7DA')}${fillXml('FFFFF3CD')}</fills><borders count="2"><border/><border><bottom style="thin"><color rgb="FF8796A8"/></bottom></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${String(FIRST_LOOK + looks.length)}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>${looks.join('')}</cellXfs></styleSheet>`;
}

function lookXml(look: CellLook, mark: CellMark | undefined): string {
  const fill = mark === undefined ? 0 : mark === 'fault' ? 3 : 4;
  const guarded = look === 'guarded' ? ' quotePrefix="1"' : '';
  const wraps = look === 'text' || look === 'guarded' ? '<alignment vertical="top" wrapText="1"/>' : '<alignment vertical="top"/>';
  return `<xf numFmtId="${String(FORMAT_OF[look])}" fontId="0" fillId="${String(fill)}" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1" applyAlignment="1"${guarded}>${wraps}</xf>`;
}

function fillXml(colour: string): string {
  return `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
}

/** The parts around the sheets: what the package holds and what the sheets are called. */
export function frameParts(sheetNames: readonly string[]): Readonly<Record<string, string>> {
  const numbers = sheetNames.map((_, index) => String(index + 1));
  const overrides = numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${CONTENT}.worksheet+xml"/>`).join('');
  const sheets = sheetNames.map((name, index) => `<sheet name="${escapeXml(name)}" sheetId="${String(index + 1)}" r:id="rId${String(index + 1)}"/>`).join('');
  const relations = numbers.map((n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('');
  return {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>${overrides}</Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations}<Relationship Id="styles" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': stylesXml(),
  };
}

/** The beginning of a sheet part. */
export const SHEET_OPENING = `${HEAD}<worksheet xmlns="${MAIN}">`;

/** A text within XML: what XML 1.0 cannot carry (control characters, lone surrogates) becomes U+FFFD; "_x000D_" typed by a person stays itself. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, '\uFFFD')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/gu, '_x005F_')
    .replace(/&/gu, '&amp;')
    .replace(/</gu, '&lt;')
    .replace(/>/gu, '&gt;')
    .replace(/"/gu, '&quot;')
    .replace(/\r/gu, '');
}
