// `npm run test:kurrentdb`: what needs a KurrentDB, and the whole system and its evidence on it.
import config from './jest.config.mjs';

/** Specs of the whole system and of evidence that make no sense on a KurrentDB, and why. */
export const LEFT_OUT = {
  'libs/evidence/restore-guard/restored-database.int-spec.ts':
    'puts an older copy in the place of the database that holds all events; see restoring.kurrentdb.e2e-spec.ts',
  'test/system/restoring.e2e-spec.ts':
    'puts an older copy in the place of the database that holds all events; see restoring.kurrentdb.e2e-spec.ts',
  'test/system/tampering.e2e-spec.ts':
    'changes stored events as the superuser of a PostgreSQL that holds them; see verifying.kurrentdb.e2e-spec.ts',
};

const paths = Object.keys(LEFT_OUT).map((path) => `/${path.replaceAll('.', '\\.')}$`);

export default {
  ...config,
  testMatch: [
    '**/*.kurrentdb.{int,e2e}-spec.ts',
    '<rootDir>/test/system/**/*spec.ts',
    '<rootDir>/libs/evidence/**/*.int-spec.ts',
  ],
  testPathIgnorePatterns: ['/node_modules/', ...paths],
  // A spec that may take the server away must have it to itself.
  maxWorkers: process.env.KURRENTDB_START ? 1 : config.maxWorkers,
};
