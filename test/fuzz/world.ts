import { v5 } from 'uuid';
import { transferIdentity } from '#ledger';
import { sampleFile } from '../harness/sample-association.js';
import type { Json } from './json-text.js';

/** The association that is asked, with its sample; and another one, of which nobody there may learn anything. */
export const HOME = 'mihon-seizo';
export const OTHER = 'kanaria-kumiai';

/** What is written into everything of somebody, and never sent: whoever else is shown it was shown too much. */
export const MARKS = { association: 'kanaria7q', member: 'jibun6e', otherMember: 'tanin8w' } as const;

const NAMESPACE = '0b7f1c1e-3a0e-4a55-9c58-2d4a1f0e7c11';

/** An id that is the same in every run. */
export function fixedId(kind: string, index = 0): string {
  return v5(`${kind}-${index}`, NAMESPACE);
}

/** Members of their own, whom no officer touches: what they are shown is theirs alone. */
export const ME = fixedId('me');
export const SOMEBODY = fixedId('somebody');
/** Of the other association: ids that are asked for, and ids that nobody ever says. */
export const BAIT = {
  member: fixedId('bait-member'),
  standing: fixedId('bait-standing'),
  hold: fixedId('bait-hold'),
  breach: fixedId('bait-breach'),
  request: fixedId('bait-request'),
  disposal: fixedId('bait-disposal'),
  party: 'kanaria-bait',
  arrangement: 'KANARIA-BAIT',
  mapping: 'kanaria-bait',
  transfer: transferIdentity(OTHER, MARKS.association, 'bait'),
} as const;
export const SILENT = {
  member: fixedId('silent-member'),
  standing: fixedId('silent-standing'),
  hold: fixedId('silent-hold'),
  breach: fixedId('silent-breach'),
  request: fixedId('silent-request'),
  transfer: transferIdentity(OTHER, MARKS.association, 'silent'),
} as const;

export const SOURCE = 'kenpo-core';
/** So many things of each kind are made and asked for again and again. */
export const KEPT = 15;
export const TRANSFERS = 60;
export const externalIdOf = (index: number) => `fuzz-${index}`;

const { members, parties, arrangements } = sampleFile(HOME);
const many = (kind: string) => Array.from({ length: KEPT }, (_, index) => fixedId(kind, index));

/** What only a running service can tell: ids that it chose, and cursors of its lists. */
export interface Harvest {
  readonly findings: readonly string[];
  readonly imports: readonly string[];
  readonly series: readonly string[];
  readonly cursors: readonly string[];
  /** Of the other association; asked for as well. */
  readonly baits: readonly string[];
}

export const NO_HARVEST: Harvest = { findings: [], imports: [], series: [], cursors: [], baits: [] };

/** Ids by the collection in whose addresses they stand, some of them of others. */
export function placesOf(harvest: Harvest): Readonly<Record<string, readonly string[]>> {
  const transfers = [
    ...Array.from({ length: TRANSFERS }, (_, index) => transferIdentity(HOME, SOURCE, externalIdOf(index))),
    BAIT.transfer,
    ...harvest.baits,
  ];
  return {
    members: [...members.map(({ ref }) => ref), ...many('member'), BAIT.member],
    transfers,
    quarantine: transfers,
    standing: [...many('standing'), ...many('own-standing'), BAIT.standing, fixedId('somebody-standing')],
    holds: [...many('hold'), BAIT.hold],
    'disclosure-requests': [...many('request'), BAIT.request],
    documents: many('document'),
    breaches: [...many('breach'), BAIT.breach],
    mandates: many('mandate'),
    distinctions: many('distinction'),
    webhooks: many('webhook'),
    representations: many('representation'),
    represented: [...members.map(({ ref }) => ref), ...many('member'), BAIT.member],
    disposals: [...many('disposal').slice(0, 5), BAIT.disposal],
    arrangements: [...arrangements.map(({ id }) => id), ...FUZZED.arrangements, BAIT.arrangement],
    parties: [...parties.map((party) => (party as { id: string }).id), ...FUZZED.parties, BAIT.party],
    findings: [...harvest.findings, ...harvest.baits],
    imports: [...harvest.imports, ...harvest.baits],
    series: [...harvest.series, 'B04', fixedId('series')],
    rulesets: ['jp-appi-2022-04', 'jp-appi-r8-draft'],
    diff: ['jp-appi-2022-04', 'jp-appi-r8-draft'],
    lines: ['1', '2', '3'],
    log: [HOME, 'mihon-unyu', 'nowhere'],
    checkpoint: ['1', '2', '9007199254740991'],
    publications: [HOME, 'mihon-unyu', 'nowhere'],
    tile: ['0', '1', '2', '63', '64'],
    entries: ['000', '000.p/1', '000.p/255', 'x001/000'],
    'register-mappings': ['fuzz-mapping', 'teikyo-kiroku', BAIT.mapping],
  };
}

