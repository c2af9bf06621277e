import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { Clock, Refusal } from '#platform';
import { DeclareStanding, refuseMatter } from '../declare-standing/declare-standing.command.js';
import { ArrangementReader } from '../knowledge/arrangement-reader.js';
import { KnowledgeReader } from '../knowledge/knowledge.js';
import { isPublic } from '../publish-grounds/publication.js';
import type { Registered } from '../writing/register-once.js';
import type { DeclareOwnStandingRequest } from './own-standing.request.js';

export class DeclareOwnStanding extends Command<Registered> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly member: string,
    readonly request: DeclareOwnStandingRequest,
  ) {
    super();
  }
}

/** A member's own word: received now, and it counts from now. */
@CommandHandler(DeclareOwnStanding)
export class DeclareOwnStandingHandler implements ICommandHandler<DeclareOwnStanding, Registered> {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(KnowledgeReader) private readonly knowledge: KnowledgeReader,
    @Inject(ArrangementReader) private readonly arrangements: ArrangementReader,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, member, request }: DeclareOwnStanding): Promise<Registered> {
    const { id, kind, matter = null, scope, noticeVersion, reason } = request;
    if (matter !== null) await this.#refuseUnpublished(association, matter);
    if (isConsent(kind) && !noticeVersion) {
      const errors = [{ pointer: '/noticeVersion', detail: 'is missing: a consent says which notice was read' }];
      throw new Refusal('invalid-request', { errors });
    }
    const { receivedAt, effectiveFrom } = await this.#timesOf(association, member, id);
    return this.commands.execute(
      new DeclareStanding(association, caller, member, {
        id,
        kind,
        matter,
        scope: scope ?? { classes: [], parties: [], items: [], purposes: [] },
        receivedAt,
        effectiveFrom,
        form: 'WEB',
        noticeVersion: noticeVersion ?? null,
        reason: reason ?? null,
        by: { who: 'self' },
      }),
    );
  }

  /** Nobody learns here of an arrangement that nobody may know to exist. */
  async #refuseUnpublished(association: string, matter: string): Promise<void> {
    const { versions } = await this.arrangements.read(association, matter);
    if (versions.length === 0 || !versions.every(isPublic)) refuseMatter();
  }

  /** Now; of a declaration that is said again, when it was said first. */
  async #timesOf(association: string, member: string, id: string) {
    const known = await this.knowledge.read(association, { arrangement: null, party: null, members: [member] });
    const before = known.standing.get(member)?.find((one) => one.id === id);
    const now = this.clock.now().toISOString();
    return { receivedAt: before?.receivedAt ?? now, effectiveFrom: before?.effectiveFrom ?? now };
  }
}

function isConsent(kind: DeclareOwnStandingRequest['kind']): boolean {
  return kind === 'CONSENT' || kind === 'FOREIGN_CONSENT';
}
