import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { maskMyNumbers } from '#statute';
import { AssociationActs, type Acted, type NotedAct } from '../acts/association-acts.js';
import { Persons } from '../directory/persons.js';
import { DISTINCTIONS_STREAM, type DistinctionEvent, type DistinctionProposed } from '../domain/distinction-events.js';
import { distinctionsOf, type Distinction, type NotedDistinctionEvent } from '../domain/distinctions.js';
import type { Asking } from '../keep-mandates/propose-mandate.command.js';
import { presentMember } from '../members/present-member.js';
import type { ProposeDistinctionRequest } from './distinction.request.js';

export interface DistinctionResult {
  readonly distinction: Distinction;
  readonly isNew: boolean;
}

export class ProposeDistinction extends Command<DistinctionResult> {
  constructor(
    readonly asking: Asking,
    readonly request: ProposeDistinctionRequest,
  ) {
    super();
  }
}

/** Of two references that stand, by whatever they are alike; which they are is sealed. */
@CommandHandler(ProposeDistinction)
export class ProposeDistinctionHandler implements ICommandHandler<ProposeDistinction, DistinctionResult> {
  constructor(
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(Persons) private readonly persons: Persons,
  ) {}

  async execute({ asking, request }: ProposeDistinction): Promise<DistinctionResult> {
    const { association } = asking;
    const { id: distinctionId, member, other, evidence } = request;
    if (member === other)
      throw new Refusal('invalid-request', { errors: [{ pointer: '/other', detail: 'is the same reference' }] });
    await presentMember(this.persons, association, member);
    await presentMember(this.persons, association, other);
    const members = [member, other].sort() as [string, string];
    const sealed = { members, reason: maskMyNumbers(request.reason).text };
    const known = proposalsOf(await this.acts.open(association, DISTINCTIONS_STREAM)).get(distinctionId);
    if (
      known &&
      JSON.stringify([known.sealed?.members, known.sealed?.reason]) !== JSON.stringify([members, sealed.reason])
    )
      refuseOther();
    const acted = await this.acts.act({ ...asking, stream: DISTINCTIONS_STREAM }, (acts) => {
      const before = distinctionsOf(acts.map(notedDistinction)).get(distinctionId);
      if (!before) return { type: 'DistinctionProposed', data: { distinctionId, evidence }, sealed };
      // Somebody else took the id a moment ago: what they said is not known here.
      if (!known || before.evidence !== evidence) refuseOther();
      return null;
    });
    return resultOf(acted, distinctionId);
  }
}

export function resultOf({ acts, isNew }: Acted, distinctionId: string): DistinctionResult {
  return { distinction: distinctionsOf(acts.map(notedDistinction)).get(distinctionId)!, isNew };
}

export function notedDistinction({ type, data, by, at }: NotedAct): NotedDistinctionEvent {
  return { event: { type, data } as Pick<DistinctionEvent, 'type' | 'data'>, by, at };
}

/** What each of them says, out of acts that were opened; the first one counts. */
export function proposalsOf(
  acts: readonly NotedAct[],
): ReadonlyMap<string, { readonly sealed: DistinctionProposed['sealed'] | null }> {
  const proposals = new Map<string, { readonly sealed: DistinctionProposed['sealed'] | null }>();
  for (const { type, data, sealed } of acts) {
    const { distinctionId } = data as DistinctionProposed['data'];
    if (type !== 'DistinctionProposed' || proposals.has(distinctionId)) continue;
    proposals.set(distinctionId, { sealed: sealed as DistinctionProposed['sealed'] | null });
  }
  return proposals;
}

function refuseOther(): never {
  throw new Refusal('distinction-differs');
}
