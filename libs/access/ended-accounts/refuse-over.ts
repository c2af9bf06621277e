import { Refusal } from '#platform';
import { isOver, type Ending } from '../domain/ended.js';

/** Refuses a token of no more use. */
export function refuseOver(ending: Ending, issuedAt: number | undefined): void {
  if (!isOver(ending, issuedAt)) return;
  const code = ending.closedAt === null ? 'token-ended' : 'account-closed';
  throw new Refusal(code, { challenge: 'error="invalid_token"' });
}
