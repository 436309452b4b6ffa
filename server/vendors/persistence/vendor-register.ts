import type { Ability } from '../../platform/authorization/ability.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Reader } from '../../platform/database/reading.js';
import { containsWords, readRegister, type RegisterResult, type RegisterSql, type RegisterView } from '../../platform/database/register-query.js';
import { streamRegister, type RegisterSource } from '../../platform/database/register-stream.js';
import { isVendorKind, type VendorKind } from '../domain/vendor.js';

/** One line of the register of vendors. */
export interface VendorRegisterRow {
  readonly id: string;
  readonly taxCode: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly kind: VendorKind;
  readonly ceasedOn: CalendarDay | null;
  /** Whether the vendor does business today. */
  readonly active: boolean;
  /** People who work for the vendor today. */
  readonly people: number;
}

const active = '(v.ceased_on IS NULL OR v.ceased_on > app_today())';
const people = '(SELECT count(*)::int FROM vendor_person p WHERE p.vendor_id = v.id AND (p.left_on IS NULL OR p.left_on > app_today()))';

const registerSql: RegisterSql = {
  select: `v.id, v.tax_code AS "taxCode", v.name, v.short_name AS "shortName", v.kind, v.ceased_on AS "ceasedOn", ${active} AS active, ${people} AS people`,
  from: 'vendor v',
  visible: { action: 'read', subject: 'Vendor', fields: {} },
  filters: {
    q: (typed, bind) => containsWords('v.folded_search', typed, bind),
    loai: (kind, bind) => (isVendorKind(kind) ? `v.kind = ${bind(kind)}` : undefined),
    'tinh-trang': (state) => (state === 'active' ? active : state === 'ceased' ? `NOT ${active}` : undefined),
  },
  sorts: { name: 'v.name COLLATE vietnamese', taxCode: 'v.tax_code' },
  tieBreak: 'v.id',
};

/** One page of the register, in one statement. */
export function selectVendorRegister(reader: Reader, ability: Ability, view: RegisterView): Promise<RegisterResult<VendorRegisterRow>> {
  return readRegister<VendorRegisterRow>(reader, registerSql, ability, view);
}

/** All rows of the view, for taking it out. */
export function streamVendors(reader: Reader, ability: Ability, view: RegisterView): RegisterSource<VendorRegisterRow> {
  return streamRegister<VendorRegisterRow>(reader, registerSql, ability, view);
}
