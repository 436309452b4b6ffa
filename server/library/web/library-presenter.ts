import { formatDay } from '../../kernel/calendar-day.js';
import type { LibraryEdition } from '../domain/edition.js';
import type { LibraryEntry } from '../domain/entries/entry.js';
import type { LibraryName } from '../domain/libraries.js';
import type { LegalBasisOnDay } from '../domain/legal-basis.js';
import { isInternalRule, isLaw, type Mark } from '../domain/marks.js';
import { libraryPath } from './paths.js';

/** How far each piece was verified, in words; what is unverified or the agency's own rule is never called law. */
const markWords: Record<Mark, string> = {
  S: 'Văn bản của thành phố',
  V: 'Đã đối chiếu văn bản',
  '2nd': 'Nguồn thứ cấp, chưa đối chiếu',
  U: 'Chưa xác minh',
  P: 'Quy định nội bộ',
};

/** Entries call their main text by what it is; these are the names, in the order in which one is looked for. */
const mainTexts = ['fullName', 'title', 'label', 'condition', 'text', 'name', 'statement'] as const;

function mainText(entry: LibraryEntry): string {
  const fields = new Map<string, unknown>(Object.entries(entry));
  for (const name of mainTexts) {
    const value = fields.get(name);
    if (typeof value === 'string' && value !== '') return value;
  }
  return entry.id;
}

function markState(mark: Mark): { tone: 'settled' | 'attention' | 'neutral'; icon: 'check' | 'warning' | 'info'; word: string } {
  if (isInternalRule(mark)) return { tone: 'neutral', icon: 'info', word: markWords[mark] };
  return isLaw(mark) && mark !== '2nd' ? { tone: 'settled', icon: 'check', word: markWords[mark] } : { tone: 'attention', icon: 'warning', word: markWords[mark] };
}

function validText({ validFrom, validTo }: LibraryEdition<LibraryName>): string {
  return validTo === null ? `từ ${formatDay(validFrom)}` : `từ ${formatDay(validFrom)} đến ${formatDay(validTo)}`;
}

/** One line of the overview: a library with the version in force. */
export function presentLibrary(edition: LibraryEdition<LibraryName>, versions: number): object {
  return {
    title: edition.title,
    href: libraryPath(edition.library, edition.version),
    version: edition.version,
    valid: validText(edition),
    entries: String(edition.entries.length),
    versions: String(versions),
    source: edition.source,
  };
}

/** A version with its entries, each with its mark and source. */
export function presentEdition(edition: LibraryEdition<LibraryName>, editions: readonly LibraryEdition<LibraryName>[], forces: readonly LegalBasisOnDay[]): object {
  const noteOf = new Map(forces.map((onDay) => [onDay.basis.id, basisNote(onDay)]));
  return {
    title: edition.title,
    facts: `Phiên bản ${edition.version}, áp dụng ${validText(edition)}`,
    source: edition.source,
    sha256: edition.sha256,
    warnings: edition.coverage?.missing ?? [],
    entries: edition.entries.map((entry) => ({ id: entry.id, text: mainText(entry), note: noteOf.get(entry.id) ?? '', mark: markState(entry.mark), source: entry.source })),
    others: editions.filter(({ version }) => version !== edition.version).map((other) => ({ href: libraryPath(other.library, other.version), text: `${other.version} (${validText(other)})` })),
  };
}

/** Number, date and force of a text: "Số 331/2026/NĐ-CP ngày 19/08/2026. Đang có hiệu lực." */
function basisNote({ basis, force }: LegalBasisOnDay): string {
  const number = basis.number === null ? '' : `Số ${basis.number}`;
  const date = basis.date === null ? '' : `${number === '' ? 'Ngày' : 'ngày'} ${formatDay(basis.date)}`;
  const named = [number, date].filter((part) => part !== '').join(' ');
  return [named, forceWords[force]].filter((part) => part !== '').join('. ');
}

const forceWords: Record<LegalBasisOnDay['force'], string> = {
  'in-force': 'Đang có hiệu lực',
  'not-yet': 'Chưa có hiệu lực',
  lapsed: 'Đã hết hiệu lực',
  unknown: 'Chưa xác định hiệu lực',
};
