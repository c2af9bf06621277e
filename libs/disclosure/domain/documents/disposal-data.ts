import { DOCUMENT_HEAD } from './register-data.js';
import type { DisposalFacts } from './disposal-facts.js';

/** A disposal certificate as data, {@link DISPOSAL_DATA_SCHEMA}. */
export function disposalData(facts: DisposalFacts): object {
  const { disposal, asOf, ruleset, certificate, listDigest, complete } = facts;
  const { proposed, approved, executed, kept, spared } = facts;
  return {
    disposal,
    asOf,
    ruleset: ruleset.id,
    chains: ['open'],
    certificate,
    listDigest,
    proposed,
    approved,
    executed,
    kept,
    spared,
    complete,
  };
}

const day = { type: 'string', format: 'date' };
const text = { type: 'string' };
const count = { type: 'integer', minimum: 0 };
const perhaps = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const digest = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const STEP = { type: 'object', required: ['role', 'on'], properties: { role: text, on: day } };
const SUMS = {
  type: 'array',
  items: {
    type: 'object',
    required: ['reasons', 'records'],
    properties: { reasons: { type: 'array', items: text }, records: count },
  },
};

export const DISPOSAL_DATA_SCHEMA = {
  title: 'KirokuDisposalCertificate',
  type: 'object',
  required: [
    ...Object.keys(DOCUMENT_HEAD),
    'disposal',
    'asOf',
    'ruleset',
    'chains',
    'certificate',
    'listDigest',
    'proposed',
    'approved',
    'executed',
    'kept',
    'spared',
    'complete',
  ],
  properties: {
    ...DOCUMENT_HEAD,
    disposal: { type: 'string', format: 'uuid' },
    asOf: day,
    ruleset: text,
    chains: { const: ['open'] },
    certificate: {
      type: 'object',
      required: ['records', 'transfers', 'keys', 'from', 'to', 'digest', 'position', 'leafHash'],
      properties: {
        records: count,
        transfers: count,
        keys: count,
        from: perhaps(text),
        to: perhaps(text),
        digest,
        position: text,
        leafHash: text,
      },
    },
    listDigest: digest,
    proposed: STEP,
    approved: STEP,
    executed: STEP,
    kept: SUMS,
    spared: SUMS,
    complete: { type: 'boolean' },
  },
} as const;
