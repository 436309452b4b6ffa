import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { SettlementAction, SurveySource } from '../domain/closing.js';

/** What an officer received; its number and the moment of recording are the database's. */
export async function insertDelivery(
  tx: Transaction,
  delivery: {
    readonly id: string; readonly itemId: string; readonly giverName: string; readonly giverPersonId: string | undefined; readonly contents: string; readonly versionText: string | undefined;
    readonly place: string; readonly note: string | undefined; readonly effectiveOn: CalendarDay; readonly by: string;
  },
): Promise<void> {
  await tx.change(
    `INSERT INTO handover_delivery (id, item_id, giver_name, giver_person_id, contents, version_text, place, note, effective_on, via, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'officer', $10)`,
    [
      delivery.id, delivery.itemId, delivery.giverName, delivery.giverPersonId ?? null, delivery.contents, delivery.versionText ?? null, delivery.place, delivery.note ?? null, delivery.effectiveOn, delivery.by,
    ],
  );
}

/** One side's word that a hand-over is as recorded; an officer writes the vendor's word down. */
export async function insertConfirmation(tx: Transaction, confirmation: { readonly deliveryId: string; readonly side: 'vendor' | 'agency'; readonly name: string | undefined; readonly by: string }): Promise<void> {
  await tx.change('INSERT INTO handover_delivery_confirmation (delivery_id, side, name, by_user) VALUES ($1, $2, $3, $4)', [confirmation.deliveryId, confirmation.side, confirmation.name ?? null, confirmation.by]);
}

/** Somebody from outside who tests. */
export async function insertGuest(tx: Transaction, guest: { readonly id: string; readonly closingId: string; readonly name: string; readonly organisation: string; readonly ground: string; readonly by: string }): Promise<void> {
  await tx.change('INSERT INTO handover_guest (id, closing_id, name, organisation, ground, named_by) VALUES ($1, $2, $3, $4, $5, $6)', [guest.id, guest.closingId, guest.name, guest.organisation, guest.ground, guest.by]);
}

/** An acceptance test. */
export async function insertTest(
  tx: Transaction,
  test: {
    readonly id: string; readonly deliveryId: string; readonly testerId: string | undefined; readonly guestId: string | undefined; readonly equipment: string; readonly ranAt: Date; readonly passed: boolean;
    readonly result: string; readonly files: readonly string[]; readonly by: string;
  },
): Promise<void> {
  await tx.change('INSERT INTO handover_test (id, delivery_id, tester_id, guest_id, equipment, ran_at, passed, result, files, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
    test.id, test.deliveryId, test.testerId ?? null, test.guestId ?? null, test.equipment, test.ranAt, test.passed, test.result, test.files, test.by,
  ]);
}

/** An account that somebody added to the list. @returns whether it was not on it before */
export async function insertAccount(
  tx: Transaction,
  account: { readonly id: string; readonly closingId: string; readonly systemId: string | undefined; readonly kind: string; readonly name: string; readonly by: string },
): Promise<boolean> {
  const written = await tx.change(
    `INSERT INTO closing_account (id, closing_id, system_id, kind, name, origin, added_by) SELECT $1, $2, $3, $4, $5, 'added', $6
      WHERE NOT EXISTS (SELECT 1 FROM closing_account a WHERE a.closing_id = $2 AND a.system_id IS NOT DISTINCT FROM $3 AND account_key(a.name) = account_key($5)) ON CONFLICT DO NOTHING`,
    [account.id, account.closingId, account.systemId ?? null, account.kind, account.name, account.by],
  );
  return written > 0;
}

/** What was done with an account. */
export async function insertSettlement(
  tx: Transaction,
  settlement: {
    readonly id: string; readonly accountId: string; readonly action: SettlementAction; readonly doneAt: Date; readonly signInFailed: boolean; readonly proof: string; readonly files: readonly string[]; readonly by: string;
  },
): Promise<void> {
  await tx.change('INSERT INTO account_settlement (id, account_id, action, done_at, sign_in_failed, proof, files, settled_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
    settlement.id, settlement.accountId, settlement.action, settlement.doneAt, settlement.signInFailed, settlement.proof, settlement.files, settlement.by,
  ]);
}

/** A look at the real accounts of a system, with what it saw. */
export async function insertSurvey(
  tx: Transaction,
  survey: {
    readonly id: string; readonly closingId: string; readonly systemId: string; readonly takenAt: Date; readonly source: SurveySource; readonly sha256: string; readonly by: string;
    readonly rows: readonly { readonly name: string; readonly kind: string | undefined; readonly enabled: boolean; readonly belongs: string }[];
  },
): Promise<void> {
  await tx.change('INSERT INTO account_survey (id, closing_id, system_id, taken_at, source, file_sha256, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    survey.id, survey.closingId, survey.systemId, survey.takenAt, survey.source, survey.sha256, survey.by,
  ]);
  await tx.change(
    `INSERT INTO account_survey_row (survey_id, ordinal, name, kind, enabled, belongs)
     SELECT $1, r.ordinal, r.name, r.kind, r.enabled, r.belongs FROM unnest($2::text[], $3::text[], $4::boolean[], $5::text[]) WITH ORDINALITY r (name, kind, enabled, belongs, ordinal)`,
    [survey.id, survey.rows.map(({ name }) => name), survey.rows.map(({ kind }) => kind ?? null), survey.rows.map(({ enabled }) => enabled), survey.rows.map(({ belongs }) => belongs)],
  );
}

/** Names on the list of a closing that one system's list calls not the vendor's, though nothing was done with them: see the wall account_survey_knows_the_vendor. */
export async function selectVendorNames(tx: Transaction, closingId: string, systemId: string, names: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.query<{ name: string }>(
    `SELECT DISTINCT n.name FROM unnest($3::text[]) n (name) JOIN closing_account_standing a ON a.closing_id = $1 AND a.system_id = $2 AND account_key(a.name) = account_key(n.name)
      WHERE NOT (a.settled AND a.lives_on) ORDER BY n.name`,
    [closingId, systemId, names],
  );
  return rows.map(({ name }) => name);
}

/** Whether an organisation is the vendor or one of its subcontractors, by its name. */
export async function isOfVendor(tx: Transaction, organisation: string, vendorId: string): Promise<boolean> {
  const [row] = await tx.query<{ found: boolean }>('SELECT is_of_vendor($1, $2) AS found', [organisation, vendorId]);
  return row?.found === true;
}
