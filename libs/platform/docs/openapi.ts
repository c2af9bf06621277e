import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { PROBLEM_CONTENT, problemSchemas } from './problem-schema.js';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
/** Roles that may call an operation, as whoever guards its route writes them into the contract. */
export const ROLES_EXTENSION = 'x-roles';

/** Name of the one security scheme; an operation names beside it the scopes that its token needs. */
export const TOKEN_SECURITY = 'token';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & { [ROLES_EXTENSION]?: readonly string[] };

/** The contract, made from the controllers: OpenAPI 3.1. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const description =
    'The data-sharing ledger for Japanese health-insurance and mutual-aid associations. ' +
    'Errors are RFC 9457 problem details; each type is explained at /docs/problems. ' +
    'Days are calendar days in Japan; instants are UTC; positions are opaque and ordered.';
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Kiroku 記録')
    .setDescription(description)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, TOKEN_SECURITY)
    .addSecurityRequirements(TOKEN_SECURITY)
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: (_controller, method) => method });
  operationsOf(document).forEach(describeEdges);
  const components = { ...document.components, schemas: { ...document.components?.schemas, ...problemSchemas } };
  return { ...document, components };
}

function operationsOf(document: OpenAPIObject): Operation[] {
  return Object.values(document.paths).flatMap((path) => METHODS.flatMap((method) => path[method] ?? []));
}

/** What the house's edges do for every operation alike: problems, open routes that ask for no token, and who may call. */
function describeEdges(operation: Operation): void {
  operation.responses['default'] ??= { description: 'A problem', content: PROBLEM_CONTENT };
  for (const [status, response] of Object.entries(operation.responses)) {
    if (/^[45]/.test(status) && response && !('$ref' in response)) response.content ??= PROBLEM_CONTENT;
  }
  // `Open` leaves one requirement that asks for nothing; an empty list says so more plainly.
  if (operation.security?.some((requirement) => Object.keys(requirement).length === 0)) operation.security = [];
  const sentence = callersOf(operation);
  if (sentence) operation.description = [operation.description, sentence].filter(Boolean).join('\n\n');
}

function callersOf({ security, [ROLES_EXTENSION]: roles }: Operation): string | null {
  const scopes = security?.flatMap((requirement) => requirement[TOKEN_SECURITY] ?? []) ?? [];
  if (roles) return [`Role: ${roles.join(', ')}.`, ...scopes.map((scope) => `Scope: ${scope}.`)].join(' ');
  return security?.length === 0 ? 'Needs no token.' : null;
}
