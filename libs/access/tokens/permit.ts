import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiExtension, ApiHeader, ApiSecurity } from '@nestjs/swagger';
import { ROLES_EXTENSION, TOKEN_SECURITY } from '#platform';
import type { Caller } from '../domain/caller.js';
import { isPermitted, PERMISSIONS, scopeOf, type Permission } from '../domain/permissions.js';
import type { Reason } from '../reasons/reasons.js';

export const PERMISSION = 'kiroku:permission';
/** Names a reason that was given (`POST /v1/reasons`). */
export const REASON_HEADER = 'kiroku-reason';

const REASON = {
  name: 'Kiroku-Reason',
  required: false,
  description: 'Id of a reason that was given: without one, persons are masked to an auditor',
  schema: { type: 'string', format: 'uuid' },
};

/** Names what a caller must be permitted to do here; the guard and the contract both go by it. */
export const Permit = (permission: Permission) =>
  applyDecorators(
    SetMetadata(PERMISSION, permission),
    ApiExtension('x-permission', permission),
    ApiExtension(ROLES_EXTENSION, [...PERMISSIONS[permission]]),
    ApiSecurity(
      TOKEN_SECURITY,
      [scopeOf(permission)].filter((scope) => scope !== null),
    ),
    ...(isPermitted('auditor', permission) ? [ApiHeader(REASON)] : []),
  );

export interface AuthenticatedRequest {
  caller?: Caller;
  /** The mandate under which an auditor asks. */
  mandate?: string;
  /** Why the caller looks, where that was said. */
  reason?: Reason;
}

/** A caller who acts for an association. */
export type AssociationCaller = Caller & { readonly association: string };

/** The caller of the request. Routes of an association can rely on `association` being there. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!caller) throw new Error('A route that needs a caller is open.');
  return caller;
});
