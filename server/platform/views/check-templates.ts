import { resolve } from 'node:path';
import { BrokenTemplates, checkTemplates } from './views.js';

/** Run by the build: compiles every template and ends with 1, naming each broken file and line, when one is broken. */
const folders = process.argv.length > 2 ? process.argv.slice(2) : ['templates'];

try {
  const count = checkTemplates(folders.map((folder) => resolve(folder)));
  process.stdout.write(`${count} templates are sound.\n`);
} catch (error) {
  if (!(error instanceof BrokenTemplates)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
