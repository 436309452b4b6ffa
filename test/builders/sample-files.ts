/** Small files of every kind that the evidence store takes or refuses, made here byte by byte. */
import { crc32 } from 'node:zlib';

/** A PDF of one line; `note` makes its bytes differ from others. */
export function pdfFile(note = 'mẫu'): Buffer {
  return Buffer.from(`%PDF-1.7\n%âãÏÓ\n1 0 obj<</Type/Catalog>>endobj\n% ${note}\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
}

/** A PNG of one white pixel. */
export function pngFile(): Buffer {
  return Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2GQAAAABJRU5ErkJggg==',
    'base64',
  );
}

/** The beginning of a Windows program. */
export function windowsProgram(): Buffer {
  const bytes = Buffer.alloc(1_024);
  bytes.write('MZ', 0, 'latin1');
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write('PE\0\0', 0x80, 'latin1');
  return bytes;
}

/** A zip file of stored entries. */
export function zipFile(entries: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const nameBytes = Buffer.from(name);
    const content = Buffer.from(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt32LE(crc32(content), 14);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(nameBytes.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt32LE(crc32(content), 16);
    entry.writeUInt32LE(content.length, 20);
    entry.writeUInt32LE(content.length, 24);
    entry.writeUInt16LE(nameBytes.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(local, nameBytes, content);
    directory.push(entry, nameBytes);
    offset += local.length + nameBytes.length + content.length;
  }
  const table = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length / 2, 8);
  end.writeUInt16LE(directory.length / 2, 10);
  end.writeUInt32LE(table.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, table, end]);
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

function contentTypes(part: string, type: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/><Override PartName="/${part}" ContentType="${type}"/></Types>`;
}

/** A Word document; `more` adds parts, such as a macro project. */
export function docxFile(more: Readonly<Record<string, string>> = {}): Buffer {
  return zipFile({
    '[Content_Types].xml': contentTypes('word/document.xml', WORD),
    'word/document.xml': '<?xml version="1.0"?><w:document/>',
    ...more,
  });
}

/** An Excel workbook; `more` adds parts, such as a macro sheet. */
export function xlsxFile(more: Readonly<Record<string, string>> = {}): Buffer {
  return zipFile({
    '[Content_Types].xml': contentTypes('xl/workbook.xml', EXCEL),
    'xl/workbook.xml': '<?xml version="1.0"?><workbook/>',
    ...more,
  });
}
