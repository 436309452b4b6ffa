import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../platform/database/transactions.js';
import { Conflict } from '../../kernel/errors.js';
import type { AskedAccess } from '../domain/request-policy.js';
import type { WeeklyWindow } from '../domain/windows.js';

export interface NewRequest extends AskedAccess {
  readonly contractId: string;
  readonly agencyId: string;
  readonly systemId: string;
  readonly environment: string;
  readonly privilege: string;
  readonly windows: readonly WeeklyWindow[];
  readonly supervisorId: string;
  readonly ground: string;
  readonly continuesId: string | undefined;
  readonly termsEdition: string;
  readonly decideBy: Date;
  readonly requestedBy: string;
  readonly state: 'submitted' | 'opened';
  readonly assetIds: readonly string[];
  readonly holders: readonly { readonly personId: string; readonly accountName: string; readonly accountKind: string }[];
}

/** Writes a request with its people, accounts and data down as it was asked. Accounts that the system does not have yet are registered. @returns its identifier */
export async function insertRequest(tx: Transaction, asked: NewRequest): Promise<string> {
  const id = randomUUID();
  await tx.change(
    `INSERT INTO access_request (id, contract_id, agency_id, system_id, form, phase, environment, purpose, plane, privilege, method, source_addresses, starts_at, ends_at, windows,
                                 use_hours, supervision, supervisor_id, rollback_plan, ground, continues_id, terms_edition, level, state, decide_by, requested_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::text[]::cidr[], $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, 0, $23, $24, $25)`,
    [
      id, asked.contractId, asked.agencyId, asked.systemId, asked.form, asked.phase, asked.environment, asked.purpose, asked.plane, asked.privilege, asked.method,
      asked.sourceAddresses, asked.startsAt, asked.endsAt, JSON.stringify(asked.windows), asked.useHours ?? null, asked.supervision, asked.supervisorId, asked.rollbackPlan ?? null,
      asked.ground, asked.continuesId ?? null, asked.termsEdition, asked.state, asked.decideBy, asked.requestedBy,
    ],
  );
  await tx.change(
    `INSERT INTO system_account (system_id, environment, kind, name, registered_by)
     SELECT DISTINCT ON (h.kind, lower(normalize(h.name, NFKC))) $1::uuid, $2, h.kind, h.name, $3::uuid FROM unnest($4::text[], $5::text[]) h (kind, name) ON CONFLICT DO NOTHING`,
    [asked.systemId, asked.environment, asked.requestedBy, asked.holders.map(({ accountKind }) => accountKind), asked.holders.map(({ accountName }) => accountName)],
  );
  await tx.change(
    `INSERT INTO access_request_person (request_id, person_id, account_id)
     SELECT DISTINCT $1::uuid, h.person, t.id
       FROM unnest($4::uuid[], $5::text[], $6::text[]) h (person, kind, name)
       JOIN system_account t ON t.system_id = $2 AND t.environment = $3 AND t.kind = h.kind AND lower(normalize(t.name, NFKC)) = lower(normalize(h.name, NFKC))`,
    [id, asked.systemId, asked.environment, asked.holders.map(({ personId }) => personId), asked.holders.map(({ accountKind }) => accountKind), asked.holders.map(({ accountName }) => accountName)],
  );
  await tx.change('INSERT INTO access_request_asset (request_id, asset_id) SELECT $1, asset FROM unnest($2::uuid[]) asset', [id, asked.assetIds]);
  return id;
}

/** Moves a request that is still waiting. @throws Conflict when somebody decided first */
export async function moveRequest(tx: Transaction, request: { readonly id: string; readonly version: number }, to: 'approved' | 'returned' | 'withdrawn', decisionId?: string): Promise<void> {
  const moved = await tx.change(`UPDATE access_request SET state = $3, decision_id = $4, version = version + 1 WHERE id = $1 AND version = $2 AND state = 'submitted'`, [
    request.id, request.version, to, decisionId ?? null,
  ]);
  if (moved === 0) throw new Conflict({ subject: 'access request', id: request.id });
}

/** Grants what a request asked for; the database takes every term from the request. @returns the identifier of the grant */
export async function insertGrant(tx: Transaction, requestId: string): Promise<string> {
  const id = randomUUID();
  await tx.change(
    `INSERT INTO access_grant (id, request_id, contract_id, agency_id, system_id, form, phase, purpose, plane, starts_at, ends_at, granted_by)
     SELECT $1, r.id, r.contract_id, r.agency_id, r.system_id, r.form, r.phase, r.purpose, r.plane, r.starts_at, r.ends_at, r.requested_by FROM access_request r WHERE r.id = $2`,
    [id, requestId],
  );
  return id;
}

/** Locks the contract of a request, before anything of it: whoever grants, contains or moves the contract waits here. @returns the contract's identifier */
export async function lockContractOfRequest(tx: Transaction, requestId: string): Promise<string | undefined> {
  const rows = await tx.query<{ id: string }>('SELECT c.id FROM contract c WHERE c.id = (SELECT r.contract_id FROM access_request r WHERE r.id = $1) FOR UPDATE', [requestId]);
  return rows[0]?.id;
}

