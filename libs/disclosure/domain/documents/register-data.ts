import type { ExportedRecord } from '#records';
import type { RegisterFacts } from './register-facts.js';

/** A register as data: what its schema says, {@link REGISTER_DATA_SCHEMA}. */
export function registerData(facts: RegisterFacts): object {
  const { register, from, to, recordsHeldFrom, through, ruleset, records } = facts;
  return {
    register,
    from,
    to,
    recordsHeldFrom,
    through,
    chains: ['open'],
    ruleset: ruleset.id,
    records: records.map(dataOf),
  };
}

function dataOf({ id, linePosition, leafHash, ...record }: ExportedRecord): object {
  const { position: _transfer, complete: _missing, quarantine: _none, citations: _cited, ...said } = record;
  return { record: id, ...said, position: linePosition, leaf: leafHash };
}

const day = { type: 'string', format: 'date' };
const text = { type: 'string' };
const perhaps = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const texts = { type: 'array', items: text };
const code = { type: 'object', required: ['code', 'ja', 'en'], properties: { code: text, ja: text, en: text } };
const PARTY = {
  type: 'object',
  required: ['name', 'address', 'representative'],
  properties: { name: perhaps(text), address: perhaps(text), representative: perhaps(text) },
};

/** What every document begins with, JSON Schema 2020-12. */
export const DOCUMENT_HEAD = {
  format: { const: 'kiroku.document/1' },
  documentId: { type: 'string', format: 'uuid' },
  kind: text,
  language: { enum: ['ja', 'en'] },
  issuedOn: day,
  association: text,
  code: { type: 'string', pattern: '^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$' },
  salt: { type: 'string', pattern: '^[A-Za-z0-9+/]{22}==$' },
} as const;

const RECORD = {
  type: 'object',
  required: ['record', 'status', 'duty', 'occurredOn', 'party', 'person', 'items', 'fields', 'missing', 'madeOn'],
  properties: {
    record: text,
    status: { enum: ['in-force', 'corrected', 'voided', 'rejected'] },
    duty: text,
    route: perhaps(text),
    method: perhaps(text),
    occurredOn: day,
    party: PARTY,
    person: {
      type: 'object',
      required: ['ref', 'name', 'symbol', 'number', 'branch', 'erased'],
      properties: { ref: text, name: perhaps(text), erased: { type: 'boolean' } },
    },
    items: { type: 'array', items: code },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'statutory', 'present', 'from'],
        properties: {
          code: text,
          statutory: { type: 'boolean' },
          present: { type: 'boolean' },
          from: perhaps(text),
        },
      },
    },
    missing: texts,
    madeOn: day,
    retainUntil: perhaps(day),
    keptFor: texts,
    correctionReason: perhaps(text),
    earlier: {
      type: 'array',
      items: {
        type: 'object',
        required: ['version', 'recordedAt', 'occurredOn', 'party', 'items', 'position', 'leafHash'],
        properties: { version: { type: 'integer' }, occurredOn: day, party: PARTY },
      },
    },
    position: text,
    leaf: text,
  },
} as const;

export const REGISTER_DATA_SCHEMA = {
  title: 'KirokuRegister',
  type: 'object',
  required: [
    ...Object.keys(DOCUMENT_HEAD),
    'register',
    'from',
    'to',
    'recordsHeldFrom',
    'through',
    'chains',
    'records',
  ],
  properties: {
    ...DOCUMENT_HEAD,
    register: { enum: ['provision', 'receipt'] },
    from: day,
    to: day,
    recordsHeldFrom: day,
    through: text,
    chains: { const: ['open'] },
    ruleset: text,
    records: { type: 'array', items: RECORD },
  },
} as const;
