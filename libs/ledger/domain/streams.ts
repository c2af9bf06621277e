/** Names of the streams of one association. */
export const ASSOCIATION_STREAM = 'association';
/** All breaches of an association: they are few. */
export const BREACHES_STREAM = 'breaches';
export const partyStream = (partyId: string) => `party-${partyId}`;
export const arrangementStream = (arrangementId: string) => `arrangement-${arrangementId}`;
export const memberStream = (ref: string) => `member-${ref}`;
/** All disclosure requests of a member: they are few. */
export const requestsStream = (ref: string) => `requests-${ref}`;
/** What a bereaved family asks about a member: no request of the member, so apart from those. */
export const courtesyStream = (ref: string) => `courtesy-${ref}`;
export const standingStream = (ref: string) => `standing-${ref}`;
export const refusalStream = (transferId: string) => `refusal-${transferId}`;
export const transferStream = (transferId: string) => `transfer-${transferId}`;
export const holdStream = (holdId: string) => `hold-${holdId}`;
export const findingStream = (findingId: string) => `finding-${findingId}`;
export const reexaminationStream = (ref: string) => `reexamination-${ref}`;

/** What a stream is about, where it is the association itself, a party or an arrangement. */
export interface Ground {
  readonly kind: 'association' | 'party' | 'arrangement';
  readonly id: string;
}

export function groundOfStream(stream: string): Ground | null {
  if (stream === ASSOCIATION_STREAM) return { kind: 'association', id: stream };
  if (stream.startsWith(partyStream(''))) return { kind: 'party', id: stream.slice(partyStream('').length) };
  const prefix = arrangementStream('');
  return stream.startsWith(prefix) ? { kind: 'arrangement', id: stream.slice(prefix.length) } : null;
}

/** Streams that are about one member alone, beside the transfers: what is sealed there is sealed with the member's keys. */
export const personalStreams = (ref: string) => [
  memberStream(ref),
  standingStream(ref),
  reexaminationStream(ref),
  requestsStream(ref),
  courtesyStream(ref),
];
