import { formatDay, isCalendarDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { formatMoney } from '../../kernel/money.js';
import { foldText } from '../../kernel/text.js';
import {
  changeListedContracts, contractsOfLists, importContracts, listedChanges, mayChangeFromList, mayEnterFromList, mayRegisterContractOf, missingOf,
  type AgencyOfList, type FoundContract, type ListedChange, type ListedContract, type ListedFields,
} from '../../contracts/index.js';
import type { Effect } from '../persistence/effects.js';
import { batchOf, type JudgedBatch, type ListContext, type Settled, type SettledRow } from './list-work.js';
import type { RowJudgement } from './row-judgement.js';

/** What a row says of a contract; a field that says nothing is left out and changes nothing of one that is there. */
export interface ContractDraft {
  readonly row: RowJudgement;
  readonly title: string;
  readonly agencyId: string | undefined;
  readonly given: Partial<ListedFields>;
  readonly systemIds: readonly string[];
  readonly entry: ListedContract['entry'];
  /** Which column of the list says what of a contract. */
  readonly columnOf: Readonly<Partial<Record<keyof ListedFields, string>>>;
}

const nothing: ListedFields = {
  number: null, name: '', packageCode: null, invitingBody: null, vendorId: null, operatorKind: null, operatorName: null, serviceKind: null, scope: null, value: null,
  securityValue: null, fundSource: null, signedOn: null, startsOn: null, endsOn: null,
};

/** Judges contracts of a list, running or planned, against the register and the same policies as by hand. */
export async function judgeContracts(context: ListContext, drafts: readonly ContractDraft[]): Promise<JudgedBatch> {
  const keyed = drafts.flatMap((draft) => (draft.agencyId === undefined ? [] : [{ draft, key: { agencyId: draft.agencyId, number: draft.given.number ?? null, packageCode: draft.given.packageCode ?? null } }]));
  const found = await contractsOfLists.find(context.tx, keyed.map(({ key }) => key));
  const agencies = new Map((await contractsOfLists.agencies(context.tx, [...new Set(keyed.map(({ key }) => key.agencyId))])).map((agency) => [agency.id, agency]));
  const staffed = await context.staffed();
  const places = new Map(keyed.map(({ draft }, place) => [draft, place]));
  const byPlace = groupedByKey(found);
  const rows: SettledRow<ListedContract, ListedChange>[] = drafts.map((draft) => ({
    row: draft.row,
    title: draft.title,
    settled: settle(context, draft, byPlace.get(places.get(draft) ?? -1) ?? [], agencies, staffed),
  }));
  return batchOf(rows, {
    subjectKind: 'contract',
    insert: (contracts) => importContracts(context.tx, context.principal.userId, context.reviewDays, contracts),
    change: (changes) => changeListedContracts(context.tx, changes, context.list.settings['ground'] ?? 'Theo danh sách nhập'),
    before: ({ contract }) => fieldsOf(contract),
  });
}

/** What was found, by the place of its key, each contract once. */
function groupedByKey(found: readonly (FoundContract & { readonly key: number })[]): Map<number, FoundContract[]> {
  const groups = new Map<number, FoundContract[]>();
  for (const contract of found) {
    const others = groups.get(contract.key) ?? [];
    if (others.every(({ id }) => id !== contract.id)) groups.set(contract.key, [...others, contract]);
  }
  return groups;
}

function settle(
  context: ListContext, draft: ContractDraft, found: readonly FoundContract[], agencies: ReadonlyMap<string, AgencyOfList>, staffed: ReadonlySet<string>,
): Settled<ListedContract, ListedChange> {
  const { row, agencyId, given } = draft;
  if (agencyId === undefined || !sayAllItsOwn(context, draft)) return { kind: 'none' };
  if (!mayRegisterContractOf(context.principal, agencyId)) {
    row.fault('agency', 'agency-without-right');
    return { kind: 'none' };
  }
  const [existing, ...others] = found;
  if (existing === undefined) return enter(context, draft, agencyId, agencies.get(agencyId), staffed);
  if (others.length > 0) {
    row.fault('packageCode', 'two-contracts', { number: given.number ?? '', packageCode: given.packageCode ?? '' });
    return { kind: 'none' };
  }
  return change(context, draft, existing, agencies.get(existing.originAgencyId));
}

/** Whether no row before this one says the same contract. */
function sayAllItsOwn(context: ListContext, { row, agencyId = '', given }: ContractDraft): boolean {
  const keys = [
    ...(given.number === undefined || given.number === null ? [] : [{ column: 'number', key: `number ${agencyId} ${foldText(given.number)}` }]),
    ...(given.packageCode === undefined || given.packageCode === null ? [] : [{ column: 'packageCode', key: `package ${agencyId} ${foldText(given.packageCode).replace(/-\d\d$/, '')}` }]),
  ];
  let own = true;
  for (const { column, key } of keys) {
    const first = context.seenBefore(key, row.row.number);
    if (first === undefined) continue;
    row.fault(column, 'same-as-row', { row: String(first) });
    own = false;
  }
  return own;
}

function enter(
  context: ListContext, draft: ContractDraft, agencyId: string, agency: AgencyOfList | undefined, staffed: ReadonlySet<string>,
): Settled<ListedContract, ListedChange> {
  const { row, given, entry } = draft;
  const fields: ListedFields = { ...nothing, ...given };
  for (const name of missingOf({ entry, fields })) row.needed(columnName(draft, name), name === 'vendorId' ? 'vendorTaxCode' : undefined);
  const verdict = mayEnterFromList({ entry, fields }, agency, context.day);
  if (!verdict.allowed) row.fault(columnOfRefusal(draft, verdict.reason), verdict.reason, verdict.facts ?? {});
  if (!row.settled) return { kind: 'none' };
  const responsible = context.list.settings['responsible'] ?? '';
  const responsibleId = staffed.has(agencyId) && responsible !== '' ? responsible : null;
  return { kind: 'new', what: { agencyId, fields, systemIds: draft.systemIds, withoutSystem: false, responsibleId, entry } };
}

function change(context: ListContext, draft: ContractDraft, contract: FoundContract, agency: AgencyOfList | undefined): Settled<ListedContract, ListedChange> {
  const { row, given } = draft;
  if (!mayRegisterContractOf(context.principal, contract.agencyId)) {
    row.fault(null, 'taken-over-by-another-agency');
    return { kind: 'none' };
  }
  // A planned contract is not signed by a list: its gates stand before that.
  if (contract.phase === 'planned' && draft.entry.kind === 'transitional') {
    row.fault(columnName(draft, 'number'), 'planned-already');
    return { kind: 'none' };
  }
  const fields: ListedFields = { ...fieldsOf(contract), ...given };
  const wanted: ListedChange = { contract, fields: contract.phase === 'planned' ? { ...fields, signedOn: null } : fields };
  const changed = listedChanges(wanted);
  if (!row.settled) return { kind: 'none' };
  if (changed.length === 0) return { kind: 'unchanged', id: contract.id };
  const verdict = mayChangeFromList(wanted, agency, context.day);
  if (!verdict.allowed) {
    row.fault(columnOfRefusal(draft, verdict.reason), verdict.reason, verdict.facts ?? {});
    return { kind: 'none' };
  }
  for (const name of changed) row.changes[columnName(draft, name)] = { from: shown(contract[name]), to: row.shownAs(columnName(draft, name)) ?? shown(wanted.fields[name]) };
  return { kind: 'changed', id: contract.id, what: wanted };
}

function columnName({ columnOf }: ContractDraft, field: keyof ListedFields): string {
  return columnOf[field] ?? field;
}

/** Where a refusal is said. */
function columnOfRefusal(draft: ContractDraft, reason: string): string | null {
  const field = refusedFields[reason];
  return field === undefined ? null : columnName(draft, field);
}

const refusedFields: Readonly<Record<string, keyof ListedFields>> = {
  'ends-before-start': 'endsOn',
  'ends-before-signing': 'endsOn',
  'security-above-value': 'securityValue',
  'security-without-value': 'value',
  'signed-in-future': 'signedOn',
  'signed-after-adoption': 'signedOn',
};

function shown(value: string | bigint | null): string {
  if (typeof value === 'bigint') return formatMoney(value);
  return value !== null && isCalendarDay(value) ? formatDay(value) : (value ?? '');
}

function fieldsOf(contract: ListedFields): ListedFields {
  const { number, name, packageCode, invitingBody, vendorId, operatorKind, operatorName, serviceKind, scope, value, securityValue, fundSource, signedOn, startsOn, endsOn } = contract;
  return { number, name, packageCode, invitingBody, vendorId, operatorKind, operatorName, serviceKind, scope, value, securityValue, fundSource, signedOn, startsOn, endsOn };
}

/** Gives contracts back the fields they had before an import changed them. */
export async function restoreContracts({ tx }: Pick<ListContext, 'tx'>, effects: readonly Effect[]): Promise<void> {
  const befores = new Map(effects.flatMap(({ subjectId, before }) => (before === null ? [] : [[subjectId, before] as const])));
  const contracts = await contractsOfLists.lock(tx, [...befores.keys()]);
  await changeListedContracts(tx, contracts.map((contract) => ({ contract, fields: fieldsFrom(befores.get(contract.id) ?? {}) })), 'Hoàn tác lần nhập danh sách');
}

function fieldsFrom(before: NonNullable<Effect['before']>): ListedFields {
  const text = (name: keyof ListedFields): string | null => (typeof before[name] === 'string' ? before[name] : null);
  const amount = (name: keyof ListedFields): bigint | null => (typeof before[name] === 'string' ? BigInt(before[name]) : null);
  const day = (name: keyof ListedFields): CalendarDay | null => {
    const written = text(name);
    return written !== null && isCalendarDay(written) ? written : null;
  };
  return {
    number: text('number'), name: text('name') ?? '', packageCode: text('packageCode'), invitingBody: text('invitingBody'), vendorId: text('vendorId'),
    operatorKind: text('operatorKind'), operatorName: text('operatorName'), serviceKind: text('serviceKind'), scope: text('scope'), value: amount('value'),
    securityValue: amount('securityValue'), fundSource: text('fundSource'), signedOn: day('signedOn'), startsOn: day('startsOn'), endsOn: day('endsOn'),
  };
}

