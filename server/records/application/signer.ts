import { today } from '../../kernel/calendar-day.js';
import { Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { readSigningAuthority, type Capacity, type DelegableArea } from '../../people/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { RecordSignature } from '../domain/record-model.js';
import { postOverSignature } from '../domain/wording.js';

/** Who is to sign a record for its agency, by what authority, and what stands over the name. */
export interface RecordSigner {
  readonly personId: string;
  readonly area: DelegableArea;
  readonly capacity: Capacity;
  readonly delegationId: string | undefined;
  /** For the model's `signatures`. */
  readonly signature: RecordSignature;
  /** For the model's `authority` (decisions): the head's office, whoever signs. Put the agency's name behind it with authorityOf. */
  readonly headPost: string;
}

/**
 * The signer with the lines of NĐ 30/2020 Điều 13 and Phụ lục I, mục II.7: the own office, "KT." over a deputy's, "TUQ." over an authorised officer's, and "TM."
 * with `onBehalfOf` ("Ủy ban nhân dân") above them.
 * @throws Refused 'record-signer-lacks-authority' when the person holds no authority for the area at this agency today
 */
export async function readSigner(
  tx: Transaction,
  wanted: { readonly agencyId: string; readonly personId: string; readonly area: DelegableArea; readonly onBehalfOf?: string },
): Promise<RecordSigner> {
  const held = await readSigningAuthority(tx, { ...wanted, onDay: today({ now: () => tx.at }) });
  if (held === undefined) throw new Refused(refuse('record-signer-lacks-authority', { clause: 'internal' }));
  const { capacity, delegationId } = held.capacity;
  const head = postOverSignature(held.headPost);
  const own = postOverSignature(held.post);
  const lines = capacity === 'own' ? [own] : [`${capacity}. ${head}`, own];
  const council = wanted.onBehalfOf === undefined ? [] : [`TM. ${wanted.onBehalfOf}`];
  return { personId: wanted.personId, area: wanted.area, capacity, delegationId, headPost: held.headPost, signature: { lines: [...council, ...lines], name: held.fullName } };
}
