import type { LegalBasisOnDay, RecordKind } from '../../library/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { RecordBasis } from './record-model.js';
import { longDay } from './wording.js';

/** The unit of the agency that drafts, where the symbol or the filing names it. */
export interface DraftingUnit {
  readonly name: string;
  readonly symbol: string;
}

/**
 * What follows the number of a record (NĐ 30/2020, Phụ lục III; the abbreviations of agencies are fixed by their heads): the pattern of the kind with CQ as
 * the agency's own symbol, ĐV and ĐVST as that of the drafting unit. Without a unit the agency stands in its place, or the part is left out.
 * @returns null for kinds that bear no number of the agency
 */
export function symbolFor(kind: RecordKind, agencySymbol: string, unit: DraftingUnit | undefined): string | null {
  const pattern = kind.symbolPattern;
  if (pattern === null || pattern.includes('…')) return null;
  const drafted = unit === undefined ? pattern.replace('-ĐVST', '').replace('ĐV', 'CQ') : pattern.replace('ĐVST', unit.symbol).replace('ĐV', unit.symbol);
  return drafted.replace(/^\//, '').replace('CQ', agencySymbol);
}

/** The regulation as the setting says it; not issued, no record can rest on it. */
export type RegulationSetting = { readonly issued: false } | { readonly issued: true; readonly number: string; readonly date: CalendarDay };

export interface BasisSources {
  /** The registry as it stands on the record's day. */
  readonly registry: readonly LegalBasisOnDay[];
  readonly regulation: RegulationSetting;
  /** The line of the contract, where the subject has one: "Căn cứ Hợp đồng số … ngày … giữa … và …". */
  readonly contractLine: string | undefined;
}

const REGULATION = 'quy-che';
const CONTRACT = 'hop-dong';

/**
 * The căn cứ lines of a record, without their last sign: those of its kind unless the model names its own. A text that is not in force on that day, or that nobody
 * read, is left out (domain reference 0.3: the registry of that very day); so is the regulation as long as it is not issued.
 */
export function basisLines(wanted: readonly RecordBasis[], { registry, regulation, contractLine }: BasisSources): string[] {
  return wanted.flatMap((basis) => {
    if ('text' in basis) return [withoutLastSign(basis.text)];
    if (basis.law === CONTRACT) return contractLine === undefined ? [] : [withoutLastSign(contractLine)];
    const entry = registry.find(({ basis: { id } }) => id === basis.law);
    if (entry === undefined) return [];
    if (basis.law === REGULATION) return regulation.issued ? [regulationLine(regulation, entry.basis.fullName, entry.basis.issuer)] : [];
    return entry.citable && entry.basis.citation !== null ? [withoutLastSign(entry.basis.citation)] : [];
  });
}

function regulationLine(regulation: { readonly number: string; readonly date: CalendarDay }, fullName: string, issuer: string | null): string {
  return `Căn cứ Quyết định số ${regulation.number} ngày ${longDay(regulation.date)} của ${issuer ?? 'Ủy ban nhân dân thành phố Hải Phòng'} ban hành ${fullName}`;
}

function withoutLastSign(line: string): string {
  return line.trim().replace(/[;.]$/, '');
}
