import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of the product (templates, client files, seeds), whether this file runs as source or compiled in dist/. */
export const productFolder = nearestWithPackage(import.meta.dirname);

function nearestWithPackage(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder;
  const above = path.dirname(folder);
  if (above === folder) throw new Error('the product folder (with package.json) was not found');
  return nearestWithPackage(above);
}
