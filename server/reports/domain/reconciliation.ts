import { foldText } from '../../kernel/text.js';

/** How a published package stands against the register of contracts. */
export const findings = ['matched', 'differs', 'missing', 'excused', 'not-due', 'unplaced'] as const;
export type Finding = (typeof findings)[number];

/** In what a package and its contract may differ. */
export const differences = ['name', 'value', 'agency', 'revision'] as const;
export type Difference = (typeof differences)[number];

/** What the network says of a package, as far as its list tells. */
export const packageStatuses = ['awarded', 'cancelled', 'open', 'evaluating', 'failed'] as const;
export type PublishedStatus = (typeof packageStatuses)[number];

/** Why a package has no contract in the register. */
export const excuses = ['not-it-service', 'called-off', 'no-contractor', 'not-signed-yet', 'other-agency', 'other'] as const;
export type Excuse = (typeof excuses)[number];

export interface PackageSide {
  readonly code: string;
  readonly name: string;
  readonly agencyId: string | null;
  readonly status: PublishedStatus | null;
  /** Đồng; null where the list has no amounts. */
  readonly value: bigint | null;
}

export interface ContractSide {
  readonly code: string | null;
  readonly name: string;
  /** The agency that has the contract, and the one that entered it first. */
  readonly agencyIds: readonly string[];
  /** Đồng; null where the contract has none yet, or the reader may not see it. */
  readonly value: bigint | null;
}

const WITHOUT_RESULT: readonly (PublishedStatus | null)[] = ['cancelled', 'open', 'evaluating', 'failed'];
/** A shorter name inside a longer one only counts when it says something. */
const TELLING_LENGTH = 15;

/**
 * How a package stands: `contract` is the one matched by hand, else the one that names the same package; `excused` when somebody gave a reason.
 * A contract counts before a reason: what was said to be missing and came after all is shown as there.
 */
export function findingOf(published: PackageSide, contract: ContractSide | undefined, excused: boolean): Finding {
  if (contract !== undefined) return differencesOf(published, contract).length === 0 ? 'matched' : 'differs';
  if (excused) return 'excused';
  if (published.agencyId === null) return 'unplaced';
  return WITHOUT_RESULT.includes(published.status) ? 'not-due' : 'missing';
}

/** In what a package and its contract differ; what one of the two does not say is no difference. */
export function differencesOf(published: PackageSide, contract: ContractSide): Difference[] {
  const revision = revisionOf(contract.code ?? '');
  const differs: Readonly<Record<Difference, boolean>> = {
    name: !sameName(published.name, contract.name),
    // A contract may well be cheaper than its package was put out for; one that is dearer needs a look.
    value: published.value !== null && contract.value !== null && contract.value > published.value,
    agency: published.agencyId !== null && !contract.agencyIds.includes(published.agencyId),
    revision: revision !== undefined && revision !== (revisionOf(published.code) ?? 0),
  };
  return differences.filter((difference) => differs[difference]);
}

/** The revision of a package code: 1 for 'IB2300167606-01'; undefined where the code does not say. */
export function revisionOf(code: string): number | undefined {
  const digits = /-(\d{2})$/.exec(code)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Whether two names mean the same package: equal but for spelling, or one is part of the other. */
export function sameName(one: string, other: string): boolean {
  const [shorter = '', longer = ''] = [comparableName(one), comparableName(other)].toSorted((a, b) => a.length - b.length);
  return shorter === longer || (shorter.length >= TELLING_LENGTH && longer.includes(shorter));
}

/** What counts of a name: letters and digits without diacritics, without the number of the package within its plan ("Gói thầu số 4: …"). */
export function comparableName(name: string): string {
  const words = foldText(name.normalize('NFC')).replaceAll(/[^a-z0-9]+/g, ' ').trim();
  return words.replace(/^(goi( thau)?( so)? [0-9]+|goi thau)( |$)/, '').trim();
}
