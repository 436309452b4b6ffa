/** Every test of the product; what is long by nature lives in *.long.ts and runs with .jest.long.config.js. */
export default {
  rootDir: '.',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironment: 'node',
  testSequencer: '<rootDir>/test/harness/longest-first.js',
  globalSetup: '<rootDir>/test/harness/global-setup.js',
  globalTeardown: '<rootDir>/test/harness/global-teardown.js',
  reporters: ['default', '<rootDir>/test/harness/closing-line-reporter.js'],
  maxWorkers: 2,
  testTimeout: 60_000,
};
