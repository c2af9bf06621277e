import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { Pseudonyms, type ActingCaller } from '#access';
import { EventStoreError, type Actor, type AppendResult } from '#event-store';
import { ANSWER_MILLISECONDS_MAX, Clock, Refusal } from '#platform';
import { dayInJapan } from '#statute';
import { canonicalText } from '../domain/canonical-text.js';
import type { StatedMember, Statement } from '../domain/statement.js';
import { transferStream } from '../domain/streams.js';
import { KnowledgeReader, type Knowledge, type KnowledgeWish } from '../knowledge/knowledge.js';
import { MemberResolver, presentMembers, type FoundMembers } from '../knowledge/member-resolver.js';
import { RecordFinder } from '../knowledge/record-finder.js';
import { isBeingWritten, TransferReader } from '../knowledge/transfer-reader.js';
import { FactWriter, type Writing } from '../writing/fact-writer.js';
import { refuseForeign } from '../writing/refuse-foreign.js';
import { isHidden } from '../writing/refuse-hidden.js';
import type { DecisionContext } from '../writing/sealed-events.js';
import { assessInSlices, assessStatement, withoutBlocked, type Judgement } from './assess-statement.js';
import { ALWAYS_FRESH, EVIDENCE_FRESHNESS, type EvidenceFreshness } from './evidence-freshness.port.js';
import { PlanRefuser } from './plan-refuser.js';
import type { RecordingResult } from './record-transfer.command.js';
import { MEMBERS_PER_CALL_MAX, type RecordTransferRequest } from './record-transfer.request.js';
import { recordsNamedBy } from './rest-on-records.js';
import { SeriesNames } from './series-names.js';
import { refuseNumberInIdentity, toStatement } from './to-statement.js';
import { sealNoteOf, transferAnswer } from './transfer-answer.js';
import { recordingFacts, refusalFact, type VersionNote } from './transfer-facts.js';
import { transferIdentity } from './transfer-identity.js';

/** A transfer as it was posted, and by whom. */
export interface Posting {
  readonly caller: ActingCaller;
  readonly request: RecordTransferRequest;
  readonly requestId: string | null;
  /** The register that was kept so far, where it was written there: it is not judged anew. */
  readonly register?: string;
  /** Its poster waits no longer: milliseconds since 1970. Without it, somebody waits for as long as it takes. */
  readonly until?: number;
}

/** Each posting's own outcome; a Refusal, or an EventStoreError where the store failed it. */
export type RecordingOutcome = RecordingResult | Error;

/** A posting that was understood. */
interface Understood {
  readonly posting: Posting;
  readonly id: string;
  readonly statement: Statement;
  readonly wish: KnowledgeWish;
  readonly onBlocked: 'refuse' | 'drop';
  readonly note: VersionNote;
}

type ActorOf = (caller: Posting['caller']) => Promise<Actor>;

/** What the decisions of one batch share. */
interface Occasion {
  readonly association: string;
  readonly now: Date;
  readonly actorOf: ActorOf;
  /** What was read for all that are not long. */
  readonly knowledgeOf: (wish: KnowledgeWish) => Knowledge;
}

interface Decided extends Understood {
  readonly judgement: Judgement;
  readonly context: DecisionContext;
  readonly refused: boolean;
}

const LOOK_AGAIN_MS = 500;

/** Records transfers, many at a time: one look at what must be known, one look at the keys, one batch of appends. */
@Injectable()
export class TransferRecorder {
  constructor(
    @Inject(KnowledgeReader) private readonly knowledge: KnowledgeReader,
    @Inject(MemberResolver) private readonly members: MemberResolver,
    @Inject(TransferReader) private readonly transfers: TransferReader,
    @Inject(RecordFinder) private readonly records: RecordFinder,
    @Inject(SeriesNames) private readonly series: SeriesNames,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(PlanRefuser) private readonly refuser: PlanRefuser,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
    @Optional() @Inject(EVIDENCE_FRESHNESS) private readonly freshness: EvidenceFreshness = ALWAYS_FRESH,
  ) {}

