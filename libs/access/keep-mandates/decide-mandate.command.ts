import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { maskMyNumbers } from '#statute';
import { AssociationActs, type Act } from '../acts/association-acts.js';
import { isFault, judgeApproval, judgeWithdrawal, type FourEyesVerdict } from '../domain/four-eyes.js';
import { MANDATES_STREAM } from '../domain/mandate-events.js';
import { judgeRevocation, mandatesOf, type Mandate } from '../domain/mandates.js';
import { notedMandate } from '../mandates/mandate-book.js';
import { resultOf, type Asking, type MandateResult } from './propose-mandate.command.js';

export type MandateDecision =
  | { readonly kind: 'approve' | 'withdraw'; readonly mandateId: string }
  | { readonly kind: 'revoke'; readonly mandateId: string; readonly reason: string };

export class DecideMandate extends Command<MandateResult> {
  constructor(
    readonly asking: Asking,
    readonly decision: MandateDecision,
  ) {
    super();
  }
}

/** Four eyes: whoever proposed a mandate cannot approve it, and nobody decides on one of their own. */
@CommandHandler(DecideMandate)
export class DecideMandateHandler implements ICommandHandler<DecideMandate, MandateResult> {
  constructor(@Inject(AssociationActs) private readonly acts: AssociationActs) {}

  async execute({ asking, decision }: DecideMandate): Promise<MandateResult> {
    const { mandateId } = decision;
    const acted = await this.acts.act({ ...asking, stream: MANDATES_STREAM }, (acts, actor) => {
      const mandate = mandatesOf(acts.map(notedMandate)).get(mandateId);
      if (!mandate) throw new Refusal('mandate-unknown');
      if (decision.kind === 'approve' && actor.id === mandate.account) throw new Refusal('mandate-own');
      const verdict = judge(mandate, decision, actor.id);
      if (isFault(verdict)) throw new Refusal(`mandate-${verdict}`);
      return verdict === 'new' ? actOf(decision) : null;
    });
    return resultOf(acted, mandateId);
  }
}

function judge(mandate: Mandate, { kind }: MandateDecision, account: string): FourEyesVerdict {
  switch (kind) {
    case 'approve':
      return judgeApproval(mandate, account);
    case 'withdraw':
      return judgeWithdrawal(mandate);
    case 'revoke':
      return judgeRevocation(mandate);
    default:
      return kind satisfies never;
  }
}

function actOf(decision: MandateDecision): Act {
  const data = { mandateId: decision.mandateId };
  switch (decision.kind) {
    case 'approve':
      return { type: 'MandateApproved', data, sealed: null };
    case 'withdraw':
      return { type: 'MandateWithdrawn', data, sealed: null };
    case 'revoke':
      return { type: 'MandateRevoked', data, sealed: { reason: maskMyNumbers(decision.reason).text } };
    default:
      return decision satisfies never;
  }
}
