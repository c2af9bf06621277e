import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';

export const OPEN_ROUTE = 'kiroku:open';

/** Marks a route that answers without a token: health, docs, openapi, the issuer's own and publications, nothing else. */
export const Open = () => applyDecorators(SetMetadata(OPEN_ROUTE, true), ApiSecurity({}));
