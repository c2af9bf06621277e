import type { TransferFacts } from './facts.js';
import type { Basis, Exception, Exclusion, NumItem, Route } from './vocabulary.js';
import { EXCEPTIONS } from './vocabulary.js';

/** The ground of a transfer: the poster's own words, and the arrangement's where the poster says nothing. */
export interface Ground {
  readonly route: Route | null;
  readonly basis: Basis | null;
  readonly exception: Exception | null;
  /** Only an exclusion with a reason and an approver counts; `exclusionClaimed` is what was said. */
  readonly exclusion: Exclusion | null;
  readonly exclusionClaimed: Exclusion | null;
  readonly numItem: NumItem | null;
  readonly routeDiffers: boolean;
}

export function groundOf({ ground, arrangement }: Pick<TransferFacts, 'ground' | 'arrangement'>): Ground {
  const exclusion = ground.exclusion ?? arrangement?.exclusion ?? null;
  const reasoned = exclusion !== null && isStated(exclusion.reason) && isStated(exclusion.approvedBy);
  const ownRoute = ground.route ?? ground.exception ?? null;
  const route = ownRoute ?? (isStated(ground.basis) ? null : (arrangement?.routeChosen ?? null));
  const chosen = arrangement?.routeChosen ?? null;
  return {
    route,
    basis: ground.basis ?? (ownRoute === null ? (arrangement?.basisChosen ?? null) : null),
    exception: ground.exception ?? EXCEPTIONS.find((code) => code === route) ?? null,
    exclusion: reasoned ? exclusion.code : null,
    exclusionClaimed: exclusion?.code ?? null,
    numItem: ground.numItem ?? arrangement?.numItem ?? null,
    routeDiffers: ownRoute !== null && chosen !== null && ownRoute !== chosen,
  };
}

/** True for a text that says something. */
export function isStated(text: string | null | undefined): boolean {
  return text !== null && text !== undefined && text.trim() !== '';
}
