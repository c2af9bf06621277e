import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  ApiExtension,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiSecurity,
  type OpenAPIObject,
} from '@nestjs/swagger';
import {
  CodeField,
  CodesField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  TextsField,
} from '../index.js';
import { PageRequest } from '../http/page.request.js';
import { Open } from '../http/open.js';
import { anApp } from '../testing/an-app.js';

const MAYBE = { optional: true, nullable: true } as const;
const NULL = { nullable: true } as const;

class Spout {
  @TextField()
  shape!: string;
}

class PotRequest {
  @TextField({ ...MAYBE, max: 9 })
  label?: string | null;

  @TextField(NULL)
  owner!: string | null;

  @TextField({ optional: true })
  note?: string;

  @IntField(NULL)
  cups!: number | null;

  @InstantField(MAYBE)
  boiledAt?: string | null;

  @CodeField(['GREEN', 'BLACK'], NULL)
  tea!: string | null;

  @CodeField(['S', 'L'], { ...NULL, enumName: 'PotSize' })
  size!: string | null;

  @CodeField(['S', 'L'], { enumName: 'PotSize', description: 'Of the lid' })
  lid!: string;

  @ObjectField(() => Spout, { ...NULL, description: 'Where it pours' })
  spout!: Spout | null;

  @ListField(() => Spout, { max: 3 })
  spares!: Spout[];

  @ListField(() => Spout, { ...MAYBE, max: 3 })
  lost?: Spout[] | null;

  @CodesField(['A'], { max: 2 })
  marks!: string[];

  @TextsField({ max: 2, length: 7 })
  words!: string[];
}

@Controller('v1/pots')
class PotController {
  @Post()
  @ApiOkResponse({ type: PotRequest })
  @ApiNotFoundResponse({ description: 'no-such-pot' })
  make(@Body() request: PotRequest): PotRequest {
    return request;
  }

  @ApiExtension('x-roles', ['potter', 'guest'])
  @ApiSecurity('token', ['pots:write'])
  @ApiOperation({ description: 'Empties it.' })
  @Post('emptied')
  empty(): void {}

  @Open()
  @Get('open')
  look(@Query() page: PageRequest): PageRequest {
    return page;
  }
}

let app: NestFastifyApplication;
let document: OpenAPIObject;
let pot: { properties: Record<string, unknown>; required: string[] };
beforeAll(async () => {
  app = await anApp(PotController);
  document = (await app.inject('/openapi.json')).json();
  pot = document.components!.schemas!['PotRequest'] as unknown as typeof pot;
});
afterAll(() => app.close());

const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe('a field in the contract', () => {
  it.each([
    ['label', { type: ['string', 'null'], minLength: 1, maxLength: 9 }],
    ['owner', { type: ['string', 'null'], minLength: 1, maxLength: 500 }],
    ['cups', { type: ['integer', 'null'], minimum: 0, maximum: Number.MAX_SAFE_INTEGER }],
    ['boiledAt', { type: ['string', 'null'], format: 'date-time' }],
    ['tea', { type: ['string', 'null'], enum: ['GREEN', 'BLACK', null] }],
    ['size', { anyOf: [refTo('PotSize'), { type: 'null' }] }],
    ['spout', { anyOf: [refTo('Spout'), { type: 'null' }], description: 'Where it pours' }],
    ['lost', { type: ['array', 'null'], items: refTo('Spout'), minItems: 0, maxItems: 3 }],
  ])('that may be null says so as OpenAPI 3.1 does: %s', (name, schema) => {
    expect(pot.properties[name]).toEqual(schema);
  });

  it.each([
    ['note', { type: 'string', minLength: 1, maxLength: 500 }],
    ['lid', { allOf: [refTo('PotSize')], description: 'Of the lid' }],
    ['spares', { type: 'array', items: refTo('Spout'), minItems: 0, maxItems: 3 }],
    ['marks', { type: 'array', items: { type: 'string', enum: ['A'] }, minItems: 0, maxItems: 2 }],
    ['words', { type: 'array', items: { type: 'string', minLength: 1, maxLength: 7 }, minItems: 0, maxItems: 2 }],
  ])('that may not be null says nothing of null: %s', (name, schema) => {
    expect(pot.properties[name]).toEqual(schema);
  });

  it('is required unless it may be left out, whether or not it may be null', () => {
    const required = ['owner', 'cups', 'tea', 'size', 'lid', 'spout', 'spares', 'marks', 'words'];
    expect([...pot.required].sort()).toEqual([...required].sort());
  });

  it('refers only to schemas that are there', () => {
    const referred = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]*)"/g)];
    expect(referred.length).toBeGreaterThan(5);
    for (const [, name] of referred) expect(Object.keys(document.components!.schemas!)).toContain(name);
  });

  it('is a schema of JSON Schema 2020-12, which OpenAPI 3.1 asks for', () => {
    const ajv = new Ajv2020({ strict: false });
    for (const schema of Object.values(document.components!.schemas!)) {
      expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null]);
    }
    expect(JSON.stringify(document)).not.toContain('"nullable"');
  });

  it('leaves an enum that others share without null', () => {
    expect(document.components!.schemas!['PotSize']).toEqual({ type: 'string', enum: ['S', 'L'] });
  });
});

describe('an operation in the contract', () => {
  const operations = () => Object.values(document.paths).flatMap((path) => Object.values(path));

  it('documents problems, each one the same way', () => {
    const content = { 'application/problem+json': { schema: refTo('Problem') } };
    expect(operations().length).toBeGreaterThan(3);
    for (const { responses } of operations()) expect(responses.default).toEqual({ description: 'A problem', content });
    expect(document.paths['/v1/pots']!.post!.responses['404']).toEqual({ description: 'no-such-pot', content });
  });

  it('needs a token unless its route is open', () => {
    expect(document.security).toEqual([{ token: [] }]);
    const open = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).some(({ security }) => security?.length === 0) ? [path] : [],
    );
    expect(open.sort()).toEqual(['/health/live', '/health/ready', '/v1/pots/open']);
  });

  it('says who may call it and with which scope, after what it says of itself', () => {
    expect(document.paths['/v1/pots/emptied']!.post!.description).toBe(
      'Empties it.\n\nRole: potter, guest. Scope: pots:write.',
    );
    expect(document.paths['/v1/pots/open']!.get!.description).toBe('Needs no token.');
    expect(document.paths['/v1/pots']!.post!.description).toBeUndefined();
  });
});
