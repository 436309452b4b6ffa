import { createInterface } from 'node:readline/promises';
import { nodeVersionProblem } from './platform/startup/node-version.js';

// Everything else is loaded only after this look: an old Node would fail somewhere inside a package, with a stack.
const problem = nodeVersionProblem(process.versions.node);
if (problem === undefined) {
  const [{ runProcess }, { createAdministrator }] = await Promise.all([import('./platform/startup/process-life.js'), import('./administrator-command.js')]);
  await runProcess(() => createAdministrator({ args: process.argv.slice(2), environment: process.env, readLine, say: (line) => process.stdout.write(`${line}\n`) }));
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}

/** The first line of standard input. */
async function readLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return '';
}
