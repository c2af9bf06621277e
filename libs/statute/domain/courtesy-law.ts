import type { FamilyRelation } from './family-relations.js';

interface Text {
  readonly ja: string;
  readonly en: string;
}

interface Named extends Text {
  readonly code: string;
}

export const COURTESY_OUTCOMES = ['GRANTED', 'PART', 'REFUSED', 'NO_DATA'] as const;
export type CourtesyOutcome = (typeof COURTESY_OUTCOMES)[number];

/**
 * What a bereaved family may ask as a courtesy (開示依頼). No request of the Act, which is about the living (art. 2(1)):
 * an association's own policy, so none of arts. 32 to 39 is a reason here, and no suit waits for its days.
 */
export interface CourtesyLaw {
  /** What is told with every answer. */
  readonly note: Text;
  readonly cites: readonly string[];
  readonly relations: readonly (Named & { readonly code: FamilyRelation })[];
  readonly subjects: readonly Named[];
  /** The strength of identification of whoever asks. */
  readonly assurance: number;
  /** Papers of which one shows the death, and one who was who. */
  readonly death: readonly Named[];
  readonly kinship: readonly Named[];
  readonly outcomes: Readonly<Record<CourtesyOutcome, Text>>;
  readonly disclosing: readonly CourtesyOutcome[];
  readonly refusals: readonly Named[];
}
