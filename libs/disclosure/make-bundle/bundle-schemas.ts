import { registeredEventTypes } from '#event-store';

const TEXT = { type: 'string' } as const;
const TEXT_OR_NONE = { type: ['string', 'null'] } as const;

/** A line of `events.ndjson`, JSON Schema 2020-12. */
export const EVENT_LINE_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A line of events.ndjson',
  description:
    'entry is the stored bytes to the letter: leaf = SHA-256(0x00 ‖ entry). Of events outside of the selection there is the leaf alone.',
  type: 'object',
  required: ['position', 'leaf'],
  properties: {
    position: { type: 'string', pattern: '^\\d{16}$' },
    leaf: { type: 'string', contentEncoding: 'base64' },
    entry: {
      type: 'object',
      required: ['id', 'type', 'schemaVersion', 'association', 'stream', 'revision', 'recordedAt', 'actor', 'salt'],
      properties: {
        id: { type: 'string', format: 'uuid' },
        type: TEXT,
        schemaVersion: { type: 'integer', minimum: 1 },
        association: TEXT,
        stream: TEXT,
        revision: { type: 'integer', minimum: 0 },
        occurredAt: TEXT_OR_NONE,
        recordedAt: { type: 'string', format: 'date-time' },
        actor: { type: 'object', required: ['role', 'id'], properties: { role: TEXT, id: TEXT } },
        causation: TEXT_OR_NONE,
        subject: { ...TEXT_OR_NONE, description: 'Member reference, random' },
        ruleset: TEXT_OR_NONE,
        knowledgeAt: TEXT_OR_NONE,
        salt: TEXT,
        data: { description: 'Codes and dates; by type and version' },
        keyId: TEXT_OR_NONE,
        sealed: { ...TEXT_OR_NONE, contentEncoding: 'base64', description: 'AES-256-GCM: nonce ‖ ciphertext ‖ tag' },
        chain: { enum: ['open', 'restricted'] },
      },
    },
  },
} as const;

/** The types of events and the version in which each is written now. */
export function eventTypesTable(): readonly { readonly type: string; readonly version: number }[] {
  return [...registeredEventTypes()].map(([type, { version }]) => ({ type, version })).toSorted(byType);
}

function byType(one: { readonly type: string }, other: { readonly type: string }): number {
  return one.type < other.type ? -1 : 1;
}
