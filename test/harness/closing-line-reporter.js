import { writeSync } from 'node:fs';

/**
 * Ends a run with one plain line for whoever reads the log by machine: `12 passed, 0 failed`. It is written as the process
 * exits, after Jest's own summary and the global teardown.
 */
export default class ClosingLineReporter {
  /**
   * @param {unknown} _contexts
   * @param {{ numPassedTests: number, numFailedTests: number, numRuntimeErrorTestSuites: number }} results
   */
  onRunComplete(_contexts, results) {
    // A file that could not even be loaded has no tests to count: it is one failure.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    process.once('exit', () => writeWhole(`${results.numPassedTests} passed, ${failed} failed\n`));
  }
}

/** @param {string} line written at once, also into a pipe whose reader is slow */
function writeWhole(line) {
  for (let rest = Buffer.from(line); rest.length > 0; ) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if (error.code !== 'EAGAIN') return;
    }
  }
}
