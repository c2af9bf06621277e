// Start it with `npm test`, which brings Node 24 and the flags that ES modules need.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export default {
  rootDir: dirname(dirname(fileURLToPath(import.meta.url))),
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts'],
  // These need a server that `npm test` does not bring: `npm run test:kurrentdb` runs them.
  testPathIgnorePatterns: ['/node_modules/', '\\.kurrentdb\\.(int|e2e)-spec\\.ts$'],
  testEnvironment: 'node',
  // `source` makes package.json's "imports" answer with the TypeScript files. Adding `import` or `default` would hand
  // TypeORM's two builds to one process.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
  globalSetup: '<rootDir>/test/harness/global-setup.mjs',
  globalTeardown: '<rootDir>/test/harness/global-teardown.mjs',
  reporters: ['default', '<rootDir>/test/harness/count-reporter.mjs'],
  maxWorkers: 2,
  testTimeout: 60_000, // Some suites start servers, and a busy machine is slow at that.
};
