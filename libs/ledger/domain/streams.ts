/** Names of the streams of one association. */
export const ASSOCIATION_STREAM = 'association';
export const partyStream = (partyId: string) => `party-${partyId}`;
export const arrangementStream = (arrangementId: string) => `arrangement-${arrangementId}`;
export const memberStream = (ref: string) => `member-${ref}`;
export const standingStream = (ref: string) => `standing-${ref}`;
export const refusalStream = (transferId: string) => `refusal-${transferId}`;
export const transferStream = (transferId: string) => `transfer-${transferId}`;
export const holdStream = (holdId: string) => `hold-${holdId}`;
export const findingStream = (findingId: string) => `finding-${findingId}`;
export const reexaminationStream = (ref: string) => `reexamination-${ref}`;
