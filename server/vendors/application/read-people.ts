import { readHistory, type PastEvent } from '../../audit-trail/index.js';
import { today, type CalendarDay } from '../../kernel/calendar-day.js';
import type { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Principal } from '../../platform/http/principal.js';
import { readAttachments, type Attachment } from '../../attachments/index.js';
import { selectCommitmentDetail, selectPersonDetail, type CommitmentDetailRow, type PersonDetailRow } from '../persistence/person-details.js';
import type { ContractsOfVendor, VendorContract } from './ports.js';

export type { CommitmentDetailRow, CommitmentLineRow, PersonDetailRow } from '../persistence/person-details.js';

export interface PersonFile {
  readonly person: PersonDetailRow;
  readonly history: readonly PastEvent[];
  readonly today: CalendarDay;
}

export interface CommitmentFile {
  readonly commitment: CommitmentDetailRow;
  readonly contract: VendorContract | undefined;
  readonly attachments: readonly Attachment[];
  readonly history: readonly PastEvent[];
  readonly today: CalendarDay;
}

/** What this room reads of the people of vendors and their commitments. */
export function createPeopleReading(reader: Reader, clock: Clock, contractsOfVendor: ContractsOfVendor) {
  /** One statement; only the commitments that the reader may see. @throws NotFound */
  async function readPerson(principal: Principal, id: string): Promise<PersonDetailRow> {
    if (!may(principal.ability, 'read', 'Vendor', {})) throw new NotFound('vendor-person');
    const person = await selectPersonDetail(reader, principal.ability, id);
    if (person === undefined) throw new NotFound('vendor-person');
    return person;
  }

  /** One statement. @throws NotFound for another agency's */
  async function readCommitment(principal: Principal, id: string): Promise<CommitmentDetailRow> {
    const commitment = await selectCommitmentDetail(reader, id);
    if (commitment === undefined || !may(principal.ability, 'read', 'Commitment', { agencyId: commitment.agencyId })) throw new NotFound('commitment');
    return commitment;
  }

  return {
    readPerson,
    readCommitment,
    /** Two statements. @throws NotFound */
    async readPersonFile(principal: Principal, id: string): Promise<PersonFile> {
      const person = await readPerson(principal, id);
      return { person, history: await readHistory(reader, { kind: 'vendor-person', id }), today: today(clock) };
    },
    /** Three statements, with a contract four, of which one is the contract room's. @throws NotFound */
    async readCommitmentFile(principal: Principal, id: string): Promise<CommitmentFile> {
      const commitment = await readCommitment(principal, id);
      const [attachments, history, contracts] = await Promise.all([
        readAttachments(reader, 'commitment', id),
        readHistory(reader, { kind: 'commitment', id }),
        commitment.contractId === null ? [] : contractsOfVendor(principal, commitment.vendorId),
      ]);
      return { commitment, contract: contracts.find((contract) => contract.id === commitment.contractId), attachments, history, today: today(clock) };
    },
    /** The contracts of the person's vendor with the agency that the reader acts for: what a commitment may be signed for. */
    async readContractsToCommitTo(principal: Principal, vendorId: string): Promise<readonly VendorContract[]> {
      const contracts = await contractsOfVendor(principal, vendorId);
      return contracts.filter(({ agencyId }) => agencyId === principal.agency?.id);
    },
    /** Who may fetch the files of which subject of this room. */
    attachmentReaders: {
      vendor: async (principal: Principal) => may(principal.ability, 'read', 'Vendor', {}),
      commitment: async (principal: Principal, id: string) => {
        const commitment = await selectCommitmentDetail(reader, id);
        return commitment !== undefined && may(principal.ability, 'read', 'Commitment', { agencyId: commitment.agencyId });
      },
    },
  };
}
