import { Inject, Injectable } from '@nestjs/common';
import { ASSOCIATION_SUBJECT, Persons, Pseudonyms, type Caller } from '#access';
import { Clock, Refusal } from '#platform';
import { explanationOnly, outcomeOnly } from '../domain/decide-transfer.js';
import { transferStream } from '../domain/streams.js';
import { statementOf, type TransferLine, type TransferVersion } from '../domain/transfer.js';
import { KnowledgeReader } from '../knowledge/knowledge.js';
import { RecordFinder } from '../knowledge/record-finder.js';
import { refuseWhileWritten, TransferReader, type TransferHistory } from '../knowledge/transfer-reader.js';
import { assessStatement, type Judgement } from '../record-transfer/assess-statement.js';
import { recordsNamedBy } from '../record-transfer/rest-on-records.js';
import { lineSealed, type OwnedFact } from '../record-transfer/transfer-facts.js';
import { wishOf } from '../record-transfer/transfer-recorder.js';
import { isRestricted } from '../show-transfer/show-transfer.query.js';
import { FactWriter } from '../writing/fact-writer.js';
import { holdsMask } from '../writing/mask-texts.js';

export interface LineMove {
  readonly association: string;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
  readonly transferId: string;
  readonly line: number;
  /** Whom the line was posted about, under any of the person's references. */
  readonly from: string;
  /** Whom it is about. */
  readonly to: string;
  /** Masked already. */
  readonly reason: string;
  readonly requestId: string | null;
}

export interface LineMoved {
  readonly id: string;
  readonly line: number;
  readonly member: string;
  readonly position: string;
  readonly recordedAt: string;
  /** False when it was moved so before. */
  readonly isNew: boolean;
}

interface Found {
  readonly history: TransferHistory;
  readonly last: TransferVersion;
  readonly found: TransferLine;
}

/**
 * Says of a line that it is about another member. Two events, for no leaf names two persons; the line is judged anew for
 * the one whom it is about, as a correction would.
 */
@Injectable()
export class LineMover {
  constructor(
    @Inject(TransferReader) private readonly transfers: TransferReader,
    @Inject(KnowledgeReader) private readonly knowledge: KnowledgeReader,
    @Inject(RecordFinder) private readonly records: RecordFinder,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async move(asked: LineMove): Promise<LineMoved> {
    const move = { ...asked, to: await this.#presentRef(asked) };
    const before = await this.#find(move);
    const known = movedSo(move, before);
    if (known) return known;
    await this.#refuse(move, before);
    const isNew = await this.#write(move, before);
    const after = isNew ? movedSo(move, await this.#find(move)) : null;
    if (!after) throw new Refusal('transfer-changed');
    return { ...after, isNew };
  }

  async #presentRef({ association, to }: LineMove): Promise<string> {
    const state = await this.persons.state(association, to);
    if (state?.erasedAt === null) return state.ref;
    throw new Refusal('member-unknown', { errors: [{ pointer: '/to', detail: 'is no member of this association' }] });
  }

  async #find({ association, transferId, line }: LineMove): Promise<Found> {
    // Before anything is opened: how long that takes would tell of what is hidden.
    const { transfer } = await this.transfers.outline(association, transferId, { isAuditor: false, id: null });
    if (transfer.versions.length === 0 || isRestricted({ transfer })) throw new Refusal('transfer-unknown');
    const history = await this.transfers.read(association, transferId);
    const last = history.transfer.versions.at(-1);
    if (!last || history.transfer.status === 'refused' || isRestricted(history)) throw new Refusal('transfer-unknown');
    const found = last.lines.find((one) => one.line === line);
    if (!found) throw new Refusal('line-unknown');
    return { history, last, found };
  }

  async #refuse({ association, from, to }: LineMove, { history, last, found }: Found): Promise<void> {
    const { status } = history.transfer;
    if (status !== 'recorded') throw new Refusal('transfer-changed', { status });
    if (history.transfer.disposed.length > 0) throw new Refusal('record-disposed');
    if (last.header.phase !== 'done') throw new Refusal('transfer-not-done');
    refuseWhileWritten(history, this.clock.now());
    const own = await this.persons.references(association, from);
    if (!own.includes(found.ref)) throw new Refusal('line-of-another');
    if (own.includes(to))
      throw new Refusal('invalid-request', { errors: [{ pointer: '/to', detail: 'is the same person' }] });
  }

  /** False where something else was written meanwhile. */
  async #write(move: LineMove, { history, last, found }: Found): Promise<boolean> {
    const { association, caller, transferId, line, to, reason, requestId } = move;
    const judged = await this.#judge(move, last, found);
    const { ruleset, knowledgeAt, groups } = judged.judgement;
    const { version } = last.header;
    const [group] = groups;
    const outcome = outcomeOnly(group!);
    const data = { version, line, outcome, explanation: explanationOnly(group!) };
    const facts: OwnedFact[] = [
      {
        subject: found.ref,
        chain: last.groups.find(({ lines }) => lines.includes(line))!.chain,
        owner: ASSOCIATION_SUBJECT,
        fact: { type: 'LineMovedAway', data: { version, line }, sealed: { reason } },
      },
      { subject: to, chain: outcome.chain, fact: { type: 'LineMovedHere', data, sealed: judged.sealed } },
    ];
    const actor = await this.pseudonyms.actor(association, caller);
    const { occurredAt } = last.header;
    const context = { association, actor, causation: requestId, occurredAt, ruleset, knowledgeAt };
    const expected = history.lastRevision;
    const place = { stream: transferStream(transferId), expected, at: this.clock.now() };
    return (await this.writer.write(place, context, facts)).outcome === 'appended';
  }

  async #judge(
    { association, to }: LineMove,
    last: TransferVersion,
    found: TransferLine,
  ): Promise<{ judgement: Judgement; sealed: ReturnType<typeof lineSealed> }> {
    const statement = statementOf(last);
    const stated = statement?.members[last.lines.indexOf(found)];
    if (!statement || !stated || !found.sealed) throw new Refusal('key-destroyed');
    // The consent that was pointed at is another person's.
    const member = { ...stated, ref: to, consentId: null };
    const record = { ...statement.details.record, madeOn: last.header.madeOn };
    const alone = { ...statement, members: [member], details: { ...statement.details, record } };
    const knowledge = await this.knowledge.read(association, wishOf(alone));
    const judgement = assessStatement(alone, knowledge, {
      now: this.clock.now(),
      records: await this.records.find(association, recordsNamedBy(alone)),
      // Of the transfer as a whole, nothing else changes by the move.
      numberSuspected: last.header.masked && holdsMask(statement),
      isEarlier: last.header.earlier !== undefined,
      lineCount: last.header.count,
    });
    return { judgement, sealed: lineSealed(member, judgement.consentIds[0] ?? null) };
  }
}

/** The answer where the line is that member's already, because it was moved. */
function movedSo({ transferId, line, to }: LineMove, { history, found }: Found): LineMoved | null {
  const event = history.events.findLast(({ fact }) => fact.type === 'LineMovedHere' && fact.data.line === line);
  if (!event || found.ref !== to) return null;
  const { position, envelope } = event.stored;
  return { id: transferId, line, member: to, position, recordedAt: envelope.recordedAt, isNew: false };
}
