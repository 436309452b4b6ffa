import { nodeVersionProblem } from './platform/startup/node-version.js';

// Everything else is loaded only after this look: an old Node would fail somewhere inside a package, with a stack.
const problem = nodeVersionProblem(process.versions.node);
if (problem === undefined) {
  const [{ runProcess }, { checkEvidence }] = await Promise.all([import('./platform/startup/process-life.js'), import('./evidence-check-command.js')]);
  await runProcess(({ signal }) => checkEvidence({ environment: process.env, signal, say: (line) => process.stdout.write(`${line}\n`) }));
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
