import { Inject, Injectable } from '@nestjs/common';
import { v5 } from 'uuid';
import { Refusal } from '#platform';
import { rulesetById } from '#statute';
import { canonicalText } from '../domain/canonical-text.js';
import { groupOf } from '../domain/decide-transfer.js';
import { refusalStream } from '../domain/streams.js';
import { TransferReader } from '../knowledge/transfer-reader.js';
import { FactWriter } from '../writing/fact-writer.js';
import type { DecisionContext } from '../writing/sealed-events.js';
import type { OwnedFact } from './transfer-facts.js';
import { describeGroup, sealNoteOf } from './transfer-answer.js';

/** Namespace of event ids of refusals; any fixed UUID, never to be changed. */
const REFUSAL_NAMESPACE = 'd3c5f0a8-49a7-4a55-8d0e-5d3f3a1b7c42';

/**
 * Writes that a planned transfer was refused, and refuses it. The same plan refused for the same reasons is one fact;
 * once something else is known it is judged anew, for a refusal answers a question and records no transfer.
 */
@Injectable()
export class PlanRefuser {
  constructor(
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(TransferReader) private readonly transfers: TransferReader,
  ) {}

  async refuse(transferId: string, at: Date, context: DecisionContext, refusal: OwnedFact): Promise<never> {
    const { association } = context;
    const eventId = v5(canonicalText([transferId, refusal.fact.data]), REFUSAL_NAMESPACE);
    const place = { stream: refusalStream(transferId), expected: 'any' as const, at };
    await this.writer.write(place, context, [{ ...refusal, fact: { ...refusal.fact, eventId } }]);
    const { events } = await this.transfers.read(association, transferId);
    const stored = events.find((event) => event.stored.envelope.id === eventId);
    // Somebody recorded the transfer under this name at the same moment.
    if (stored?.fact.type !== 'TransferRefused') throw new Refusal('transfer-changed');
    const seal = sealNoteOf(stored.stored);
    const ruleset = rulesetById(seal.ruleset)!;
    const groups = stored.fact.data.groups.map((group) => describeGroup(groupOf(group), ruleset));
    throw new Refusal('transfer-blocked', { transfer: transferId, ...seal, groups });
  }
}
