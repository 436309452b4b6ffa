import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { TestDatabase } from '../harness/postgres.js';
import { buildClosing, buildEndingContract, itemsOf, type BuiltClosing } from './closings.js';
import { build, type BuiltPerson, type World } from './world.js';

/** A contract whose end has begun, with the list of items that the library gives it. */
export interface BuiltHandover extends BuiltClosing {
  /** The identifier of an item by its code. */
  readonly item: (code: string) => string;
}

/** A contract of the department whose end has begun. */
export async function buildHandover(database: TestDatabase, world: World): Promise<BuiltHandover> {
  const closing = await buildClosing(database, await buildEndingContract(database, world));
  const items = await itemsOf(database, closing);
  return { ...closing, item: (code) => items[code] ?? '' };
}

/** A one-time link of the vendor's that is good for `days` days. @returns its token and identifier */
export async function buildHandoverLink(database: TestDatabase, closing: BuiltClosing, days = 30): Promise<{ readonly token: string; readonly id: string }> {
  const [token, id] = [randomBytes(32).toString('base64url'), randomUUID()];
  await build(database, async (query) => {
    await query(
      `INSERT INTO handover_link (id, closing_id, token_hash, recipient_name, recipient_email, issued_by, expires_at)
       VALUES ($1, $2, $3, 'Trần Văn Mẫu', 'ban.giao@minh-hoa.example', $4, app_now() + make_interval(days => $5))`,
      [id, closing.id, createHash('sha256').update(token).digest(), closing.contract.people.procurement_officer.id, days],
    );
  });
  return { token, id };
}

/** Ends a link of the vendor's; nothing happens when it has ended. */
export async function endHandoverLink(database: TestDatabase, closing: BuiltClosing, linkId: string): Promise<void> {
  await build(database, async (query) => {
    await query(`UPDATE handover_link SET revoked_at = app_now(), revoked_by = $2, revoke_ground = 'Gửi nhầm' WHERE id = $1 AND revoked_at IS NULL`, [linkId, closing.contract.people.procurement_officer.id]);
  });
}

/** A large file under way, of which nothing has come. @returns its identifier */
export async function buildHandoverUpload(database: TestDatabase, upload: { readonly itemId: string; readonly linkId?: string; readonly userId?: string }): Promise<string> {
  const id = randomUUID();
  await build(database, async (query) => {
    await query(`INSERT INTO handover_upload (id, item_id, link_id, user_id, name, size) VALUES ($1, $2, $3, $4, 'du-lieu.zip', 1000)`, [id, upload.itemId, upload.linkId ?? null, upload.userId ?? null]);
    await query('INSERT INTO handover_upload_progress (upload_id) VALUES ($1)', [id]);
  });
  return id;
}

/** A question of an auditor's about the evidence of an item. @returns its identifier */
export async function buildQuestion(database: TestDatabase, closing: BuiltClosing, itemId: string, auditor: Pick<BuiltPerson, 'id'>): Promise<string> {
  const id = randomUUID();
  await build(database, async (query) => {
    await query(`INSERT INTO evidence_review (id, closing_id, subject_kind, subject_id, verdict, reason, reviewed_by) VALUES ($1, $2, 'item', $3, 'questioned', 'Thiếu số bản ghi', $4)`, [
      id, closing.id, itemId, auditor.id,
    ]);
  });
  return id;
}
