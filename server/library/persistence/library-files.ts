import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { LibraryDefect, parseStoredEdition, type StoredEdition } from './stored-edition.js';

/** A version with the file it was read from. */
export interface EditionFile {
  /** Relative to the folder of the libraries: `gates/2026-11-21.yaml`. */
  readonly file: string;
  readonly edition: StoredEdition;
}

/**
 * Reads all versions below `folder`, which holds one folder a library and one YAML file a version, in the order of their names.
 * @throws LibraryDefect that names the file when it is no YAML, its envelope does not fit, or its name is not that of what it holds
 */
export async function readEditionFiles(folder: string): Promise<EditionFile[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = name.split(path.sep).join('/');
      return { file, edition: parseEditionFile(await readFile(path.join(folder, name), 'utf8'), file) };
    }),
  );
}

/**
 * Reads one file. Text is brought to Unicode NFC first.
 * @throws LibraryDefect as {@link readEditionFiles}
 */
export function parseEditionFile(content: string, file: string): StoredEdition {
  const edition = parseStoredEdition(documentOf(content, file), file);
  if (file !== `${edition.library}/${edition.version}.yaml`) {
    throw new LibraryDefect(file, `holds ${edition.library}/${edition.version}`);
  }
  return edition;
}

function documentOf(content: string, file: string): unknown {
  try {
    const document: unknown = parseYaml(content.normalize('NFC'));
    return document;
  } catch (error) {
    throw new LibraryDefect(file, error instanceof Error ? error.message : String(error));
  }
}
