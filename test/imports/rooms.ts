import type { Tree } from './tree.js';

// The rooms as the design draws them, written down apart from the rules that enforce them.

export const LIBS: Record<string, string[]> = {
  platform: [],
  proof: [],
  statute: [],
  'event-store': ['platform', 'proof'],
  access: ['event-store', 'statute', 'proof', 'platform'],
  webhooks: ['access', 'event-store', 'platform'],
  readers: ['statute'],
  ledger: ['readers', 'statute', 'access', 'event-store', 'platform'],
  evidence: ['proof', 'event-store', 'access', 'platform'],
  records: ['ledger', 'evidence', 'statute', 'access', 'event-store', 'platform'],
  disclosure: ['records', 'ledger', 'evidence', 'readers', 'statute', 'access', 'event-store', 'proof', 'platform'],
};

const everyLib = Object.keys(LIBS);

export const APPS: Record<string, string[]> = {
  ledger: everyLib,
  disclosure: everyLib,
  projector: everyLib,
  cli: everyLib,
  console: ['proof'],
  'bundle-page': ['proof'],
  'check-page': ['proof'],
};

export interface Visit {
  file: string;
  lib: string;
  allowed: boolean;
}

/** Every room knocking at every lib's front door, from code and from a spec. */
export const VISITS: Visit[] = [
  ...Object.entries(LIBS).flatMap(([name, doors]) => visitsFrom(`libs/${name}`, doors, name)),
  ...Object.entries(APPS).flatMap(([name, doors]) => visitsFrom(`apps/${name}`, doors)),
];

function visitsFrom(room: string, doors: string[], self?: string): Visit[] {
  return everyLib
    .filter((lib) => lib !== self)
    .flatMap((lib) => [
      { file: `${room}/visit/${lib}.ts`, lib, allowed: doors.includes(lib) },
      { file: `${room}/visit/${lib}.spec.ts`, lib, allowed: doors.includes(lib) },
    ]);
}

export const frontDoors: Tree = Object.fromEntries(
  everyLib.map((lib) => [`libs/${lib}/index.ts`, 'export interface Shape { id: string }\nexport const door = 1;\n']),
);

export const visitingTree: Tree = Object.fromEntries(
  VISITS.map(({ file, lib }) => [file, `import { door } from '#${lib}';\nexport const seen = door;\n`]),
);
