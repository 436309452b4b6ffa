import { randomUUID } from 'node:crypto';
import { changesBetween, recordEvents } from '../../audit-trail/index.js';
import { today } from '../../kernel/calendar-day.js';
import { Conflict } from '../../kernel/errors.js';
import { allow, refuse, type Verdict } from '../../kernel/refusal.js';
import { may } from '../../platform/authorization/ability.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { transitionalPhases } from '../domain/contract.lifecycle.js';
import { mayEnterAsTransitional, reviewDueOn } from '../domain/entry.js';
import { mayEdit } from '../domain/gate.js';
import { changedTerms, checkTerms } from '../domain/terms.js';
import type { ContractFields } from '../persistence/contracts.js';
import {
  daysOfAgencies, findContracts, insertContracts, lockListedContracts, saveListedContracts, type AgencyOfList, type FoundContract, type ListedFields,
} from '../persistence/listed-contracts.js';
import { contractEvent, factsOf } from './events.js';

export type { AgencyOfList, FoundContract, ListedFields } from '../persistence/listed-contracts.js';

/** A contract of a list, everything that it names found. */
export interface ListedContract {
  readonly agencyId: string;
  readonly fields: ListedFields;
  readonly systemIds: readonly string[];
  readonly withoutSystem: boolean;
  /** Somebody of the agency; null where nobody was named who is. */
  readonly responsibleId: string | null;
  /** How it comes in: as Dự kiến, or running as hợp đồng chuyển tiếp. */
  readonly entry: { readonly kind: 'planned' } | { readonly kind: 'transitional'; readonly phase: (typeof transitionalPhases)[number]; readonly ground: string };
}

/** Whether this person may register contracts of that agency. */
export function mayRegisterContractOf(principal: Principal, agencyId: string): boolean {
  return may(principal.ability, 'register', 'Contract', { agencyId, beneficiaryIds: [] });
}

/** What a running contract of a list cannot be without (the wall signed_contract_is_whole). */
export const neededOfRunning = ['number', 'vendorId', 'operatorKind', 'value', 'signedOn', 'startsOn', 'endsOn'] as const satisfies readonly (keyof ListedFields)[];

/** The names of what a contract of a list still lacks in order to come in as it should. */
export function missingOf({ entry, fields }: Pick<ListedContract, 'entry' | 'fields'>): readonly (keyof ListedFields)[] {
  return entry.kind === 'planned' ? [] : neededOfRunning.filter((name) => fields[name] === null);
}

/** Whether a contract of a list may come in: the same policies as for one that is entered by hand. */
export function mayEnterFromList({ entry, fields }: Pick<ListedContract, 'entry' | 'fields'>, agency: AgencyOfList | undefined, day: ReturnType<typeof today>): Verdict {
  if (agency === undefined || agency.endedOn !== null) return refuse('agency-unknown');
  if (entry.kind === 'transitional' && fields.signedOn !== null) {
    const verdict = mayEnterAsTransitional(fields.signedOn, agency.adoptedOn, day);
    if (!verdict.allowed) return verdict;
  }
  return checkTerms(fields);
}

/** What a list wants of a contract that is there already. */
export interface ListedChange {
  readonly contract: FoundContract;
  /** The whole of what stands there afterwards. */
  readonly fields: ListedFields;
}

/** Whether a list may put a contract right that is there already: the same policies as by hand. */
export function mayChangeFromList({ contract, fields }: ListedChange, agency: AgencyOfList | undefined, day: ReturnType<typeof today>): Verdict {
  const terms = changedTerms(contract, fields).length > 0;
  const verdict = mayEdit(contract, terms);
  if (!verdict.allowed) return verdict;
  if (contract.phase !== 'planned' && contract.entryKind === 'transitional' && fields.signedOn !== contract.signedOn && fields.signedOn !== null) {
    const entering = mayEnterAsTransitional(fields.signedOn, agency?.adoptedOn ?? null, day);
    if (!entering.allowed) return entering;
  }
  if (contract.phase !== 'planned' && neededOfRunning.some((name) => fields[name] === null)) return refuse('terms-by-amendment');
  return terms || fields.signedOn !== contract.signedOn ? checkTerms(fields) : allow;
}

