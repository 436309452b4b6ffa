import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '../harness/postgres.js';
import type { BuiltSystem } from './systems.js';
import type { BuiltVendor } from './vendors.js';
import { build, type BuiltAgency, type BuiltPerson } from './world.js';

export interface BuiltContract {
  readonly id: string;
  readonly number: string | null;
  readonly name: string;
}

interface CommonFields {
  readonly agency: BuiltAgency;
  readonly by: BuiltPerson;
  readonly name?: string;
  readonly number?: string;
  readonly packageCode?: string;
  readonly vendor?: BuiltVendor;
  readonly systems?: readonly BuiltSystem[];
  readonly serviceKind?: string;
  readonly scope?: string;
  readonly value?: bigint;
  readonly securityValue?: bigint;
  readonly startsOn?: string;
  readonly endsOn?: string;
}

let built = 0;

/** A planned contract of an agency, entered by `by`, who is also responsible. */
export async function buildPlannedContract(database: TestDatabase, contract: CommonFields & { hireOutcome?: 'allowed' | 'needs-legal-answer' | 'refused' }): Promise<BuiltContract> {
  const outcome = contract.hireOutcome ?? 'allowed';
  const answer = { allowed: 'not-concerned', 'needs-legal-answer': 'unclear', refused: 'confirmed-not-allowed' }[outcome];
  return insert(database, contract, { entry_kind: 'new', phase: 'planned', hire_answer: answer, hire_outcome: outcome, hire_ground: outcome === 'refused' ? 'Văn bản số 5/PC' : null });
}

/** A running contract that was signed before the agency worked with the product (the world's agencies began on 01/01/2026). */
export async function buildTransitionalContract(
  database: TestDatabase,
  contract: CommonFields & { vendor: BuiltVendor; phase?: 'signed' | 'active' | 'handing_over'; signedOn?: string; reviewDueOn?: string },
): Promise<BuiltContract> {
  return insert(
    database,
    { value: 1_000_000_000n, startsOn: '2025-07-01', endsOn: '2027-06-30', scope: 'Vận hành hệ thống thử nghiệm', ...contract, number: contract.number ?? `${built + 1}/2025/HĐ-TN` },
    {
      entry_kind: 'transitional',
      phase: contract.phase ?? 'active',
      signed_on: contract.signedOn ?? '2025-06-15',
      transition_ground: 'Hợp đồng ký trước ngày cơ quan sử dụng hệ thống',
      review_due_on: contract.reviewDueOn ?? '2027-02-18',
      hire_answer: 'not-concerned',
      hire_outcome: 'allowed',
    },
  );
}

async function insert(database: TestDatabase, contract: CommonFields, entry: Readonly<Record<string, unknown>>): Promise<BuiltContract> {
  built += 1;
  const id = randomUUID();
  const name = contract.name ?? `Thuê dịch vụ thử nghiệm số ${built}`;
  const row: Record<string, unknown> = {
    id,
    agency_id: contract.agency.id,
    origin_agency_id: contract.agency.id,
    name,
    number: contract.number ?? null,
    package_code: contract.packageCode ?? null,
    vendor_id: contract.vendor?.id ?? null,
    without_system: contract.systems === undefined,
    operator_kind: 'vendor',
    service_kind: contract.serviceKind ?? 'software-hire',
    scope: contract.scope ?? null,
    value: contract.value ?? null,
    security_value: contract.securityValue ?? null,
    fund_source: 'city-budget',
    starts_on: contract.startsOn ?? null,
    ends_on: contract.endsOn ?? null,
    responsible_id: contract.by.id,
    created_by: contract.by.id,
    ...entry,
  };
  const names = Object.keys(row);
  await build(database, async (query) => {
    await query(`INSERT INTO contract (${names.join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`, Object.values(row));
    for (const system of contract.systems ?? []) await query('INSERT INTO contract_system (contract_id, system_id) VALUES ($1, $2)', [id, system.id]);
  });
  return { id, number: contract.number ?? null, name };
}
