import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { maskMyNumbers } from '#statute';
import { AssociationActs, type Act } from '../acts/association-acts.js';
import { DISTINCTIONS_STREAM } from '../domain/distinction-events.js';
import { distinctionsOf, judgeUndoing, type Distinction } from '../domain/distinctions.js';
import { isFault, judgeApproval, judgeWithdrawal, type FourEyesVerdict } from '../domain/four-eyes.js';
import type { Asking } from '../keep-mandates/propose-mandate.command.js';
import { notedDistinction, resultOf, type DistinctionResult } from './propose-distinction.command.js';

export type DistinctionDecision =
  | { readonly kind: 'approve' | 'withdraw'; readonly distinctionId: string }
  | { readonly kind: 'revoke'; readonly distinctionId: string; readonly reason: string };

export class DecideDistinction extends Command<DistinctionResult> {
  constructor(
    readonly asking: Asking,
    readonly decision: DistinctionDecision,
  ) {
    super();
  }
}

/** Four eyes: it silences a check, so whoever proposed it cannot approve it. One is enough to undo it. */
@CommandHandler(DecideDistinction)
export class DecideDistinctionHandler implements ICommandHandler<DecideDistinction, DistinctionResult> {
  constructor(@Inject(AssociationActs) private readonly acts: AssociationActs) {}

  async execute({ asking, decision }: DecideDistinction): Promise<DistinctionResult> {
    const { distinctionId } = decision;
    const acted = await this.acts.act({ ...asking, stream: DISTINCTIONS_STREAM }, (acts, actor) => {
      const distinction = distinctionsOf(acts.map(notedDistinction)).get(distinctionId);
      if (!distinction) throw new Refusal('distinction-unknown');
      const verdict = judge(distinction, decision, actor.id);
      if (isFault(verdict)) throw new Refusal(`distinction-${verdict}`);
      return verdict === 'new' ? actOf(decision) : null;
    });
    return resultOf(acted, distinctionId);
  }
}

function judge(distinction: Distinction, { kind }: DistinctionDecision, account: string): FourEyesVerdict {
  switch (kind) {
    case 'approve':
      // What was undone is proposed anew.
      return distinction.status === 'revoked' ? 'approved' : judgeApproval(distinction, account);
    case 'withdraw':
      return judgeWithdrawal(distinction);
    case 'revoke':
      return judgeUndoing(distinction);
    default:
      return kind satisfies never;
  }
}

function actOf(decision: DistinctionDecision): Act {
  const data = { distinctionId: decision.distinctionId };
  switch (decision.kind) {
    case 'approve':
      return { type: 'DistinctionApproved', data, sealed: null };
    case 'withdraw':
      return { type: 'DistinctionWithdrawn', data, sealed: null };
    case 'revoke':
      return { type: 'DistinctionRevoked', data, sealed: { reason: maskMyNumbers(decision.reason).text } };
    default:
      return decision satisfies never;
  }
}
