import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { Clock } from '#platform';
import { WithdrawStanding } from '../declare-standing/withdraw-standing.command.js';
import { KnowledgeReader } from '../knowledge/knowledge.js';
import type { Registered } from '../writing/register-once.js';
import type { WithdrawOwnStandingRequest } from './own-standing.request.js';

export class WithdrawOwnStanding extends Command<Registered> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly member: string,
    readonly standingId: string,
    readonly request: WithdrawOwnStandingRequest,
  ) {
    super();
  }
}

/** A member takes a declaration back: received now, and it counts from now. */
@CommandHandler(WithdrawOwnStanding)
export class WithdrawOwnStandingHandler implements ICommandHandler<WithdrawOwnStanding, Registered> {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(KnowledgeReader) private readonly knowledge: KnowledgeReader,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, member, standingId, request }: WithdrawOwnStanding): Promise<Registered> {
    const known = await this.knowledge.read(association, { arrangement: null, party: null, members: [member] });
    const before = known.standing.get(member)?.find((one) => one.id === standingId)?.withdrawnAt;
    // Said again, it is the withdrawal that was said first.
    const at = before ?? this.clock.now().toISOString();
    return this.commands.execute(
      new WithdrawStanding(association, caller, member, standingId, {
        receivedAt: at,
        effectiveFrom: at,
        reason: request.reason ?? null,
        by: { who: 'self' },
      }),
    );
  }
}
