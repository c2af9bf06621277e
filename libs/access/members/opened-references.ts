import { likenessOf } from '../directory/likeness.js';
import type { KeptMemberFact } from './member-facts.js';
import { newestOpening } from './newest-opening.js';

/** A reference of a person with its events. */
export interface ReferenceFacts {
  readonly reference: string;
  readonly facts: readonly KeptMemberFact[];
}

/**
 * The newest opening of each reference of a person, the present one first. Once somebody was split off, what had been merged
 * in before may be that other person's: of it only what is the person's own without a doubt is opened.
 */
export function openedReferences([present, ...absorbed]: readonly [ReferenceFacts, ...ReferenceFacts[]]) {
  const own = newestOpening(present.facts);
  const texts = new Set(own && likenessOf(own.opening.identity).certain);
  const isOwn = ({ reference, facts }: ReferenceFacts) =>
    !isInDoubt(present.facts, reference) ||
    likenessOf(newestOpening(facts)!.opening.identity).certain.some((text) => texts.has(text));
  return [present, ...absorbed]
    .filter(({ facts }) => newestOpening(facts) !== null)
    .filter((one) => one === present || isOwn(one))
    .map(({ reference, facts }) => ({ reference, ...newestOpening(facts)! }));
}

function isInDoubt(facts: readonly KeptMemberFact[], absorbed: string): boolean {
  const lastSplit = facts.findLastIndex(({ event }) => event.type === 'MemberSplit');
  const merged = facts.findIndex(({ event }) => event.type === 'MemberAbsorbed' && event.data.refs.includes(absorbed));
  // Who is not named went into one that went into this one.
  return merged < lastSplit;
}