  /** What one caller posted together; outcomes are in the order of the requests. */
  recordAll(
    association: string,
    caller: ActingCaller,
    requests: readonly RecordTransferRequest[],
    { importId: requestId = null, register }: { readonly importId?: string | null; readonly register?: string },
  ): Promise<RecordingOutcome[]> {
    const postings = requests.map((request) => ({ caller, request, requestId, ...(register && { register }) }));
    return this.record(association, postings);
  }

  /** Outcomes are in the order of the postings. One that is refused takes no other down. */
  async record(association: string, postings: readonly Posting[]): Promise<RecordingOutcome[]> {
    const at = this.clock.now();
    const understood = await this.#understand(association, postings);
    const short = understood.filter(isNoError).filter((one) => !isLong(one));
    const knowledgeOf = await this.knowledge.readAll(
      association,
      short.map(({ wish }) => wish),
    );
    const occasion = { association, now: at, actorOf: this.#actors(association), knowledgeOf };
    const decided = await Promise.all(
      understood.map((one) => (one instanceof Error ? one : this.#decide(occasion, one))),
    );
    const toWrite = decided.filter((one): one is Decided => isNoError(one) && !one.refused);
    const written = await this.writer.writeAll(
      association,
      at,
      toWrite.map((one) => this.#writingOf(one)),
    );
    const appended = new Map(toWrite.map((one, index) => [one, written[index]!]));
    return Promise.all(
      decided.map((one, index) => {
        const answered =
          one instanceof Error
            ? this.#answerUndecided(association, understood[index]!, one)
            : this.#answer(association, one, appended.get(one) ?? null, at);
        return answered.catch((error: unknown) => error as Error);
      }),
    );
  }

  async #understand(association: string, postings: readonly Posting[]): Promise<(Understood | Error)[]> {
    const found = await this.members.lookUp(
      association,
      postings.map(({ request }) => request),
    );
    return Promise.all(
      postings.map((posting) => this.#read(association, posting, found).catch((error: unknown) => error as Error)),
    );
  }

  async #read(association: string, posting: Posting, found: FoundMembers): Promise<Understood> {
    const { request } = posting;
    refuseForeign(posting.caller, request.arrangement);
    refuseNumberInIdentity(request);
    const { source, externalId, phase = 'done', onBlocked = 'refuse' } = request;
    const members = this.members.state(request.members, found);
    const { statement: stated, masked } = toStatement(request, phase, members);
    // What was said stays what it is, whoever it names since.
    const requestDigest = await this.#digest(association, stated, onBlocked);
    const statement = { ...stated, members: presentMembers(stated.members, found) };
    const earlier = this.#earlier(posting);
    const note = { version: 1, change: null, source, externalId, reason: null, requestDigest, masked, ...earlier };
    const id = transferIdentity(association, source, externalId);
    return { posting, id, statement, wish: wishOf(statement), onBlocked, note };
  }

  #earlier({ register }: Posting): Pick<VersionNote, 'earlier'> {
    if (register === undefined) return {};
    return { earlier: { register, notEvidencedBefore: dayInJapan(this.clock.now().toISOString()) } };
  }

  // Members beyond what a call may name go in as digests of slices, so that no text is as long as the file.
  async #digest(association: string, statement: Statement, onBlocked: string): Promise<string> {
    const slices = slicesOf(statement.members);
    const digestOf = (value: unknown) => this.pseudonyms.digest(association, canonicalText(value));
    if (slices.length <= 1) return digestOf([statement, onBlocked]);
    const digests: string[] = [];
    for (const slice of slices) digests.push(await digestOf(slice));
    return digestOf([{ ...statement, members: digests }, onBlocked]);
  }

  /** Callers as events name them: of the many postings of an import all have one. */
  #actors(association: string): ActorOf {
    const known = new Map<Posting['caller'], Promise<Actor>>();
    return (caller) => {
      const actor = known.get(caller) ?? this.pseudonyms.actor(association, caller);
      known.set(caller, actor);
      return actor;
    };
  }

