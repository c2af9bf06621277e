import { Inject, Injectable } from '@nestjs/common';
import { v5 } from 'uuid';
import { EVENT_STORE, type EventStore, type Position } from '#event-store';
import { Clock } from '#platform';
import type { FindingOpened } from '../domain/finding-events.js';
import { includesLine } from '../domain/line-ranges.js';
import { findingStream, reexaminationStream } from '../domain/streams.js';
import { KnowledgeReader } from '../knowledge/knowledge.js';
import { TransferReader } from '../knowledge/transfer-reader.js';
import { FactWriter } from '../writing/fact-writer.js';
import type { DecisionContext } from '../writing/sealed-events.js';
import { LateLines, type LateMember } from './late-lines.js';
import { reexamineLine, type LateLine, type Reexamined } from './reexamine-line.js';

/** Namespace of event ids of examinations; any fixed UUID, never to be changed. */
const REEXAMINATION_NAMESPACE = '8a52f1d2-0c36-4f0b-9f7e-61d9f5c3b0de';
/** Nobody asked for it: the ledger examines by itself. */
const LEDGER = { role: 'system', id: 'reexamination' } as const;

/** The events that make a version count. */
const SEALS: readonly string[] = ['TransferSealed', 'TransferRecorded'];

type Examined = Reexamined & { readonly knowledgeAt: string | null };

/**
 * Judges a member's lines anew once something became known that they had been judged without, and opens findings for
 * what is wrong with them. The judgement that was recorded stays as it was. Broken off anywhere, it can be done again:
 * the same finding has the same id.
 */
@Injectable()
export class Reexaminer {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(LateLines) private readonly late: LateLines,
    @Inject(TransferReader) private readonly transfers: TransferReader,
    @Inject(KnowledgeReader) private readonly knowledge: KnowledgeReader,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async examine(who: LateMember): Promise<void> {
    const { through, lines } = await this.late.of(who);
    // What was open may be closed by now; and rows that are behind ask for what was examined already.
    if (lines.length === 0 || (await this.#isExamined(who, through))) return;
    let findings = 0;
    for (const line of lines) {
      const examined = await this.#examineLine(who, line);
      if (!examined) continue;
      for (const finding of examined.findings) await this.#open(who, finding, examined);
      findings += examined.findings.length;
    }
    const eventId = v5(JSON.stringify([who.association, who.member, through]), REEXAMINATION_NAMESPACE);
    const data = { through, lines: lines.length, findings };
    const place = { stream: reexaminationStream(who.member), expected: 'any' as const, at: this.clock.now() };
    await this.writer.write(place, contextOf(who.association, null, null), [
      { subject: who.member, fact: { eventId, type: 'LinesReexamined', data, sealed: null } },
    ]);
  }

  /** Whether an examination stands in the log that the rows do not know yet. */
  async #isExamined({ association, member }: LateMember, known: Position): Promise<boolean> {
    const examinations = await this.store.readStream(association, reexaminationStream(member));
    return (examinations.at(-1)?.position ?? known) > known;
  }

  async #examineLine({ association, member }: LateMember, line: LateLine): Promise<Examined | null> {
    const { transfer, events } = await this.transfers.read(association, line.transfer);
    const version = transfer.versions.at(-1);
    if (!version || transfer.status !== 'recorded' || includesLine(transfer.disposed, line.line)) return null;
    const { arrangement, party } = version.header;
    const stated = version.headerSealed?.party;
    // The line may name the member by a reference that went into another.
    const ref = version.lines.find((one) => one.line === line.line)?.ref ?? member;
    const wish = {
      arrangement: arrangement?.id ?? null,
      party: party ?? (stated && 'id' in stated ? stated.id : null),
      members: [ref],
    };
    const knowledge = await this.knowledge.read(association, wish);
    const { recordedAt } = events.findLast(({ type }) => SEALS.includes(type))!.stored.envelope;
    const examined = reexamineLine(line, { version, recordedAt, knowledge, now: this.clock.now() });
    return examined && { ...examined, knowledgeAt: knowledge.at };
  }

  async #open({ association, member }: LateMember, data: FindingOpened['data'], examined: Examined): Promise<void> {
    const place = { stream: findingStream(data.findingId), expected: 'none' as const, at: this.clock.now() };
    const context = contextOf(association, examined.ruleset, examined.knowledgeAt);
    const fact = { eventId: data.findingId, type: 'FindingOpened', data, sealed: null };
    // A conflict is the same finding, found before.
    await this.writer.write(place, context, [{ subject: member, fact }]);
  }
}

function contextOf(association: string, ruleset: string | null, knowledgeAt: string | null): DecisionContext {
  return { association, actor: LEDGER, causation: null, occurredAt: null, ruleset, knowledgeAt };
}
