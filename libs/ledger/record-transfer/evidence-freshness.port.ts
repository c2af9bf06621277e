import type { Refusal } from '#platform';

/** Whether something that is only planned may wait until what proves it is up to date again. */
export interface EvidenceFreshness {
  /** Why a planned transfer is not taken now; null where it is. */
  refusal(association: string): Promise<Refusal | null>;
}

export const EVIDENCE_FRESHNESS = Symbol('EvidenceFreshness');

/** Where nothing is said of evidence. */
export const ALWAYS_FRESH: EvidenceFreshness = { refusal: () => Promise.resolve(null) };
