import type { LookChain, LookedAt, LookEvent } from '#access';
import type { StoredEvent } from '#event-store';
import type { AssessmentAsked } from '#ledger';

/** A look as it is kept for reading. */
export interface LookRow {
  readonly association: string;
  readonly position: string;
  /** Null where the log itself was read, and showed nobody. */
  readonly member: string | null;
  readonly what: LookedAt;
  readonly chain: LookChain;
  readonly role: string;
  readonly account: string;
  readonly at: string;
  /** Of an assessment: to what purpose the data would move. */
  readonly purpose: string | null;
  /** The act of the ledger of which it is a part. */
  readonly under: string | null;
  readonly filters: readonly string[];
  readonly records: readonly string[];
  /** Why, where that was said: the class that members read, and the event that says what exactly, sealed. */
  readonly reasonClass: string | null;
  readonly reasonId: string | null;
}

type Told = Pick<LookRow, 'what' | 'chain'> &
  Partial<Pick<LookRow, 'purpose' | 'under' | 'filters' | 'records' | 'reasonClass' | 'reasonId'>>;

/** The row of an event; null where it is of no look. */
export function lookRowOf({ position, envelope }: StoredEvent): LookRow | null {
  const told = toldBy(envelope.type, envelope.data);
  if (told === null) return null;
  const { association, actor, recordedAt, subject } = envelope;
  return {
    association,
    position,
    member: subject,
    role: actor.role,
    account: actor.id,
    at: recordedAt,
    purpose: null,
    under: null,
    filters: [],
    records: [],
    reasonClass: null,
    reasonId: null,
    ...told,
  };
}

/** Whether an event makes a row here. */
export function tellsOfLook({ envelope }: StoredEvent): boolean {
  return toldBy(envelope.type, envelope.data) !== null;
}

function toldBy(type: string, data: unknown): Told | null {
  switch (type as (LookEvent | AssessmentAsked)['type']) {
    case 'MemberLookedAt': {
      const {
        what,
        chain,
        records,
        filters,
        under = null,
        reason,
      } = data as Extract<LookEvent, { type: 'MemberLookedAt' }>['data'];
      const why = { reasonClass: reason?.class ?? null, reasonId: reason?.id ?? null };
      return { what, chain, records, filters, under, ...why };
    }
    case 'LooksRead':
      return {
        what: 'LOOKS',
        chain: 'open',
        filters: (data as Extract<LookEvent, { type: 'LooksRead' }>['data']).filters,
      };
    case 'AssessmentAsked': {
      const { purpose, chain } = data as AssessmentAsked['data'];
      return { what: 'ASSESSMENT', chain, purpose };
    }
    default:
      return null;
  }
}
