/** Names that senders give their files: shown to people and sent back in headers, never used as a path. */

const LONGEST_NAME = 200;
const NAMELESS = 'tep-dinh-kem';
/** Control characters, and the invisible ones that turn the reading direction around or hide between letters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * The name under which a file is shown: its last part only, in Unicode NFC, without control or invisible characters, at most
 * 200 characters with the extension kept. A name of which nothing is left becomes "tep-dinh-kem". Idempotent.
 */
export function displayFileName(declared: string): string {
  const lastPart = declared.toWellFormed().replace(INVISIBLE, '').split(/[/\\]/u).pop() ?? '';
  const name = lastPart.normalize('NFC').replace(/\s+/gu, ' ').replace(/^[\s.]+|[\s.]+$/gu, '');
  return name === '' ? NAMELESS : shortened(name);
}

function shortened(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= LONGEST_NAME) return name;
  const extension = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? '';
  return characters.slice(0, LONGEST_NAME - extension.length).join('').trimEnd() + extension;
}

/**
 * The Content-Disposition header (RFC 6266) for a file of this name: the exact name in the extended form (RFC 5987), and beside
 * it a plain ASCII one for programs that know no better. The name goes through {@link displayFileName} first.
 */
export function contentDisposition(kind: 'attachment' | 'inline', declared: string): string {
  const name = displayFileName(declared);
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  const exact = encodeURIComponent(name).replace(/['()*!]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`;
}
