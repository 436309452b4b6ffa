import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { TestDatabase } from '../harness/postgres.js';
import type { ReadyContract } from './signing.js';
import { build } from './world.js';

/** A contract whose end has begun, with the list of items that the library gives it. */
export interface BuiltHandover {
  readonly id: string;
  readonly contract: ReadyContract;
  /** The identifier of an item by its code. */
  readonly item: (code: string) => string;
}

/** Begins to close an active contract early, as its procurement officer. */
export async function buildHandover(database: TestDatabase, contract: ReadyContract): Promise<BuiltHandover> {
  const id = randomUUID();
  await build(database, async (query) => {
    await query(
      `INSERT INTO closing (id, contract_id, agency_id, vendor_id, reason, ground, requested_on, plan, due_on, run_days, items_edition, started_by)
       SELECT $1, c.id, c.agency_id, c.vendor_id, 'early', 'Chấm dứt theo thỏa thuận', app_today(), 'Bàn giao theo danh mục', app_today() + 30, 0, v.id, $3
         FROM contract c, library_version v WHERE c.id = $2 AND v.library = 'handover-items'`,
      [id, contract.id, contract.people.procurement_officer.id],
    );
    await query(`UPDATE contract SET phase = 'handing_over', version = version + 1 WHERE id = $1`, [contract.id]);
  });
  const rows = await database.asOwner<{ id: string; item: string }>('SELECT id, item FROM handover_item WHERE closing_id = $1 AND item IS NOT NULL', [id]);
  const items = new Map(rows.map((row) => [row.item, row.id]));
  return { id, contract, item: (code) => items.get(code) ?? '' };
}

/** A one-time link of the vendor's that is good for `days` days. @returns its token and identifier */
export async function buildHandoverLink(database: TestDatabase, handover: BuiltHandover, days = 30): Promise<{ readonly token: string; readonly id: string }> {
  const [token, id] = [randomBytes(32).toString('base64url'), randomUUID()];
  await build(database, async (query) => {
    await query(
      `INSERT INTO handover_link (id, closing_id, token_hash, recipient_name, recipient_email, issued_by, expires_at)
       VALUES ($1, $2, $3, 'Trần Văn Mẫu', 'ban.giao@minh-hoa.example', $4, app_now() + make_interval(days => $5))`,
      [id, handover.id, createHash('sha256').update(token).digest(), handover.contract.people.procurement_officer.id, days],
    );
  });
  return { token, id };
}

/** Ends a link of the vendor's. */
export async function endHandoverLink(database: TestDatabase, handover: BuiltHandover, linkId: string): Promise<void> {
  await build(database, async (query) => {
    await query(`UPDATE handover_link SET revoked_at = app_now(), revoked_by = $2, revoke_ground = 'Gửi nhầm' WHERE id = $1`, [linkId, handover.contract.people.procurement_officer.id]);
  });
}
