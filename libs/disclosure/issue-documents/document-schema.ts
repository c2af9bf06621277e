import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '#platform';
import { ISSUED_DATA_FORMAT } from '#proof';
import { DIRECTIONS, EXTRA_FIELDS, VOLUNTARY_EXTRAS } from '#statute';
import { REQUEST_DOCUMENTS } from './request-papers.js';

const TEXT = { type: 'string' } as const;
const TEXT_OR_NONE = { type: ['string', 'null'] } as const;
const DAY = { type: 'string', format: 'date' } as const;
const UUID = { type: 'string', format: 'uuid' } as const;
const named = (properties: object) => ({ type: 'object', required: Object.keys(properties), properties });
const says = (kind: string, required: readonly string[]) => ({ properties: { kind: { const: kind } }, required });
const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });

const WITHHELD = { type: 'array', items: named({ record: TEXT_OR_NONE, field: TEXT_OR_NONE, reason: TEXT }) };

const NAMED = named({ code: TEXT, ja: TEXT, en: TEXT });
const PARTY = orNull(named({ name: TEXT_OR_NONE, address: TEXT_OR_NONE, representative: TEXT_OR_NONE }));
const ITEMS = orNull({ type: 'array', items: NAMED });

const RECORD = {
  ...named({
    record: { ...TEXT, description: 'Transfer and line' },
    version: { type: 'integer', minimum: 1 },
    register: { enum: ['provision', 'receipt'] },
    duty: TEXT,
    fields: { type: 'array', items: TEXT, description: 'Statutory fields of the record' },
    date: orNull(DAY),
    party: PARTY,
    person: orNull(named({ name: TEXT_OR_NONE, symbol: TEXT_OR_NONE, number: TEXT_OR_NONE, branch: TEXT_OR_NONE })),
    items: ITEMS,
    consent: { type: ['boolean', 'null'] },
    acquisition: TEXT_OR_NONE,
  }),
  description: 'position and leaf name its line among the links of the proof of completeness',
};

const EXTRA = named({
  record: { ...TEXT, description: 'Transfer and line' },
  version: { type: 'integer', minimum: 1 },
  extra: { enum: VOLUNTARY_EXTRAS },
  label: { ...NAMED, description: 'What the law calls the movement' },
  direction: { enum: DIRECTIONS },
  fields: { type: 'array', items: { enum: EXTRA_FIELDS } },
  date: orNull(DAY),
  party: PARTY,
  items: ITEMS,
  purpose: orNull(NAMED),
  means: TEXT_OR_NONE,
});

/** The data of documents that answer disclosure requests, JSON Schema 2020-12; kinds may say more. */
export const DOCUMENT_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'The data of a document',
  type: 'object',
  required: ['format', 'documentId', 'kind', 'language', 'issuedOn', 'association', 'code', 'salt'],
  properties: {
    format: { const: ISSUED_DATA_FORMAT },
    documentId: UUID,
    kind: TEXT,
    language: { enum: ['ja', 'en'] },
    issuedOn: { ...DAY, description: 'Day in Japan' },
    association: TEXT,
    code: { type: 'string', pattern: '^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$' },
    salt: { type: 'string', contentEncoding: 'base64' },
    of: { ...TEXT_OR_NONE, description: 'Id of what it is of, such as the disclosure request' },
    replaces: { ...TEXT_OR_NONE, description: 'Id of the document that it took the place of' },
    request: named({
      id: UUID,
      kind: TEXT,
      asker: TEXT,
      arrivedOn: DAY,
      grounds: { type: 'array', items: TEXT },
      fee: { type: 'integer' },
    }),
    ruleset: TEXT,
    outcome: TEXT,
    decidedOn: DAY,
    withheld: WITHHELD,
    recordsHeldFrom: DAY,
    asOf: { type: 'string', pattern: '^\\d{16}$' },
    references: { type: 'array', items: UUID },
    completenessSha256: {
      type: 'string',
      pattern: '^[0-9a-f]{64}$',
      description: 'Of the proof of completeness that goes with it, in its one form (RFC 8785)',
    },
    records: { type: 'array', items: RECORD },
    voluntary: {
      ...named({ note: TEXT, isCut: { type: 'boolean' }, extras: { type: 'array', items: EXTRA } }),
      description: 'What the association told beside the records of its own accord; left out where it told nothing',
    },
    text: TEXT_OR_NONE,
    dueOn: DAY,
  },
  anyOf: [
    says('RECORDS_DISCLOSURE', ['request', 'outcome', 'decidedOn', 'withheld', 'recordsHeldFrom', 'asOf', 'records']),
    says('DECISION_NOTICE', ['request', 'outcome', 'decidedOn', 'withheld', 'text']),
    says('EXTENSION_NOTICE', ['request', 'dueOn', 'text']),
    { properties: { kind: { not: { enum: REQUEST_DOCUMENTS } } } },
  ],
} as const;

@ApiExcludeController()
@Open()
@Controller('docs/schemas')
export class DocumentSchemaController {
  @Get('document.json')
  @Header('Content-Type', 'application/schema+json; charset=utf-8')
  document(): typeof DOCUMENT_SCHEMA {
    return DOCUMENT_SCHEMA;
  }
}
