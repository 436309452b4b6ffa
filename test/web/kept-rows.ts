import type { TestDatabase } from '../harness/postgres.js';

/** What sessions and visits leave behind without any change of business. */
const OF_SESSIONS = ['session', 'kept_form', 'sign_in_failure', 'questionnaire_link_use', 'handover_link_use'];

/** What every table holds, as one hash a table: equal before and after when nothing was changed. */
export async function contentOfTables(database: TestDatabase): Promise<Readonly<Record<string, string>>> {
  const tables = await database.asOwner<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL ($1)`,
    [OF_SESSIONS],
  );
  const hashes = tables.map(({ name }) => `SELECT '${name}' AS name, count(*) || ' rows, ' || coalesce(md5(string_agg(t::text, ' ' ORDER BY t::text)), '') AS content FROM ${name} t`);
  const rows = await database.asOwner<{ name: string; content: string }>(hashes.join(' UNION ALL '));
  return Object.fromEntries(rows.map(({ name, content }) => [name, content]));
}
