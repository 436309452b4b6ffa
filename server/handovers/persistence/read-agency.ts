import type { RunQuery } from './stored.js';

const agencySql = {
  closing: 'SELECT k.agency_id AS id FROM closing k WHERE k.id = $1',
  handover_delivery: 'SELECT k.agency_id AS id FROM handover_delivery d JOIN handover_item i ON i.id = d.item_id JOIN closing k ON k.id = i.closing_id WHERE d.id = $1',
  handover_test: 'SELECT k.agency_id AS id FROM handover_test t JOIN handover_delivery d ON d.id = t.delivery_id JOIN handover_item i ON i.id = d.item_id JOIN closing k ON k.id = i.closing_id WHERE t.id = $1',
  closing_account: 'SELECT k.agency_id AS id FROM closing_account a JOIN closing k ON k.id = a.closing_id WHERE a.id = $1',
} as const;

/** What files of this room hang on. */
export type HeldBy = keyof typeof agencySql;

/** The agency whose closing something belongs to; undefined when there is no such thing. One statement. */
export async function selectAgencyOf(run: RunQuery, kind: HeldBy, id: string): Promise<string | undefined> {
  const [row] = await run<{ id: string }>(agencySql[kind], [id]);
  return row?.id;
}
