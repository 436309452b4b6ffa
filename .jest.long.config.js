import everyTest from './jest.config.js';

/** What is long by nature: gigabyte files, thousands of records, races run many times. */
export default {
  ...everyTest,
  testMatch: ['<rootDir>/test/**/*.long.ts'],
  testTimeout: 600_000,
  // A worker that keeps much from one file slows down whatever measures memory in the next: it begins anew.
  workerIdleMemoryLimit: '1GB',
};
