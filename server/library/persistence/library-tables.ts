import type { Reader } from '../../platform/database/reading.js';
import { editionId } from '../domain/edition.js';
import { hashOf, LibraryDefect, parseStoredEdition, type StoredEdition } from './stored-edition.js';

/** What is needed of a connection: the application's reader, or one opened under the owner role to load. */
export type Connection = Pick<Reader, 'rows'>;

interface VersionRow {
  readonly id: string;
  readonly library: string;
  readonly version: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly title: string;
  readonly source: string;
  readonly coverage: unknown;
  readonly sha256: string;
  readonly entries: unknown;
}

/** The hashes of the loaded versions by id (`gates@2026-11-21`). */
export async function loadedHashes(connection: Connection): Promise<Map<string, string>> {
  const rows = await connection.rows<{ id: string; sha256: string }>('SELECT id, sha256 FROM library_version');
  return new Map(rows.map((row) => [row.id, row.sha256]));
}

/**
 * Writes one version with its entries in one statement: all or nothing. Answers false when somebody else loaded this version
 * meanwhile.
 */
export async function insertEdition(owner: Connection, edition: StoredEdition): Promise<boolean> {
  const rows = await owner.rows(
    `WITH loaded AS (
       INSERT INTO library_version (library, version, valid_from, valid_to, title, source, coverage, sha256)
       VALUES ($1, $2, $3::date, $4::date, $5, $6, $7::jsonb, $8)
       ON CONFLICT DO NOTHING
       RETURNING id
     )
     INSERT INTO library_entry (version_id, entry_id, position, content, mark)
     SELECT loaded.id, entry.value ->> 'id', entry.ordinality, entry.value, entry.value ->> 'mark'
     FROM loaded, jsonb_array_elements($9::jsonb) WITH ORDINALITY AS entry
     RETURNING entry_id`,
    [
      edition.library,
      edition.version,
      edition.validFrom,
      edition.validTo,
      edition.title,
      edition.source,
      edition.coverage === null ? null : JSON.stringify(edition.coverage),
      hashOf(edition),
      JSON.stringify(edition.entries),
    ],
  );
  return rows.length > 0;
}

/**
 * Reads all versions and proves each against the hash it was loaded with.
 * @throws LibraryDefect naming the version whose rows do not say any more what was loaded
 */
export async function readEditions(connection: Connection): Promise<StoredEdition[]> {
  const rows = await connection.rows<VersionRow>(
    `SELECT version.id, version.library, version.version, version.valid_from::text AS valid_from, version.valid_to::text AS valid_to,
            version.title, version.source, version.coverage, version.sha256,
            jsonb_agg(entry.content ORDER BY entry.position) AS entries
     FROM library_version AS version
     JOIN library_entry AS entry ON entry.version_id = version.id
     GROUP BY version.id
     ORDER BY version.id`,
  );
  return rows.map(provenEdition);
}

function provenEdition(row: VersionRow): StoredEdition {
  const where = editionId(row.library, row.version);
  const edition = parseStoredEdition(
    {
      library: row.library,
      version: row.version,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      title: row.title,
      source: row.source,
      coverage: row.coverage,
      entries: row.entries,
    },
    where,
  );
  if (hashOf(edition) !== row.sha256) {
    throw new LibraryDefect(where, 'its rows are not what was loaded (hash differs)');
  }
  return edition;
}
