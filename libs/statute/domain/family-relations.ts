export const FAMILY_RELATIONS = ['SPOUSE', 'CHILD', 'PARENT', 'GRANDCHILD', 'GRANDPARENT', 'SIBLING', 'OTHER'] as const;
/** Who somebody was to a person who died (続柄). */
export type FamilyRelation = (typeof FAMILY_RELATIONS)[number];
