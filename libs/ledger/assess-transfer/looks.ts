import { Inject, Injectable } from '@nestjs/common';
import { looksStream, Pseudonyms, type Caller } from '#access';
import { dayInJapan } from '#statute';
import type { AssessmentAsked } from '../domain/look-events.js';
import type { Statement } from '../domain/statement.js';
import type { Group } from '../domain/transfer-events.js';
import { FactWriter } from '../writing/fact-writer.js';

export interface Asking {
  readonly association: string;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
  readonly requestId: string | null;
  readonly at: Date;
  readonly statement: Statement;
  /** How its lines were judged: what would stand in the restricted chain is asked for there. */
  readonly groups: readonly Pick<Group, 'lines' | 'chain' | 'view'>[];
  readonly ruleset: string;
  readonly asOf: Date | null;
}

type Asked = Pick<Asking, 'statement' | 'groups' | 'ruleset' | 'asOf'>;

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
    await this.writer.write(
      place,
      context,
      statement.members.map(({ ref }, index) => ({ subject: ref, fact: lookOf(asking, index + 1) })),
    );
  }
}

/** Of one line. The party and the arrangement may tell of an illness: they are sealed with the member's key. */
export function lookOf({ statement, groups, ruleset, asOf }: Asked, line: number): AssessmentAsked {
  const { direction, purpose, phase, arrangement, party } = statement;
  const group = groups.find(({ lines }) => lines.includes(line));
  // There is no line yet that could be hidden from the member: the asking itself is.
  const isOpen = group?.chain === 'open' && group.view !== 'hidden';
  return {
    type: 'AssessmentAsked',
    data: {
      direction,
      purpose,
      phase,
      ruleset,
      asOf: asOf?.toISOString() ?? null,
      chain: isOpen ? 'open' : 'restricted',
    },
    sealed: { arrangement: arrangement?.id ?? null, party: 'id' in party ? party.id : party.name },
  };
}
