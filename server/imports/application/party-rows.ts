import { may } from '../../platform/authorization/ability.js';
import type { OfferedAnswer } from '../persistence/questions.js';
import type { ListContext } from './list-work.js';
import type { PartyOffer, RowJudgement } from './row-judgement.js';

/** Whom the names in a row mean: agencies, vendors, systems. A near match is asked about, once for each different name. */

/** The agencies for which this person may bring such a list in: those they act at. */
function ownAgencies(context: ListContext): OfferedAnswer[] {
  return context.principal.agencies.filter(({ id }) => mayBringInto(context, id)).map(({ id, name }) => ({ value: id, label: name, hint: 'own-agency' }));
}

function mayBringInto({ principal, list }: ListContext, agencyId: string): boolean {
  return may(principal.ability, `bring-in-${list.kind}`, 'Import', { agencyId });
}

/**
 * The agency that a column names: the list's own where it names none. Of another agency, nothing but that it is another is said.
 * @returns undefined while it is asked, or when there is none that this person may bring a list into
 */
export async function agencyOf(context: ListContext, row: RowJudgement, column: string, place?: string): Promise<string | undefined> {
  const named = row.text(column);
  if (named === null) return context.list.agencyId;
  const { matcher, byId } = await context.agencies();
  const offer: PartyOffer = { kind: 'agency', mayBe: (id) => mayBringInto(context, id), others: ownAgencies(context), unknown: 'agency-unknown' };
  const id = row.party(column, named, matcher.match(named, place === undefined ? {} : { place }), offer);
  if (id === undefined) return undefined;
  if (!mayBringInto(context, id)) {
    row.fault(column, 'agency-without-right', { source: named });
    return undefined;
  }
  row.show(column, foundAs(named, byId.get(id)?.name));
  return id;
}

/**
 * The vendor that a row names: by tax code or by name. A tax code settles it unless the name is nowhere near its vendor's: then one of the two is wrong, and
 * which is asked. Undefined where none is named, or it must be asked or put right.
 */
export async function vendorOf(context: ListContext, row: RowJudgement): Promise<string | undefined> {
  const code = row.value('vendorTaxCode', 'tax-code')?.code;
  const name = row.text('vendor');
  const { matcher, byCode, byId } = await context.vendors();
  if (code !== undefined) {
    const vendor = byCode.get(code);
    if (vendor === undefined) {
      row.fault('vendorTaxCode', 'vendor-not-registered', { source: code });
      return undefined;
    }
    if (name !== null && namesAnother(matcher.match(name), vendor.id)) {
      const told = { source: name, code, name: vendor.name };
      const chosen = row.ask('vendor', `${name} (${code})`, 'vendor-named-otherwise', [{ value: vendor.id, label: vendor.name, hint: 'by-tax-code' }], told);
      if (chosen === undefined) return undefined;
      row.remark('vendor', 'vendor-by-tax-code', told);
    }
    row.show('vendor', foundAs(name ?? vendor.name, vendor.name));
    return vendor.id;
  }
  if (name === null) return undefined;
  const id = row.party('vendor', name, matcher.match(name), { kind: 'vendor', mayBe: () => true, others: [], unknown: 'vendor-unknown' });
  if (id !== undefined) row.show('vendor', foundAs(name, byId.get(id)?.name));
  return id;
}

/** A name as the list writes it and, where it is another, whom it was found to mean. */
function foundAs(named: string, found: string | undefined): string {
  return found === undefined || found === named ? named : `${named} → ${found}`;
}

function namesAnother(match: ReturnType<Awaited<ReturnType<ListContext['vendors']>>['matcher']['match']>, id: string): boolean {
  if (match.kind === 'exact') return match.id !== id;
  return match.kind === 'unknown' || match.proposals.every((proposal) => proposal.id !== id);
}

/** The system that a text names, among those this person may do `action` to. */
export async function systemOf(context: ListContext, row: RowJudgement, column: string, named: string, action: 'read' | 'manage-data'): Promise<string | undefined> {
  const { matcher } = await context.systems(action);
  return row.party(column, named, matcher.match(named), { kind: 'system', mayBe: () => true, others: [], unknown: 'system-unknown' });
}
