// `npm run test:kurrentdb`: what needs a KurrentDB, and the whole system on it.
import config from './jest.config.mjs';

/** Specs of test/system that make no sense on a KurrentDB: the name of the file, and why. */
export const LEFT_OUT = {
  'tampering.e2e-spec.ts': 'changes stored events as the superuser of a PostgreSQL that holds them: its own tables',
};

const names = Object.keys(LEFT_OUT).map((name) => `/test/system/${name.replaceAll('.', '\\.')}$`);

export default {
  ...config,
  testMatch: ['**/*.kurrentdb.{int,e2e}-spec.ts', '<rootDir>/test/system/**/*spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...names],
  // A spec that may take the server away must have it to itself.
  maxWorkers: process.env.KURRENTDB_START ? 1 : config.maxWorkers,
};