/** The names of the fields that a list would change. */
export function listedChanges({ contract, fields }: ListedChange): readonly (keyof ListedFields)[] {
  return listedNames.filter((name) => contract[name] !== fields[name]);
}

const listedNames = [
  'number', 'name', 'packageCode', 'invitingBody', 'vendorId', 'operatorKind', 'operatorName', 'serviceKind', 'scope', 'value', 'securityValue', 'fundSource',
  'signedOn', 'startsOn', 'endsOn',
] as const satisfies readonly (keyof ListedFields)[];

/**
 * Registers the contracts of a list, set by set and each with its event. Who may do so and whether each may come in was asked before
 * ({@link mayRegisterContractOf}, {@link mayEnterFromList}); the walls of the database ask again.
 * @returns their identifiers, in the order given
 */
export async function importContracts(tx: Transaction, by: string, reviewDays: number, contracts: readonly ListedContract[]): Promise<string[]> {
  const day = today({ now: () => tx.at });
  const rows = contracts.map((contract) => ({ ...rowOf(contract, by, reviewDueOn(day, reviewDays)), id: randomUUID(), systemIds: contract.systemIds }));
  await insertContracts(tx, rows);
  await recordEvents(tx, rows.map((row) => {
    const ties = { id: row.id, agencyId: row.agencyId, vendorId: row.vendorId, systemIds: row.systemIds };
    const facts = {
      ...factsOf(row, { systemIds: row.systemIds, namedBeneficiaryIds: [] }),
      phase: row.phase, transitionGround: row.transitionGround, reviewDueOn: row.reviewDueOn, files: [],
    };
    return contractEvent(row.entryKind === 'new' ? 'contract.registered' : 'contract.entered-as-transitional', ties, facts);
  }));
  return rows.map(({ id }) => id);
}

function rowOf({ agencyId, fields, withoutSystem, responsibleId, entry }: ListedContract, by: string, due: ReturnType<typeof reviewDueOn>): ContractFields {
  const open = { withoutSystem, hireAnswer: null, hireOutcome: null, hireGround: null, responsibleId, cancelGround: null, createdBy: by, agencyId };
  if (entry.kind === 'planned') return { ...fields, ...open, entryKind: 'new', phase: 'planned', signedOn: null, transitionGround: null, reviewDueOn: null };
  return { ...fields, ...open, entryKind: 'transitional', phase: entry.phase, transitionGround: entry.ground, reviewDueOn: due };
}

/**
 * Puts contracts right that a list names, each with its event; those signed as a correction with its ground.
 * @throws Conflict when one of them is no longer what was read
 */
export async function changeListedContracts(tx: Transaction, changes: readonly ListedChange[], ground: string): Promise<void> {
  const saved = await saveListedContracts(tx, changes.map(({ contract, fields }) => ({ id: contract.id, version: contract.version, fields })));
  if (saved !== changes.length) throw new Conflict({ subject: 'contract', id: changes[0]?.contract.id ?? '' });
  await recordEvents(tx, changes.map(({ contract, fields }) => {
    const changed = changesBetween(listedFacts(contract), listedFacts(fields));
    const ties = { id: contract.id, agencyId: contract.agencyId, vendorId: fields.vendorId, systemIds: contract.systemIds };
    return contract.phase === 'planned' ? contractEvent('contract.changed', ties, { changes: changed }) : contractEvent('contract.corrected', ties, { changes: changed, ground });
  }));
}

function listedFacts(fields: ListedFields): Record<string, string | bigint | null> {
  return Object.fromEntries(listedNames.map((name) => [name, fields[name]]));
}

/** Looks for the contracts that a list names, in one statement each. */
export const contractsOfLists = { find: findContracts, lock: lockListedContracts, agencies: daysOfAgencies };
