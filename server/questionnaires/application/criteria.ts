import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Library, RiskCriterion, RiskGroup } from '../../library/index.js';
import { applicableCriteria } from '../../risk-assessments/index.js';
import { hireBasis } from '../persistence/hire-facts.js';
import type { CriteriaOf } from './ports.js';

/** Days for which a link is good unless the officer says otherwise and the library gives no period 'questionnaire-link'. */
const LINK_DAYS = 14;

/** The criteria that apply to a contract, in the version its assessment was begun with or that holds today. */
export function createCriteriaOf(library: () => Library, today: () => CalendarDay): CriteriaOf {
  return async (source, contractId) => {
    const basis = await hireBasis(source, contractId);
    const edition = basis.criteriaEdition === null ? library().libraryOn('risk-criteria', today()) : library().edition('risk-criteria', versionIn(basis.criteriaEdition));
    // The vendor is asked about all that applies; the short path only lets the agency score fewer.
    const criteria = applicableCriteria({ criteria: edition.entries }, basis, false).map(({ id }) => id);
    return { assessmentId: basis.assessmentId, edition: edition.id, criteria };
  };
}

/** One group of a sheet with what is asked in it, in the library's order. */
export interface AskedGroup extends Pick<RiskGroup, 'id' | 'label'> {
  readonly criteria: readonly RiskCriterion[];
}

/** The groups of what is asked, as the version that was sent has them. @throws MissingEdition when that version is not loaded */
export function askedGroups(library: Library, sheet: { readonly criteriaEdition: string; readonly criteria: readonly string[] }, today: CalendarDay): AskedGroup[] {
  const criteria = library.edition('risk-criteria', versionIn(sheet.criteriaEdition)).entries.filter(({ id }) => sheet.criteria.includes(id));
  const labels = new Map(library.libraryOn('risk-groups', today).entries.map(({ id, label }) => [id, label]));
  const groups = [...new Set(criteria.map(({ group }) => group))];
  return groups.map((id) => ({ id, label: labels.get(id) ?? id, criteria: criteria.filter(({ group }) => group === id) }));
}

/** Every criterion of every loaded version: the fields that a form may bring. */
export function everyCriterion(library: Library): string[] {
  return [...new Set(library.editions('risk-criteria').flatMap(({ entries }) => entries.map(({ id }) => id)))];
}

/** How long a link is good unless the officer says otherwise, in days. */
export function linkDays(library: Library, today: CalendarDay): number {
  const length = library.entryOn('periods', 'questionnaire-link', today)?.length;
  return length?.unit === 'day' ? length.amount : LINK_DAYS;
}

function versionIn(edition: string): string {
  return edition.slice(edition.indexOf('@') + 1);
}
