import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import type { LimitName } from '../limits/limit-terms.js';

export const OPEN_ROUTE = 'kiroku:open';

/** What marks an open route: how it is limited. */
export interface OpenRoute {
  readonly limit: LimitName | null;
}

/**
 * Marks a route that answers without a token: health, docs, openapi, the issuer's own and publications, nothing else.
 * Limited by address, save where the answer keeps the service running.
 */
export const Open = (limit: LimitName | null = 'open') =>
  applyDecorators(SetMetadata(OPEN_ROUTE, { limit } satisfies OpenRoute), ApiSecurity({}));
