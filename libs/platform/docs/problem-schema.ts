import type { OpenAPIObject } from '@nestjs/swagger';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

export const PROBLEM_CONTENT = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
} as const;

/** RFC 9457 problem details as the problem filter writes them. */
export const problemSchemas: Schemas = {
  Problem: {
    type: 'object',
    description: 'RFC 9457 problem details. Some types carry more facts; each is explained at /docs/problems.',
    properties: {
      type: { type: 'string', format: 'uri-reference', description: 'Where this type of problem is explained' },
      title: { type: 'string', description: 'In Japanese or English, by Accept-Language' },
      status: { type: 'integer', minimum: 400, maximum: 599 },
      code: { type: 'string', description: 'The type by its short name; does not change' },
      detail: { type: 'string' },
      instance: { type: 'string', format: 'uri', description: 'urn:request: and the id of the request' },
      errors: { type: 'array', items: { $ref: '#/components/schemas/FieldError' } },
    },
    required: ['type', 'title', 'status', 'code', 'instance'],
    additionalProperties: true,
  },
  FieldError: {
    type: 'object',
    properties: {
      pointer: { type: 'string', description: 'RFC 6901 JSON pointer into what was sent' },
      detail: { type: 'string' },
    },
    required: ['pointer', 'detail'],
  },
};
