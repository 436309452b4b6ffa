import { randomUUID } from 'node:crypto';
import { recordEvent, type EventFact } from '../../audit-trail/index.js';
import { partyMatcher } from '../../imports/index.js';
import { readAgencyChoices } from '../../people/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { Conflict, Forbidden, InvalidInput, NotFound } from '../../kernel/errors.js';
import { buildAbility, may, type Ability } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import type { RegisterResult, RegisterView } from '../../platform/database/register-query.js';
import type { RegisterSource } from '../../platform/database/register-stream.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { EvidenceStore } from '../../platform/evidence-store/index.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import type { Excuse } from '../domain/reconciliation.js';
import {
  contractForConclusion, insertConclusion, insertList, lockPackage, placePackage, selectKnownAgencies, selectLists, streamLists,
  type KnownAgency, type NewPackage, type PackageRow, type PublishedListRow,
} from '../persistence/published-lists.js';
import {
  selectCandidates, selectFindings, selectPackage, selectUncovered, streamFindings, streamUncovered,
  type ContractCandidate, type FindingRow, type ListPage, type PackageDetail, type UncoveredRow,
} from '../persistence/read-reconciliation.js';
import { readPackageList } from './read-package-list.js';

export type { ConclusionRow, ContractCandidate, FindingRow, ListHead, ListPage, PackageDetail, UncoveredRow } from '../persistence/read-reconciliation.js';
export type { PublishedListRow } from '../persistence/published-lists.js';

/** What this room needs from the rest of the product. */
export interface ReportNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly evidence: EvidenceStore;
  readonly rolesThatMay: (action: string, subject: string) => readonly string[];
}

export interface PublishCommand {
  readonly source: string;
  readonly fromOn: CalendarDay;
  readonly toOn: CalendarDay;
  readonly file: StoredFile | undefined;
}

export type ConcludeCommand = { readonly follows: string | null; readonly note: string } & (
  | { readonly outcome: 'matched'; readonly contractId: string }
  | { readonly outcome: 'excused'; readonly reason: Excuse }
  | { readonly outcome: 'withdrawn' }
);

/** Published lists against the register: what pages read, and the three acts. */
export function createReconciliation({ reader, work, evidence, rolesThatMay }: ReportNeeds) {
  const orNotFound = <T>(found: T | undefined): T => {
    if (found === undefined) throw new NotFound('published list');
    return found;
  };

  return {
    lists: (principal: Principal, view: RegisterView): Promise<RegisterResult<PublishedListRow>> => selectLists(reader, principal.ability, view),
    listRows: (principal: Principal, view: RegisterView): RegisterSource<PublishedListRow> => streamLists(reader, principal.ability, view),
    /** @throws NotFound when there is no such list that this person may read */
    findings: async (principal: Principal, id: string, view: RegisterView): Promise<ListPage<FindingRow>> => orNotFound(await selectFindings(reader, packageAbility(principal), id, view)),
    findingRows: (principal: Principal, id: string, view: RegisterView): RegisterSource<FindingRow> => streamFindings(reader, packageAbility(principal), id, view),
    /** @throws NotFound when there is no such list that this person may read */
    uncovered: async (principal: Principal, id: string, view: RegisterView): Promise<ListPage<UncoveredRow>> => orNotFound(await selectUncovered(reader, packageAbility(principal), id, view)),
    uncoveredRows: (principal: Principal, id: string, view: RegisterView): RegisterSource<UncoveredRow> => streamUncovered(reader, packageAbility(principal), id, view),
    /** @throws NotFound when there is no such package that this person may read */
    package: async (principal: Principal, id: string): Promise<PackageDetail> => orNotFound(await selectPackage(reader, packageAbility(principal), id)),
    agencies: () => readAgencyChoices(reader),
    candidates: (principal: Principal, agencyId: string, name: string): Promise<ContractCandidate[]> => selectCandidates(reader, principal.ability, agencyId, name),

    /**
     * Brings a list in for the agency that the person acts for.
     * @throws InvalidInput 'file-missing', 'already-there' or what {@link readPackageList} found wrong (file); Forbidden
     */
    async publish(context: ActContext, principal: Principal, command: PublishCommand): Promise<{ readonly id: string; readonly packages: number; readonly unread: number; readonly unplaced: number }> {
      const agencyId = principal.agency?.id;
      if (agencyId === undefined || !may(principal.ability, 'publish', 'PublishedList', { agencyId, beneficiaryIds: [] })) {
        throw new Forbidden({ action: 'publish', neededRoles: [...rolesThatMay('publish', 'PublishedList')] });
      }
      const { file } = command;
      if (file === undefined) throw new InvalidInput({ file: 'file-missing' });
      const read = await readPackageList(evidence, file.sha256);
      if (!read.ok) throw new InvalidInput({ file: read.reason });
      const agencyOf = placing(await selectKnownAgencies(reader));
      const packages = read.packages.map((one): NewPackage => ({ ...one, agencyId: agencyOf(one.invitingBody, one.place) }));
      const id = randomUUID();
      const unplaced = packages.filter((one) => one.agencyId === null).length;
      await work.run(context, async (tx) => {
        await insertList(
          tx,
          {
            id, agencyId, source: command.source, fromOn: command.fromOn, toOn: command.toOn, fileName: file.name, fileSha256: file.sha256,
            sheetName: read.sheetName, unread: read.unread, publishedBy: principal.userId,
          },
          packages,
        );
        await recordEvent(tx, {
          type: 'published-list.brought-in',
          agencyId,
          subjects: [{ kind: 'published-list', id }],
          facts: { source: command.source, from: command.fromOn, to: command.toOn, sha256: file.sha256, packages: packages.length, unread: read.unread.length, unplaced },
        });
      });
      return { id, packages: packages.length, unread: read.unread.length, unplaced };
    },

    /** Says whose a package is that no agency was found for. @throws NotFound, Forbidden, Conflict */
    place: (context: ActContext, principal: Principal, id: string, agencyId: string): Promise<void> =>
      work.run(context, async (tx) => {
        const found = await readable(tx, principal, id);
        requirePlace(principal, found);
        if (!(await placePackage(tx, id, agencyId))) throw new Conflict({ subject: 'published-package', id });
        await recordEvent(tx, packageEvent('published-package.placed', found, agencyId, { agency: agencyId }));
      }),

    /** Says what became of a package. @throws NotFound, Forbidden, Conflict when somebody concluded meanwhile, InvalidInput 'unknown' (contract) */
    conclude: (context: ActContext, principal: Principal, id: string, command: ConcludeCommand): Promise<void> =>
      work.run(context, async (tx) => {
        const found = await readable(tx, principal, id);
        const agencyId = found.agency_id;
        if (agencyId === null || !may(principal.ability, 'conclude', 'PublishedPackage', { agencyId, unplacedFor: null })) {
          throw new Forbidden({ action: 'conclude', neededRoles: [...rolesThatMay('conclude', 'PublishedPackage')] });
        }
        if (found.concluded !== command.follows) throw new Conflict({ subject: 'published-package', id });
        const contractId = command.outcome === 'matched' ? command.contractId : null;
        if (contractId !== null) await requireContract(tx, principal, contractId, agencyId);
        const reason = command.outcome === 'excused' ? command.reason : null;
        await insertConclusion(tx, { root: found.root, agencyId, follows: command.follows, outcome: command.outcome, contractId, reason, note: command.note, concludedBy: principal.userId });
        const event = packageEvent('published-package.concluded', found, agencyId, { outcome: command.outcome, reason, note: command.note, contract: contractId });
        await recordEvent(tx, contractId === null ? event : { ...event, subjects: [...event.subjects, { kind: 'contract', id: contractId }] });
      }),

    /** Whether this person may say whose a package is. */
    mayPlace: (principal: Principal, one: Pick<PackageRow, 'agency_id' | 'unplaced_for'>): boolean => one.agency_id === null && mayPlace(principal, one),
    mayConclude: (principal: Principal, one: Pick<PackageRow, 'agency_id'>): boolean =>
      one.agency_id !== null && may(principal.ability, 'conclude', 'PublishedPackage', { agencyId: one.agency_id, unplacedFor: null }),
  };

  async function readable(tx: Transaction, principal: Principal, id: string): Promise<PackageRow> {
    const found = await lockPackage(tx, id);
    if (found === undefined || !may(packageAbility(principal), 'read', 'PublishedPackage', { agencyId: found.agency_id, unplacedFor: found.unplaced_for })) throw new NotFound('published package');
    return found;
  }

  function requirePlace(principal: Principal, found: PackageRow): void {
    if (found.agency_id === null && !mayPlace(principal, found)) throw new Forbidden({ action: 'place', neededRoles: [...rolesThatMay('place', 'PublishedPackage')] });
  }
}

