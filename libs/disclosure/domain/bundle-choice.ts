/** What is known of the transfer in whose stream an event stands. */
export interface TransferOfEvent {
  /** Whether it is in the selection by its day, its party and, where members are named, one of its lines. */
  readonly isWanted: boolean;
  readonly isRestricted: boolean;
}

/** By what the events of a bundle are chosen. */
export interface EventChoice {
  /** Who asks: the restricted chain, and what is about no transfer, is for auditors. */
  readonly isAuditor: boolean;
  readonly from: string;
  readonly to: string;
  /** Null: all. */
  readonly members: ReadonlySet<string> | null;
  readonly parties: ReadonlySet<string> | null;
}

/** An event as far as the choice depends on it. */
export interface ChoosableEvent {
  readonly stream: string;
  readonly subject: string | null;
  /** The day in Japan on which it was recorded. */
  readonly recordedOn: string;
  /** Null where it is of no transfer, or of one that is in no view: planned, refused, disposed of. */
  readonly transfer: TransferOfEvent | null;
}

/** Under what the transfers were made: whole, whatever the period. */
const GROUNDS = /^(?:association$|log$|log-keys$|arrangement-)/;
const PARTY = /^party-(.*)$/;

/** Whether the bytes of an event are in a bundle; of the others it has the leaf hash alone. */
export function isChosen(event: ChoosableEvent, choice: EventChoice): boolean {
  const { stream, subject, transfer, recordedOn } = event;
  const isOfMember = choice.members === null || subject === null || choice.members.has(subject);
  if (transfer) return transfer.isWanted && isOfMember && (choice.isAuditor || !transfer.isRestricted);
  if (GROUNDS.test(stream)) return true;
  const party = PARTY.exec(stream)?.[1];
  if (party !== undefined) return choice.parties?.has(party) ?? true;
  // Of what is about no transfer, nobody but an auditor could be sure that it does not tell of the restricted chain.
  if (!choice.isAuditor || recordedOn < choice.from || recordedOn > choice.to) return false;
  if (choice.members !== null) return subject !== null && choice.members.has(subject);
  return choice.parties === null;
}
