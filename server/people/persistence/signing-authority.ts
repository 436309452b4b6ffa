import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Transaction } from '../../platform/database/transactions.js';
import { chooseCapacity, type ActingCapacity } from '../domain/capacity.js';
import type { DelegableArea } from '../domain/role.js';

/** Who would sign, and in what capacity: what a record prints over the name (NĐ 30/2020 Điều 13). */
export interface SigningAuthority {
  readonly capacity: ActingCapacity;
  readonly fullName: string;
  readonly post: string;
  /** The post of the head who delegated; the own post of a head. */
  readonly headPost: string;
}

interface AuthorityRow {
  readonly capacity: 'own' | 'KT' | 'TUQ';
  readonly delegation_id: string | null;
  readonly areas: readonly string[] | null;
  readonly full_name: string;
  readonly post: string;
  readonly head_post: string | null;
}

/** By what authority a person would sign for an agency on a day. @returns undefined when they hold none for the area */
export async function selectSigningAuthority(
  tx: Transaction,
  signing: { readonly personId: string; readonly agencyId: string; readonly area: DelegableArea; readonly onDay: CalendarDay },
): Promise<SigningAuthority | undefined> {
  const rows = await tx.query<AuthorityRow>(
    `SELECT held.capacity, held.delegation_id, held.areas, p.full_name, p.post, head.post AS head_post
       FROM head_authority($1, $2, $3) held JOIN person_name p ON p.id = $1
       LEFT JOIN delegation d ON d.id = held.delegation_id LEFT JOIN person_name head ON head.id = d.head_id`,
    [signing.personId, signing.agencyId, signing.onDay],
  );
  const capacity = chooseCapacity(rows.map((row) => ({ capacity: row.capacity, delegationId: row.delegation_id ?? undefined, areas: row.areas ?? undefined })), signing.area);
  const row = rows.find((held) => held.capacity === capacity?.capacity && (held.delegation_id ?? undefined) === capacity.delegationId);
  if (capacity === undefined || row === undefined) return undefined;
  return { capacity, fullName: row.full_name, post: row.post, headPost: row.head_post ?? row.post };
}
