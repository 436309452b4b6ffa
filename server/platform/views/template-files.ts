import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What a template file is for, told by the folder it lies in. */
export type TemplateRole = 'layout' | 'partial' | 'page';

/** One template as it lies on disk. `name` is the path without folder of its role and without `.hbs`: `main`, `field-text`, `contracts/show`. */
export interface TemplateFile {
  readonly role: TemplateRole;
  readonly name: string;
  readonly path: string;
  readonly source: string;
}

const extension = '.hbs';

/**
 * Reads every `.hbs` file below the folders, without the line break at its end, so that a partial can stand inside a
 * sentence; a file of a later folder replaces the same name of an earlier one.
 */
export function readTemplates(folders: readonly string[]): readonly TemplateFile[] {
  const found = new Map<string, TemplateFile>();
  for (const folder of folders) {
    for (const path of templatePaths(folder)) {
      const place = roleOf(relative(folder, path).split(sep).join('/'));
      found.set(`${place.role}:${place.name}`, { ...place, path, source: readFileSync(path, 'utf8').trimEnd() });
    }
  }
  return [...found.values()];
}

/** A text that changes when a template is added, removed or saved; cheap enough to ask before every page in development. */
export function templateFingerprint(folders: readonly string[]): string {
  return folders
    .flatMap((folder) => templatePaths(folder))
    .map((path) => `${path}@${statSync(path).mtimeMs}`)
    .join('|');
}

function templatePaths(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(extension))
    .sort()
    .map((path) => join(folder, path));
}

function roleOf(path: string): { readonly role: TemplateRole; readonly name: string } {
  const name = path.slice(0, -extension.length);
  if (name.startsWith('layouts/')) return { role: 'layout', name: name.slice('layouts/'.length) };
  if (name.startsWith('partials/')) return { role: 'partial', name: name.slice('partials/'.length) };
  return { role: 'page', name };
}
