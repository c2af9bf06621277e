import { maskTexts, canonicalText } from '#ledger';
import { dayInJapan } from '#statute';
import { decideRequest, isRequestFault } from '../domain/requests/decide-request.js';
import type { RequestCommand } from '../domain/requests/request-commands.js';
import type { RequestContext } from '../domain/requests/request-context.js';
import { isFrozen, type RequestEvent } from '../domain/requests/request-events.js';
import { requestOf } from '../domain/requests/request-state.js';
import type { KnownRequest, ReadRequestEvent } from './request-reader.js';

/** Whether what was done last is what is wanted now: a command that was sent twice is one fact. */
export function isSaidAgain(
  { events }: KnownRequest,
  wanted: readonly RequestCommand[],
  context: RequestContext,
): boolean {
  const told = events.filter(({ event }) => !isFrozen(event));
  const isReceipt = wanted[0]!.do === 'receive';
  const all = told.map(({ event }) => event);
  for (const count of [1, 2]) {
    // A request is received once, and first; everything else is compared with the end.
    const [before, last] = isReceipt ? [[], all.slice(0, count)] : [all.slice(0, -count), all.slice(-count)];
    const [{ stored }] = (isReceipt ? told : told.slice(-count)) as [KnownRequest['events'][number]];
    const today = dayInJapan(stored.envelope.recordedAt);
    const again = madeOf(before, wanted, { ...context, today });
    const said = again?.filter((event) => !isFrozen(event));
    if (said && same(said, last)) return true;
  }
  return false;
}

function madeOf(
  before: readonly ReadRequestEvent[],
  wanted: readonly RequestCommand[],
  context: RequestContext,
): RequestEvent[] | null {
  const made: RequestEvent[] = [];
  for (const command of wanted) {
    const outcome = decideRequest(requestOf([...before, ...made]), command, context);
    if (isRequestFault(outcome)) return null;
    made.push(...outcome);
  }
  return made;
}

function same(made: readonly RequestEvent[], known: readonly ReadRequestEvent[]): boolean {
  return made.length === known.length && made.every((event, index) => said(event) === said(known[index]!));
}

// Which records there are may have changed since; what was decided about them is said by the rest.
function said({ type, data, sealed }: ReadRequestEvent): string {
  const { records: _records, extras: _extras, ...codes } = data as { records?: unknown; extras?: unknown };
  const { disclosed: _disclosed, ...words } = (sealed ?? {}) as { disclosed?: unknown };
  return canonicalText([type, codes, maskTexts(words).value]);
}
