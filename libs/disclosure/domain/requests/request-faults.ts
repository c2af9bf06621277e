import type { FieldError } from '#platform';
import type { requestProblems } from './request-problems.js';

export type RequestFaultCode = keyof typeof requestProblems | 'invalid-request';

/** Why something cannot be done about a request: a code with harmless facts. */
export interface RequestFault {
  readonly fault: RequestFaultCode;
  readonly facts?: { readonly errors?: readonly FieldError[]; readonly [fact: string]: unknown };
}

export function fault(code: RequestFaultCode, facts?: RequestFault['facts']): RequestFault {
  return facts ? { fault: code, facts } : { fault: code };
}

/** What was sent does not fit, and where. Nothing where there is no error. */
export function misfit(errors: readonly FieldError[]): RequestFault | null {
  return errors.length === 0 ? null : fault('invalid-request', { errors });
}
