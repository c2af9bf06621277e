import { Inject, Injectable } from '@nestjs/common';
import { Pseudonyms, type Caller } from '#access';
import { dayInJapan } from '#statute';
import type { AssessmentAsked } from '../domain/look-events.js';
import type { Statement } from '../domain/statement.js';
import { looksStream } from '../domain/streams.js';
import { FactWriter } from '../writing/fact-writer.js';

export interface Asking {
  readonly association: string;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
  readonly requestId: string | null;
  readonly at: Date;
  readonly statement: Statement;
  readonly ruleset: string;
  readonly asOf: Date | null;
}

/** Writes, before the answer, that somebody asked about members: who, when, about whom and to what purpose, not what came out. */
@Injectable()
export class Looks {
  constructor(
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  async write(asking: Asking): Promise<void> {
    const { association, caller, requestId, at, statement } = asking;
    const actor = await this.pseudonyms.actor(association, caller);
    const context = { association, actor, causation: requestId, occurredAt: null, ruleset: null, knowledgeAt: null };
    const place = { stream: looksStream(dayInJapan(at.toISOString())), expected: 'any' as const, at };
    const fact = lookOf(asking);
    await this.writer.write(
      place,
      context,
      statement.members.map(({ ref }) => ({ subject: ref, fact })),
    );
  }
}

/** The party and the arrangement may tell of an illness: they are sealed with the member's key. */
export function lookOf({ statement, ruleset, asOf }: Pick<Asking, 'statement' | 'ruleset' | 'asOf'>): AssessmentAsked {
  const { direction, purpose, phase, arrangement, party } = statement;
  return {
    type: 'AssessmentAsked',
    data: { direction, purpose, phase, ruleset, asOf: asOf?.toISOString() ?? null },
    sealed: { arrangement: arrangement?.id ?? null, party: 'id' in party ? party.id : party.name },
  };
}
