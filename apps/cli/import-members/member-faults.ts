import { RegisterMemberRequest } from '#access';
import { compileRules } from '#platform';
import type { MemberRow } from '#readers';
import type { RowFault } from './member-outcome.js';

const errorsOf = compileRules(RegisterMemberRequest);

/** Why a row cannot be registered, by the rules of a registration. */
export function faultOf({ body }: MemberRow): RowFault | null {
  const [error] = errorsOf(body);
  return error ? { code: 'line-invalid', ...error } : null;
}
