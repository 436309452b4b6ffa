import { createLibrary, type Library } from '../domain/library.js';
import { readEditionFiles } from '../persistence/library-files.js';
import { type Connection, readEditions } from '../persistence/library-tables.js';
import { parseEditions } from '../persistence/stored-edition.js';

/**
 * Reads all libraries from the database into memory, once, at start-up: versions never change while the product runs.
 * @throws LibraryDefect when a version does not fit its schema or its hash; MissingEdition when a library has no version
 */
export async function openLibrary(connection: Connection): Promise<Library> {
  return createLibrary(parseEditions(await readEditions(connection)));
}

/**
 * The libraries straight from their files, without a database; for rules that are tested on their own and for tools.
 * @throws LibraryDefect and MissingEdition as {@link openLibrary}
 */
export async function libraryFromFiles(folder: string): Promise<Library> {
  const files = await readEditionFiles(folder);
  return createLibrary(parseEditions(files.map(({ edition }) => edition)));
}
