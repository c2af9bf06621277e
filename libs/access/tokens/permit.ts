import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import { ROLES_EXTENSION, TOKEN_SECURITY } from '#platform';
import type { Caller } from '../domain/caller.js';
import { PERMISSIONS, scopeOf, type Permission } from '../domain/permissions.js';

export const PERMISSION = 'kiroku:permission';

/** Names what a caller must be permitted to do here; the guard and the contract both go by it. */
export const Permit = (permission: Permission) =>
  applyDecorators(
    SetMetadata(PERMISSION, permission),
    ApiExtension('x-permission', permission),
    ApiExtension(ROLES_EXTENSION, [...PERMISSIONS[permission]]),
    ApiSecurity(TOKEN_SECURITY, [scopeOf(permission)]),
  );

export interface AuthenticatedRequest {
  caller?: Caller;
}

/** A caller who acts for an association. */
export type AssociationCaller = Caller & { readonly association: string };

/** The caller of the request. Routes of an association can rely on `association` being there. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!caller) throw new Error('A route that needs a caller is open.');
  return caller;
});
