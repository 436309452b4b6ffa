import { recordEvents, type AuditEvent } from '../../audit-trail/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import { endRunningGrants, lockContractsOf, type EndKind, type EndedLineRow, type GrantsToEnd } from '../persistence/grants.js';
import { accessEvent } from './events.js';

/** Which grants are ended, how, on what ground and by whom. At least one of `contractId` and `grantIds` is given; with both, only grants of that contract. */
export interface EndGrants extends GrantsToEnd {
  readonly kind: EndKind;
  readonly ground: string;
  readonly by: string;
}

/** What somebody lost, or would have got. */
export interface EndedLine {
  readonly lineId: string;
  readonly grantId: string;
  readonly personId: string;
  readonly personName: string;
  readonly accountId: string;
  readonly account: string;
  readonly systemName: string;
}

/** What was ended: grants that were not over, and the accounts that were held under them. */
export interface EndedAccess {
  readonly grants: readonly { readonly id: string; readonly contractId: string; readonly agencyId: string; readonly systemId: string; readonly systemName: string }[];
  readonly lines: readonly EndedLine[];
}

const eventOf = { revoked: 'access.revoked', suspended: 'access.revoked', returned: 'access.returned-early' } as const;

/**
 * Ends grants at once, whatever their number: one statement for all of them, and one audit event for each contract that names every grant (điểm b khoản 3 Điều 6).
 * What is over already stays as it is. From the same moment on nobody holds an account under them; each account is then closed with proof. The caller has asked
 * who may, and its route declares 'access.revoked' ('access.returned-early' where they are returned).
 */
export async function endGrants(tx: Transaction, end: EndGrants): Promise<EndedAccess> {
  await lockContractsOf(tx, end);
  const rows = await endRunningGrants(tx, end, end);
  if (rows.length > 0) await recordEvents(tx, eventsOf(rows, end));
  return endedAccess(rows);
}

function endedAccess(rows: readonly EndedLineRow[]): EndedAccess {
  const grants = new Map(rows.map(({ grantId, contractId, agencyId, systemId, systemName }) => [grantId, { id: grantId, contractId, agencyId, systemId, systemName }]));
  return { grants: [...grants.values()], lines: rows.flatMap((row) => lineOf(row)) };
}

function lineOf({ lineId, grantId, personId, personName, accountId, account, systemName }: EndedLineRow): EndedLine[] {
  if (lineId === null || personId === null || personName === null || accountId === null || account === null) return [];
  return [{ lineId, grantId, personId, personName, accountId, account, systemName }];
}

/** One event a contract; the names of people stand beside what is hashed. */
function eventsOf(rows: readonly EndedLineRow[], end: EndGrants): AuditEvent[] {
  const byContract = Map.groupBy(rows, ({ contractId }) => contractId);
  return [...byContract.values()].flatMap((ofContract) => {
    const [first] = ofContract;
    if (first === undefined) return [];
    const { grants, lines } = endedAccess(ofContract);
    const systems = new Map(grants.map(({ systemId, systemName }) => [systemId, systemName]));
    const event = accessEvent(
      eventOf[end.kind],
      { ...first, grantIds: grants.map(({ id }) => id) },
      {
        kind: end.kind, ground: end.ground, grants: grants.length, people: new Set(lines.map(({ personId }) => personId)).size, systems: [...systems.values()],
        accounts: lines.map(({ personId, accountId, account }) => ({ personId, accountId, account })),
      },
      Object.fromEntries(lines.map(({ personId, personName }) => [personId, personName])),
    );
    const others = [...systems.keys()].filter((id) => id !== first.systemId).map((id) => ({ kind: 'system', id }));
    return [{ ...event, subjects: [...event.subjects, ...others] }];
  });
}
