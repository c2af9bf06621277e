import { Inject, Injectable } from '@nestjs/common';
import { Pseudonyms, type ActingCaller } from '#access';
import { Clock, Refusal } from '#platform';
import type { Appearance } from '../domain/decide-transfer.js';
import { canonicalText } from '../domain/canonical-text.js';
import type { Change } from '../domain/transfer-events.js';
import { transferStream } from '../domain/streams.js';
import { statementOf, type TransferVersion } from '../domain/transfer.js';
import { KnowledgeReader } from '../knowledge/knowledge.js';
import { RecordFinder } from '../knowledge/record-finder.js';
import { refuseWhileWritten, TransferReader, type TransferHistory } from '../knowledge/transfer-reader.js';
import { assessInSlices } from '../record-transfer/assess-statement.js';
import { recordsNamedBy } from '../record-transfer/rest-on-records.js';
import { SeriesNames } from '../record-transfer/series-names.js';
import { holdsMask, maskTexts } from '../writing/mask-texts.js';
import type { RecordingResult } from '../record-transfer/record-transfer.command.js';
import { toStatement, type ReadStatement } from '../record-transfer/to-statement.js';
import { sealNoteOf, transferAnswer } from '../record-transfer/transfer-answer.js';
import { recordingFacts, type VersionNote } from '../record-transfer/transfer-facts.js';
import { wishOf } from '../record-transfer/transfer-recorder.js';
import { FactWriter } from '../writing/fact-writer.js';
import { refuseForeign } from '../writing/refuse-foreign.js';
import { readUnhidden, refuseHidden } from '../writing/refuse-hidden.js';
import { mergeChanges, type Changes } from './merge-changes.js';

export interface Amendment {
  readonly association: string;
  readonly caller: ActingCaller;
  readonly transferId: string;
  /** The version that was read, and is amended. */
  readonly version: number;
  readonly change: Exclude<Change, null>;
  /** Masked already. */
  readonly reason: { readonly text: string | null; readonly masked: boolean };
  readonly changes: Changes;
  readonly requestId: string | null;
  /** Refuses a transfer that cannot be amended so. */
  readonly check: (last: TransferVersion) => void;
}

interface Before {
  /** Revision of the last event that was read. */
  readonly expected: number;
  readonly shownBefore: readonly Appearance[];
  /** Somebody still has to look at a number that was masked. */
  readonly numberSuspected: boolean;
}

