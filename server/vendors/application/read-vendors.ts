import { readHistory, type PastEvent } from '../../audit-trail/index.js';
import { today, type CalendarDay } from '../../kernel/calendar-day.js';
import type { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import type { RegisterResult, RegisterView } from '../../platform/database/register-query.js';
import type { RegisterSource } from '../../platform/database/register-stream.js';
import type { Principal } from '../../platform/http/principal.js';
import { readAttachments, type Attachment } from '../../attachments/index.js';
import { selectVendorDetail, type VendorDetailRow } from '../persistence/vendor-details.js';
import { selectVendorRegister, streamVendors, type VendorRegisterRow } from '../persistence/vendor-register.js';
import type { ContractsOfVendor, VendorContract } from './ports.js';

export type { VendorRegisterRow } from '../persistence/vendor-register.js';
export { PEOPLE_SHOWN, type PersonLineRow, type RepresentativeRow, type SubcontractorRow, type VendorDetailRow } from '../persistence/vendor-details.js';

/** Everything that the page of a vendor shows. */
export interface VendorFile {
  readonly vendor: VendorDetailRow;
  readonly contracts: readonly VendorContract[];
  readonly attachments: readonly Attachment[];
  readonly history: readonly PastEvent[];
  /** The day on which standings are told. */
  readonly today: CalendarDay;
}

/** What this room reads of vendors. Each function runs the number of statements it names. */
export function createVendorReading(reader: Reader, clock: Clock, contractsOfVendor: ContractsOfVendor) {
  /** One statement. @throws NotFound when there is none, or the reader may not know */
  async function readVendor(principal: Principal, id: string): Promise<VendorDetailRow> {
    if (!may(principal.ability, 'read', 'Vendor', {})) throw new NotFound('vendor');
    const vendor = await selectVendorDetail(reader, principal.ability, id);
    if (vendor === undefined) throw new NotFound('vendor');
    return vendor;
  }

  return {
    readVendor,
    /** One statement. */
    readRegister: (principal: Principal, view: RegisterView): Promise<RegisterResult<VendorRegisterRow>> => selectVendorRegister(reader, principal.ability, view),
    /** All rows of the same view. */
    registerRows: (principal: Principal, view: RegisterView): RegisterSource<VendorRegisterRow> => streamVendors(reader, principal.ability, view),
    /** Four statements, of which one is the contract room's. @throws NotFound */
    async readVendorFile(principal: Principal, id: string): Promise<VendorFile> {
      const vendor = await readVendor(principal, id);
      const [contracts, attachments, history] = await Promise.all([
        contractsOfVendor(principal, id),
        readAttachments(reader, 'vendor', id),
        readHistory(reader, { kind: 'vendor', id }, { kinds: ['vendor', 'vendor-person'] }),
      ]);
      return { vendor, contracts, attachments, history, today: today(clock) };
    },
  };
}
