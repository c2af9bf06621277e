import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pseudonyms } from '#access';
import { Clock, Refusal } from '#platform';
import { canonicalText } from '../domain/canonical-text.js';
import type { Statement } from '../domain/statement.js';
import { transferStream } from '../domain/streams.js';
import { KnowledgeReader } from '../knowledge/knowledge.js';
import { MemberResolver } from '../knowledge/member-resolver.js';
import { TransferReader } from '../knowledge/transfer-reader.js';
import { FactWriter } from '../writing/fact-writer.js';
import { assessStatement, type Judgement } from './assess-statement.js';
import { PlanRefuser } from './plan-refuser.js';
import { RecordTransfer, type RecordingResult } from './record-transfer.command.js';
import { sealNoteOf, transferAnswer } from './transfer-answer.js';
import { recordingFacts, refusalFact, type VersionNote } from './transfer-facts.js';
import { transferIdentity } from './transfer-identity.js';
import { droppedLines } from '../domain/decide-transfer.js';
import { refuseNumberInIdentity, toStatement } from './to-statement.js';

@CommandHandler(RecordTransfer)
export class RecordTransferHandler implements ICommandHandler<RecordTransfer, RecordingResult> {
  constructor(
    @Inject(KnowledgeReader) private readonly knowledge: KnowledgeReader,
    @Inject(MemberResolver) private readonly members: MemberResolver,
    @Inject(TransferReader) private readonly transfers: TransferReader,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(PlanRefuser) private readonly refuser: PlanRefuser,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, request, requestId }: RecordTransfer): Promise<RecordingResult> {
    refuseNumberInIdentity(request);
    const id = transferIdentity(association, request.source, request.externalId);
    const members = await this.members.resolve(association, request.members);
    const phase = request.phase ?? 'done';
    const { statement, masked } = toStatement(request, phase, members);
    const requestDigest = await this.pseudonyms.digest(
      association,
      canonicalText([statement, request.onBlocked ?? 'refuse']),
    );
    const known = await this.#answer(association, id, requestDigest, false);
    if (known) return known;

    const at = this.clock.now();
    const { source, externalId } = request;
    const note: VersionNote = { version: 1, change: null, source, externalId, reason: null, requestDigest, masked };
    const decided = await this.#decide(association, statement, request.onBlocked ?? 'refuse', at);
    const context = {
      association,
      actor: await this.pseudonyms.actor(association, caller),
      causation: requestId,
      occurredAt: statement.occurredAt,
      ruleset: decided.judgement.ruleset,
      knowledgeAt: decided.knowledgeAt,
    };
    if (decided.refused) return this.refuser.refuse(id, at, context, refusalFact(statement, decided.judgement, note));
    const facts = recordingFacts(decided.statement, decided.judgement, note);
    const result = await this.writer.write({ stream: transferStream(id), expected: 'none', at }, context, facts);
    return (await this.#answer(association, id, requestDigest, result.outcome === 'appended'))!;
  }

  /** Judges; a planned transfer loses its blocked lines where the poster asked so, and is refused where not. */
  async #decide(association: string, statement: Statement, onBlocked: 'refuse' | 'drop', at: Date) {
    const wish = {
      arrangement: statement.arrangement?.id ?? null,
      party: 'id' in statement.party ? statement.party.id : null,
      members: statement.members.map((member) => member.ref),
    };
    const knowledge = await this.knowledge.read(association, wish);
    const judgement: Judgement = assessStatement(statement, knowledge, { now: at });
    const decided = { statement, judgement, knowledgeAt: knowledge.at, refused: false };
    if (statement.phase === 'done' || judgement.blockedLines.size === 0) return decided;
    const left = statement.members.filter((_member, index) => !judgement.blockedLines.has(index + 1));
    if (onBlocked === 'refuse' || left.length === 0) return { ...decided, refused: true };
    const kept = { ...statement, members: left };
    const dropped = droppedLines(judgement.groups);
    return { ...decided, statement: kept, judgement: { ...assessStatement(kept, knowledge, { now: at }), dropped } };
  }

  /** The answer is always made from what is stored, so that the first and every later one are the same. */
  async #answer(
    association: string,
    id: string,
    requestDigest: string,
    isNew: boolean,
  ): Promise<RecordingResult | null> {
    const { transfer, events } = await this.transfers.read(association, id);
    const first = transfer.versions[0];
    if (!first || transfer.status === 'refused') return null;
    if (first.header.requestDigest !== requestDigest) {
      throw new Refusal('transfer-differs', {
        transfer: id,
        recordedDigest: first.header.requestDigest,
        requestDigest,
      });
    }
    const seal = sealNoteOf(
      events.find(({ type }) => type !== 'TransferOpened' && type !== 'MemberLineRecorded')!.stored,
    );
    return { answer: transferAnswer(id, first.header, first.groups, seal), isNew };
  }
}
