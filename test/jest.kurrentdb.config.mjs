// `npm run test:kurrentdb`: what needs a KurrentDB, and the whole system on it.
import config from './jest.config.mjs';

const { testPathIgnorePatterns: _, ...shared } = config;

export default {
  ...shared,
  testMatch: ['**/*.kurrentdb.int-spec.ts', '<rootDir>/test/system/**/*.e2e-spec.ts'],
};
