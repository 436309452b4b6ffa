import everyTest from './jest.config.js';

/** What is long by nature: gigabyte files, thousands of records, races run many times. */
export default {
  ...everyTest,
  testMatch: ['<rootDir>/test/**/*.long.ts'],
  testTimeout: 600_000,
};
