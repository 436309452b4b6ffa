import { editionId } from '../domain/edition.js';
import { readEditionFiles } from '../persistence/library-files.js';
import { type Connection, insertEdition, loadedHashes } from '../persistence/library-tables.js';
import { hashOf, LibraryDefect, parseEditions } from '../persistence/stored-edition.js';

/** What a loading did, by version id. */
export interface LoadedLibraries {
  readonly added: readonly string[];
  readonly unchanged: readonly string[];
}

/**
 * Loads the versions below `folder` that the database does not have yet. Idempotent, and safe when two processes start at once.
 * Runs under the owner role: the application role may only read the libraries.
 *
 * @throws LibraryDefect when a file is not sound, or names a version that was loaded with other content: what something was made
 * with never changes, a change of law is a new file. Nothing is written then, not even sound files beside it.
 */
export async function loadLibraryFiles(owner: Connection, folder: string): Promise<LoadedLibraries> {
  const files = await readEditionFiles(folder);
  parseEditions(files.map(({ edition }) => edition));
  const known = await loadedHashes(owner);
  const added: string[] = [];
  const unchanged: string[] = [];
  const pending = files.filter(({ file, edition }) => {
    const id = editionId(edition.library, edition.version);
    const hash = known.get(id);
    requireSame(file, hashOf(edition), hash);
    if (hash !== undefined) {
      unchanged.push(id);
    }
    return hash === undefined;
  });
  for (const { file, edition } of pending) {
    const id = editionId(edition.library, edition.version);
    if (await insertEdition(owner, edition)) {
      added.push(id);
    } else {
      requireSame(file, hashOf(edition), (await loadedHashes(owner)).get(id));
      unchanged.push(id);
    }
  }
  return { added, unchanged };
}

function requireSame(file: string, hash: string, loaded: string | undefined): void {
  if (loaded !== undefined && loaded !== hash) {
    throw new LibraryDefect(file, 'this version is loaded with other content; make a new file with a new version instead of editing it');
  }
}