export const FUZZED = {
  arrangements: Array.from({ length: 8 }, (_, index) => `FUZZ-${index}`),
  parties: Array.from({ length: 8 }, (_, index) => `fuzz-party-${index}`),
  associations: Array.from({ length: 4 }, (_, index) => `fuzz-kumiai-${index}`),
} as const;

/** Values of fields by their names. */
export function fieldsOf(harvest: Harvest): Readonly<Record<string, readonly Json[]>> {
  const places = placesOf(harvest);
  const days = ['2026-06-10', '2026-11-20', '2026-10-01', '2025-06-10'];
  const instants = ['2026-06-10T00:00:00Z', '2026-11-20T01:00:00.000Z', '2026-01-05T09:30:00+09:00'];
  const itemCodes = ['NAME', 'SEX', 'BIRTH_DATE', 'CHECKUP_ATTENDANCE', 'DIAGNOSIS', 'CLAIM_COPY', 'EMPLOYEE_CODE'];
  const purposes = ['U01', 'U06', 'U08', 'U14', 'U17', 'U21'];
  const classes = ['EMPLOYER', 'KENPO', 'FEDERATION', 'CLINIC'];
  return {
    ref: places['members']!,
    member: places['members']!,
    into: places['members']!,
    from: [...places['members']!, ...days],
    to: [...places['members']!, ...days],
    household: places['members']!,
    arrangement: places['arrangements']!,
    matter: places['arrangements']!,
    party: places['parties']!,
    parties: places['parties']!,
    id: [...places['arrangements']!, ...places['parties']!],
    transfer: places['transfers']!,
    transfers: places['transfers']!,
    consentId: places['standing']!,
    record: places['transfers']!.flatMap((id) => [id, `${id}:1`]),
    baseRecord: places['transfers']!,
    sameAsRecord: places['transfers']!,
    mapping: places['register-mappings']!,
    source: [SOURCE, 'register.fuzz-mapping'],
    externalId: Array.from({ length: TRANSFERS }, (_, index) => externalIdOf(index)),
    purpose: purposes,
    purposes,
    items: itemCodes,
    code: [...itemCodes, ...purposes],
    classes,
    class: classes,
    country: ['JP', 'US', 'DE', 'ZZ'],
    insurerNumber: ['06990014'],
    symbol: ['101', 'fz'],
    number: Array.from({ length: KEPT }, (_, index) => `fz-${index}`),
    branch: ['00', '01'],
    version: [1, 1, 1, 2, 2, 3],
    occurredAt: instants,
    receivedAt: instants,
    effectiveFrom: [...days, ...instants],
    on: days,
    ruleset: places['rulesets']!,
    cursor: harvest.cursors,
    owner: ['me', 'somebody'],
    kind: ['blocked', 'late-knowledge', 'overdue-planned'],
    atLeast: ['0000000000000001', '0000000000000040'],
    printed: ['23', '23(1)', '29'],
    seriesId: ['B04-2026', 'fuzz-series'],
    limit: [1, 2, 50, 200],
  };
}