  /** Judges; a planned transfer loses its blocked lines where the poster asked so, and is refused where not. */
  async #decide({ association, now, actorOf, knowledgeOf }: Occasion, one: Understood): Promise<Decided | Error> {
    try {
      const { statement, wish } = one;
      const stale = statement.phase === 'planned' ? await this.freshness.refusal(association) : null;
      if (stale) return stale;
      const records = await this.records.find(association, recordsNamedBy(statement), one.posting.caller);
      const { masked: numberSuspected, earlier } = one.note;
      const moment = { now, records, numberSuspected, isEarlier: earlier !== undefined };
      const judgement = isLong(one)
        ? await assessInSlices(statement, this.knowledge.readSlices(association, wish), moment)
        : assessStatement(statement, knowledgeOf(wish), moment);
      const judged = conclude(one, await this.series.named(association, statement, judgement));
      const context: DecisionContext = {
        association,
        actor: await actorOf(one.posting.caller),
        causation: one.posting.requestId,
        occurredAt: one.statement.occurredAt,
        ruleset: judged.judgement.ruleset,
        knowledgeAt: judged.judgement.knowledgeAt,
      };
      return { ...one, ...judged, context };
    } catch (error) {
      return error as Error;
    }
  }

  // What was recorded under the name before is answered, whatever would be said of it today. A member whom nobody knows
  // is told before a difference: it may have been recorded without them.
  async #answerUndecided(association: string, one: Understood | Error, error: Error): Promise<RecordingOutcome> {
    if (one instanceof Error || !(error instanceof Refusal)) return error;
    try {
      return (await this.#known(association, one)) ?? error;
    } catch (differs) {
      // Whoever may not know of what stands under the name is told what is wrong with the request, and no more.
      if (error.code === 'member-unknown' || (await this.#isHidden(association, one))) return error;
      throw differs;
    }
  }

  async #answer(
    association: string,
    one: Decided,
    written: AppendResult | Error | null,
    at: Date,
  ): Promise<RecordingOutcome> {
    if (written instanceof Error) return written;
    if (written?.outcome === 'appended') {
      const seal = written.events.at(-1)!;
      const { ruleset, knowledgeAt } = one.context;
      const leafHash = Buffer.from(seal.leafHash).toString('base64');
      const { position } = seal;
      const note = { position, leafHash, recordedAt: written.recordedAt, ruleset: ruleset!, knowledgeAt };
      const dropped = one.judgement.dropped ?? null;
      const header = { version: 1, phase: one.statement.phase, masked: one.note.masked, dropped };
      return { answer: transferAnswer(one.id, header, one.judgement.groups, note), isNew: true };
    }
    const known = await this.#known(association, one);
    if (known) return known;
    if (!one.refused) return this.#continue(association, one, at);
    const refusal = refusalFact(one.statement, one.judgement, one.note);
    return this.refuser.refuse(one.id, at, one.context, refusal);
  }

  /** The first answer again; null where nothing was recorded under the name. */
  async #known(association: string, one: Understood): Promise<RecordingResult | null> {
    const {
      id,
      note: { requestDigest },
    } = one;
    const first = await this.transfers.first(association, id);
    if (!first || !('seal' in first)) return null;
    const { header, groups } = first.version;
    if (header.requestDigest !== requestDigest) {
      const isHiddenFrom = await this.#isHidden(association, one);
      const facts = { transfer: id, recordedDigest: header.requestDigest, requestDigest };
      throw new Refusal('transfer-differs', isHiddenFrom ? {} : facts);
    }
    return { answer: transferAnswer(id, header, groups, sealNoteOf(first.seal)), isNew: false };
  }

  async #isHidden(association: string, { id, posting: { caller } }: Understood): Promise<boolean> {
    return isHidden({ association, caller }, await this.transfers.read(association, id), this.pseudonyms);
  }

  /**
   * A long transfer was opened under this name and not sealed. While its stream grows somebody is writing it; once it
   * stands still, it was left by a crash, and is opened again. A poster is told at once to come again; whoever else
   * brings it waits no longer than a poster would.
   */
  async #continue(association: string, one: Decided, at: Date): Promise<RecordingOutcome> {
    const until = this.clock.now().getTime() + ANSWER_MILLISECONDS_MAX;
    for (;;) {
      const first = await this.transfers.first(association, one.id);
      if (!first) throw new Error('A transfer was in conflict with a stream that is empty.');
      if ('seal' in first) return (await this.#known(association, one))!;
      const now = this.clock.now();
      if (!isBeingWritten(first, now)) {
        const writing = { ...this.#writingOf(one), expected: first.lastRevision };
        const [written] = await this.writer.writeAll(association, at, [writing]);
        if (written instanceof Error || written?.outcome === 'appended') {
          return this.#answer(association, one, written, at);
        }
      }
      // One poster that comes again costs less than a line of others behind one that waits.
      if (one.posting.until !== undefined || now.getTime() > until) {
        return new EventStoreError('busy', 'Somebody else is still writing a transfer of this name; try again.');
      }
      await setTimeout(LOOK_AGAIN_MS);
    }
  }

  // Whatever became known since its poster was told to come again is seen by the posting that comes then.
  #writingOf({ posting: { until }, id, statement, judgement, note, context }: Decided): Writing {
    return {
      stream: transferStream(id),
      expected: 'none',
      context,
      facts: recordingFacts(statement, judgement, note),
      ...(until !== undefined && { isWanted: () => this.clock.now().getTime() <= until }),
    };
  }
}

