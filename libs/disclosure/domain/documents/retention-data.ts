import { DOCUMENT_HEAD } from './register-data.js';
import type { RetainedRecord, RetentionFacts } from './retention-facts.js';
import { retentionRule } from './retention-rule.js';

/** Records that are kept alike. */
export interface RetentionGroup {
  /** One of them. */
  readonly record: RetainedRecord;
  readonly count: number;
}

/** Records by how long and why they are kept, those that go first before others; who they are about is in none. */
export function retentionGroups(records: readonly RetainedRecord[]): RetentionGroup[] {
  const groups = new Map<string, { record: RetainedRecord; count: number }>();
  for (const record of records) {
    const { method, years } = retentionRule(record);
    const { duty, retainUntil, disposableFrom, keptFor } = record;
    const key = JSON.stringify([retainUntil ?? '9', disposableFrom ?? '9', duty, method, years, keptFor]);
    const known = groups.get(key);
    if (known) known.count += 1;
    else groups.set(key, { record, count: 1 });
  }
  return [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}

/** A retention certificate as data, {@link RETENTION_DATA_SCHEMA}. */
export function retentionData(facts: RetentionFacts): object {
  const { matter, asOf, through, recordsHeldFrom, records, holds } = facts;
  const kept = (record: RetainedRecord) => {
    const { register, duty, retainUntil, disposableFrom, keptFor, ruleset } = record;
    const { method, years } = retentionRule(record);
    return { register, duty, method, years, retainUntil, disposableFrom, keptFor, ruleset };
  };
  const shared = { asOf, through, recordsHeldFrom, chains: ['open'], ...(holds !== null && { holds }) };
  if (matter.kind === 'period') {
    const { register, from, to } = matter;
    const groups = retentionGroups(records).map(({ record, count }) => ({ ...kept(record), count }));
    return { ...shared, about: { register, from, to }, count: records.length, groups };
  }
  return {
    ...shared,
    about: { member: matter.ref },
    count: records.length,
    records: records.map((record) => {
      const { id, occurredOn, party, madeOn } = record;
      return { record: id, occurredOn, party: party.name, madeOn, from: retentionRule(record).from, ...kept(record) };
    }),
  };
}

const day = { type: 'string', format: 'date' };
const text = { type: 'string' };
const perhaps = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const KEPT = {
  register: { enum: ['provision', 'receipt'] },
  duty: text,
  method: text,
  years: { type: 'integer', minimum: 1 },
  retainUntil: perhaps(day),
  disposableFrom: perhaps(day),
  keptFor: { type: 'array', items: text },
  ruleset: text,
};
const ABOUT = {
  oneOf: [
    { type: 'object', required: ['member'], properties: { member: text } },
    {
      type: 'object',
      required: ['register', 'from', 'to'],
      properties: { register: KEPT.register, from: day, to: day },
    },
  ],
};

export const RETENTION_DATA_SCHEMA = {
  title: 'KirokuRetentionCertificate',
  type: 'object',
  required: [...Object.keys(DOCUMENT_HEAD), 'about', 'asOf', 'through', 'recordsHeldFrom', 'chains', 'count'],
  oneOf: [{ required: ['records'] }, { required: ['groups'] }],
  properties: {
    ...DOCUMENT_HEAD,
    about: ABOUT,
    asOf: day,
    through: text,
    recordsHeldFrom: day,
    chains: { const: ['open'] },
    count: { type: 'integer', minimum: 0 },
    holds: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'scope', 'until'],
        properties: { code: text, scope: { enum: ['member', 'party', 'arrangement', 'record'] }, until: perhaps(day) },
      },
    },
    records: {
      type: 'array',
      items: {
        type: 'object',
        required: ['record', 'occurredOn', 'party', 'madeOn', 'from', ...Object.keys(KEPT)],
        properties: { record: text, occurredOn: day, party: perhaps(text), madeOn: day, from: day, ...KEPT },
      },
    },
    groups: {
      type: 'array',
      items: {
        type: 'object',
        required: ['count', ...Object.keys(KEPT)],
        properties: { count: { type: 'integer', minimum: 1 }, ...KEPT },
      },
    },
  },
} as const;