/** Writes one more version of a transfer, judged anew; what was written before stays as it was. */
@Injectable()
export class TransferAmender {
  constructor(
    @Inject(KnowledgeReader) private readonly knowledge: KnowledgeReader,
    @Inject(TransferReader) private readonly transfers: TransferReader,
    @Inject(RecordFinder) private readonly records: RecordFinder,
    @Inject(SeriesNames) private readonly series: SeriesNames,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async amend(amendment: Amendment): Promise<RecordingResult> {
    const { association, transferId, version, change, reason, changes } = amendment;
    const history = await readUnhidden(this.transfers, amendment, this.pseudonyms);
    // Masked before it is hashed: not even a digest may be made of an individual number.
    const asked = canonicalText([change, version, reason.text, maskTexts(changes).value]);
    const requestDigest = await this.pseudonyms.digest(association, asked);
    const last = history.transfer.versions.at(-1);
    if (!last || history.transfer.status === 'refused') throw new Refusal('transfer-unknown');
    await refuseHidden(amendment, history, this.pseudonyms);
    if (changes.arrangement !== undefined) refuseForeign(amendment.caller, changes.arrangement);
    if (isOf(amendment, requestDigest, last)) return answerOf(transferId, history, false);
    if (history.transfer.status !== 'recorded' || last.header.version !== version) {
      throw new Refusal('transfer-changed', { version: last.header.version, status: history.transfer.status });
    }
    // A new version would bring back what was disposed of.
    if (history.transfer.disposed.length > 0) throw new Refusal('record-disposed');
    // A second one beside it would take its place in the stream, and the first would never come to its seal.
    refuseWhileWritten(history, this.clock.now());
    amendment.check(last);
    const read = restate(last, amendment);
    const numberSuspected = isSuspect(last, read);
    const note: VersionNote = {
      version: version + 1,
      change,
      source: last.header.source,
      externalId: last.headerSealed!.externalId,
      reason: reason.text,
      requestDigest,
      masked: numberSuspected || reason.masked,
      ...(last.header.earlier && { earlier: last.header.earlier }),
    };
    const expected = history.lastRevision;
    const before = { expected, shownBefore: appearancesOf(last), numberSuspected };
    const isNew = await this.#write(amendment, read, note, before);
    const after = await this.transfers.read(association, transferId);
    // What stands there instead may be the same, sent before by somebody who was not told what became of it.
    if (!isNew && !isOf(amendment, requestDigest, after.transfer.versions.at(-1)!)) {
      refuseWhileWritten(after, this.clock.now());
      throw new Refusal('transfer-changed');
    }
    return answerOf(transferId, after, isNew);
  }

  /** False where something else was written meanwhile. */
  async #write(
    amendment: Amendment,
    { statement }: ReadStatement,
    note: VersionNote,
    before: Before,
  ): Promise<boolean> {
    const { association, caller, transferId, requestId, changes } = amendment;
    const at = this.clock.now();
    const slices = this.knowledge.readSlices(association, wishOf(statement));
    // What it rested on before it rests on still, whoever amends something else.
    const names = changes.record !== undefined || changes.confirmation !== undefined ? caller : undefined;
    const records = await this.records.find(association, recordsNamedBy(statement), names);
    const isEarlier = note.earlier !== undefined;
    const judged = await assessInSlices(statement, slices, { ...before, now: at, records, isEarlier });
    const judgement = await this.series.named(association, statement, judged);
    const context = {
      association,
      actor: await this.pseudonyms.actor(association, caller),
      causation: requestId,
      occurredAt: statement.occurredAt,
      ruleset: judgement.ruleset,
      knowledgeAt: judgement.knowledgeAt,
    };
    const place = { stream: transferStream(transferId), expected: before.expected, at };
    const { outcome } = await this.writer.write(place, context, recordingFacts(statement, judgement, note));
    return outcome === 'appended';
  }
}

/** Whether a version is the one that was asked for. */
function isOf({ version }: Amendment, requestDigest: string, { header }: TransferVersion): boolean {
  return header.version === version + 1 && header.requestDigest === requestDigest;
}

/** A mask stays suspect until its field is sent again; that other fields are corrected clears nothing. */
function isSuspect({ header }: TransferVersion, { statement, masked }: ReadStatement): boolean {
  return masked || (header.masked && holdsMask(statement));
}

/** How the lines of a version appear, in their order. A plan was shown to nobody yet; what is restricted stays so. */
function appearancesOf({ header, groups }: TransferVersion): Appearance[] {
  const appearances: Appearance[] = [];
  for (const { lines, view, chain } of groups) {
    if (header.phase === 'planned' && chain === 'open') continue;
    for (const line of lines) appearances[line - 1] = { view, chain };
  }
  return appearances;
}

/** The statement with the changes in it. A completion turns what was planned into what was done. */
function restate(last: TransferVersion, { change, changes }: Amendment): ReadStatement {
  const before = statementOf(last);
  if (!before) {
    throw new Refusal('transfer-changed', {
      detail: 'The keys of this transfer were destroyed; it can no longer be amended.',
    });
  }
  const phase = change === 'completion' ? 'done' : before.phase;
  // The record of a correction is as old as the one that it corrects; a completed transfer's is made now.
  const madeOn = change === 'completion' ? null : last.header.madeOn;
  return toStatement(mergeChanges(before, madeOn, changes), phase, before.members);
}

function answerOf(transferId: string, history: TransferHistory, isNew: boolean): RecordingResult {
  const last = history.transfer.versions.at(-1)!;
  const seal = history.events.findLast(({ type }) => type === 'TransferSealed' || type === 'TransferRecorded')!;
  return { answer: transferAnswer(transferId, last.header, last.groups, sealNoteOf(seal.stored)), isNew };
}