export type Reconciliation = ReturnType<typeof createReconciliation>;

/** What the role lets somebody read, and beside it the packages of their own lists that no agency was found for. */
function packageAbility(principal: Principal): Ability {
  return buildAbility([...principal.ability.rules, { action: 'read', subject: 'PublishedPackage', conditions: { unplacedFor: principal.userId } }]);
}

function mayPlace(principal: Principal, one: Pick<PackageRow, 'unplaced_for'>): boolean {
  return one.unplaced_for === principal.userId || may(principal.ability, 'place', 'PublishedPackage', { agencyId: null, unplacedFor: one.unplaced_for });
}

async function requireContract(tx: Transaction, principal: Principal, id: string, agencyId: string): Promise<void> {
  const contract = await contractForConclusion(tx, id);
  const known = contract !== undefined && may(principal.ability, 'read', 'Contract', { agencyId: contract.agency_id, beneficiaryIds: [...contract.beneficiary_ids] });
  if (!known || contract.phase === 'cancelled' || ![contract.agency_id, contract.origin_agency_id].includes(agencyId)) throw new InvalidInput({ contract: 'unknown' });
}

function packageEvent(type: string, found: PackageRow, agencyId: string, facts: Readonly<Record<string, EventFact>>) {
  return {
    type,
    agencyId,
    subjects: [{ kind: 'published-package', id: found.id }, { kind: 'published-list', id: found.list_id }],
    facts: { code: found.code, ...facts },
  };
}

/** Finds the agency that an inviting body names, exactly by one of its names; one that has ended stands for whoever took over. */
function placing(agencies: readonly KnownAgency[]): (invitingBody: string, place: string | undefined) => string | null {
  const matcher = partyMatcher(
    'agency',
    agencies.map(({ id, name, codes, short_names: shortNames, former_names: formerNames }) => ({ id, name, codes, shortNames, formerNames })),
  );
  const successors = new Map(agencies.flatMap(({ id, successor_id: successor }) => (successor === null ? [] : [[id, successor] as const])));
  const living = (id: string, steps = 0): string => {
    const successor = successors.get(id);
    return successor === undefined || steps > 10 ? id : living(successor, steps + 1);
  };
  return (invitingBody, place) => {
    const match = matcher.match(invitingBody, place === undefined ? {} : { place });
    return match.kind === 'exact' ? living(match.id) : null;
  };
}
