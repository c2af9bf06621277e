/** A place in KurrentDB's own log, as digits: the client gives now a number, now a bigint, and JSON takes no bigint. */
export interface LogPlace {
  readonly commit: string;
  readonly prepare: string;
}

/** An event as KurrentDB gives it back. */
export interface Recorded {
  readonly name: string;
  readonly id: string;
  readonly type: string;
  readonly revision: number;
  readonly place: LogPlace;
  readonly bytes: Uint8Array;
  /** Parsed, where the server says that it is JSON: metadata of streams is, events of the ledger are not. */
  readonly json: Readonly<Record<string, unknown>> | null;
}

interface ClientEvent {
  readonly event?: {
    readonly streamId: string;
    readonly id: string;
    readonly type: string;
    readonly revision: bigint | number;
    readonly isJson: boolean;
    readonly data: unknown;
    readonly position?: { readonly commit: bigint | number; readonly prepare: bigint | number };
  };
  readonly commitPosition?: bigint | number;
}

const NO_BYTES = new Uint8Array();

/** Null for a link whose event is gone. */
export function toRecorded({ event, commitPosition }: ClientEvent): Recorded | null {
  if (!event) return null;
  const commit = String(event.position?.commit ?? commitPosition);
  return {
    name: event.streamId,
    id: event.id,
    type: event.type,
    // A deleted stream ends with the greatest 64-bit number: no longer exact, and never used as a revision.
    revision: Number(event.revision),
    place: { commit, prepare: String(event.position?.prepare ?? commit) },
    bytes: event.isJson ? NO_BYTES : (event.data as Uint8Array),
    json: event.isJson ? (event.data as Record<string, unknown>) : null,
  };
}

/** Whether one place comes after another. */
export function isAfter(one: LogPlace, other: LogPlace): boolean {
  const difference = BigInt(one.commit) - BigInt(other.commit) || BigInt(one.prepare) - BigInt(other.prepare);
  return difference > 0n;
}