function conclude(
  { statement, onBlocked }: Understood,
  judgement: Judgement,
): Pick<Decided, 'statement' | 'judgement' | 'refused'> {
  if (statement.phase === 'done' || judgement.blockedLines.size === 0) return { statement, judgement, refused: false };
  const left = statement.members.filter((_member, index) => !judgement.blockedLines.has(index + 1));
  // What is told of a group is told of all of them: nobody can be left out of it.
  const isWhole = statement.details.groupSize !== null;
  const isDropping = !isWhole && (onBlocked === 'drop' || isHouseholdNotice(statement, judgement));
  if (!isDropping || left.length === 0) return { statement, judgement, refused: true };
  return { statement: { ...statement, members: left }, judgement: withoutBlocked(judgement), refused: false };
}

// Whoever objects leaves the common notice, and the others get it without learning of it: K345.
function isHouseholdNotice({ details }: Statement, { arrangement }: Judgement): boolean {
  return details.household !== null && arrangement?.data.kind === 'implied-consent';
}

/** What a judgement of a statement has to know. */
export function wishOf({ arrangement, party, members }: Statement): KnowledgeWish {
  return {
    arrangement: arrangement?.id ?? null,
    party: 'id' in party ? party.id : null,
    members: members.map((member) => member.ref),
  };
}

/** What is known of more members than a call may name is not kept in memory all at once. */
function isLong({ wish: { members } }: Understood): boolean {
  return members.length > MEMBERS_PER_CALL_MAX;
}

function slicesOf(members: readonly StatedMember[]): StatedMember[][] {
  const slices: StatedMember[][] = [];
  for (let from = 0; from < members.length; from += MEMBERS_PER_CALL_MAX) {
    slices.push(members.slice(from, from + MEMBERS_PER_CALL_MAX));
  }
  return slices;
}

function isNoError<Value>(value: Value | Error): value is Value {
  return !(value instanceof Error);
}
