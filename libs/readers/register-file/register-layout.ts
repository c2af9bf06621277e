/** What a column of a register that an association kept so far may say. */
export const REGISTER_FIELDS = [
  'rowId',
  'occurredOn',
  'madeOn',
  'periodFrom',
  'periodTo',
  'ref',
  'insurerNumber',
  'symbol',
  'number',
  'branch',
  'arrangement',
  'party',
  'partyName',
  'partyAddress',
  'partyRepresentative',
  'partyClass',
  'partyLocation',
  'items',
  'purpose',
  'means',
  'dataKind',
  'route',
  'contractRef',
  'method',
  'proxyBy',
  'consent',
  'providerHow',
  'acquisition',
  'acquisitionHow',
] as const;
export type RegisterField = (typeof REGISTER_FIELDS)[number];

export interface RegisterColumn {
  /** As it stands in the header row. */
  readonly name: string;
  readonly field: RegisterField;
  /** What cells say in words of their own, and what that means. */
  readonly values?: Readonly<Record<string, string>>;
}

/** How the columns of a register become the fields of records. */
export interface RegisterLayout {
  readonly register: 'provision' | 'receipt';
  readonly columns: readonly RegisterColumn[];
  /** What holds for every row. */
  readonly constants: Readonly<Partial<Record<RegisterField, string>>>;
}

/** Fields without one of which no row can become a record; of those in a list, one is enough. */
const NEEDED: readonly (readonly RegisterField[])[] = [
  ['occurredOn'],
  ['madeOn'],
  ['ref', 'number'],
  ['party', 'partyName'],
  ['items'],
  ['purpose'],
  ['means'],
  ['route'],
];
/** A party that is named in place says what it is. */
const OF_A_NAMED_PARTY: readonly RegisterField[] = ['partyClass', 'partyLocation'];

/** What a layout lacks, or says twice, in words; empty where every row may become a record. */
export function layoutFaults({ columns, constants }: RegisterLayout): string[] {
  const fields = [...columns.map(({ field }) => field), ...(Object.keys(constants) as RegisterField[])];
  const has = (field: RegisterField) => fields.includes(field);
  const needed = has('party') ? NEEDED : [...NEEDED, ...OF_A_NAMED_PARTY.map((field) => [field])];
  const names = columns.map(({ name }) => name);
  return [
    ...needed.filter((some) => !some.some(has)).map((some) => `lacks ${some.join(' or ')}`),
    ...[...new Set(fields.filter((field, at) => fields.indexOf(field) < at))].map((field) => `says ${field} twice`),
    ...[...new Set(names.filter((name, at) => names.indexOf(name) < at))].map(
      (name) => `reads the column ${name} twice`,
    ),
  ];
}
