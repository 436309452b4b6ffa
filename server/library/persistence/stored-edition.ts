import Joi from 'joi';
import { canonicalBytes, sha256 } from '../../kernel/canonical.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { editionId, laterFirst, type LibraryEdition, type LibraryEditions, type YearCoverage } from '../domain/edition.js';
import type { LibraryEntries, LibraryName } from '../domain/libraries.js';
import { entrySchemas } from './schemas/index.js';
import { day, dayOrNull, flag, text, texts, whole } from './schemas/parts.js';

/** A version as a file and the tables hold it: the envelope is checked, the entries are still as written. */
export interface StoredEdition {
  readonly library: string;
  readonly version: string;
  readonly validFrom: CalendarDay;
  readonly validTo: CalendarDay | null;
  readonly title: string;
  readonly source: string;
  readonly coverage: YearCoverage | null;
  readonly entries: readonly StoredEntry[];
}

/** An entry as written: its id and mark are checked, its other fields wait for the schema of its library. */
export type StoredEntry = Readonly<Record<string, unknown>> & { readonly id: string; readonly mark: string };

/** A library file or row does not say what it should; the message names where. */
export class LibraryDefect extends Error {
  constructor(where: string, what: string) {
    super(`${where}: ${what}`);
    this.name = 'LibraryDefect';
  }
}

const storedEdition = Joi.object<StoredEdition>({
  library: text,
  version: Joi.string().pattern(/^\d{4}(-\d{1,2}){1,2}$/u).required(),
  validFrom: day,
  validTo: dayOrNull.optional().default(null),
  title: text,
  source: text,
  coverage: Joi.object<YearCoverage>({ year: whole, complete: flag, missing: texts }).allow(null).default(null),
  entries: Joi.array()
    .items(Joi.object({ id: text, mark: text }).unknown())
    .unique('id')
    .min(1)
    .required(),
});

/**
 * Checks the envelope of a version.
 * @param where names file or row in the error
 * @throws LibraryDefect
 */
export function parseStoredEdition(raw: unknown, where: string): StoredEdition {
  const result: Joi.ValidationResult<StoredEdition> = storedEdition.validate(raw, { convert: false });
  if (result.error !== undefined) {
    throw new LibraryDefect(where, result.error.message);
  }
  const { value } = result;
  if (value.validTo !== null && value.validTo < value.validFrom) {
    throw new LibraryDefect(where, 'validTo lies before validFrom');
  }
  if ((value.library === 'working-calendar') !== (value.coverage !== null)) {
    throw new LibraryDefect(where, 'coverage belongs to working calendars, and to each of them');
  }
  return value;
}

/** The hash of everything a version says; comments and layout of the file do not count. */
export function hashOf(edition: StoredEdition): string {
  const { library, version, validFrom, validTo, title, source, coverage, entries } = edition;
  return sha256(canonicalBytes({ library, version, validFrom, validTo, title, source, coverage, entries }));
}

/**
 * Checks every entry against the schema of its library and sorts the versions, newest first.
 * @throws LibraryDefect for an entry that does not fit, an unknown library or a version that comes twice
 */
export function parseEditions(stored: readonly StoredEdition[]): LibraryEditions {
  const known = new Set<string>(Object.keys(entrySchemas));
  for (const { library, version } of stored) {
    if (!known.has(library)) {
      throw new LibraryDefect(editionId(library, version), 'no library of this name');
    }
  }
  const read = <Name extends LibraryName>(name: Name): readonly LibraryEdition<Name>[] => editionsOf(name, stored);
  return {
    'legal-bases': read('legal-bases'),
    'record-kinds': read('record-kinds'),
    'working-calendar': read('working-calendar'),
    'security-levels': read('security-levels'),
    'data-kinds': read('data-kinds'),
    'service-states': read('service-states'),
    'inspection-cycles': read('inspection-cycles'),
    'access-terms': read('access-terms'),
    'account-kinds': read('account-kinds'),
    'service-kinds': read('service-kinds'),
    'fund-sources': read('fund-sources'),
    'operator-kinds': read('operator-kinds'),
    'hire-permission': read('hire-permission'),
    'security-spending-marks': read('security-spending-marks'),
    'risk-groups': read('risk-groups'),
    'risk-criteria': read('risk-criteria'),
    'risk-scoring': read('risk-scoring'),
    gates: read('gates'),
    'mandatory-clauses': read('mandatory-clauses'),
    'standard-annex': read('standard-annex'),
    'handover-items': read('handover-items'),
    'violation-signs': read('violation-signs'),
    'violation-levels': read('violation-levels'),
    'incident-levels': read('incident-levels'),
    'incident-kinds': read('incident-kinds'),
    clocks: read('clocks'),
    periods: read('periods'),
  };
}

function editionsOf<Name extends LibraryName>(name: Name, stored: readonly StoredEdition[]): readonly LibraryEdition<Name>[] {
  const editions = stored
    .filter((edition) => edition.library === name)
    .map((edition): LibraryEdition<Name> => ({
      id: editionId(name, edition.version),
      library: name,
      version: edition.version,
      validFrom: edition.validFrom,
      validTo: edition.validTo,
      title: edition.title,
      source: edition.source,
      coverage: edition.coverage,
      sha256: hashOf(edition),
      entries: edition.entries.map((entry) => parseEntry(name, entry, editionId(name, edition.version))),
    }))
    .toSorted(laterFirst);
  if (new Set(editions.map((edition) => edition.id)).size < editions.length) {
    throw new LibraryDefect(name, 'a version comes twice');
  }
  return editions;
}

function parseEntry<Name extends LibraryName>(name: Name, raw: StoredEntry, where: string): LibraryEntries[Name] {
  const schema: Joi.Schema<LibraryEntries[Name]> = entrySchemas[name];
  const result = schema.validate(raw, { convert: false });
  if (result.error !== undefined) {
    throw new LibraryDefect(`${where}#${raw.id}`, result.error.message);
  }
  return result.value;
}
