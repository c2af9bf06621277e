import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, Refusal } from '#platform';
import { addDays, isDay, rulesetOrDraft, type Ruleset } from '#statute';
import { KnowledgeReader } from '../knowledge/knowledge.js';
import { RecordFinder } from '../knowledge/record-finder.js';
import { MemberResolver, presentMembers } from '../knowledge/member-resolver.js';
import { assessStatement, lawFor } from '../record-transfer/assess-statement.js';
import { recordsNamedBy } from '../record-transfer/rest-on-records.js';
import { toStatement } from '../record-transfer/to-statement.js';
import { wishOf } from '../record-transfer/transfer-recorder.js';
import { refuseForeign } from '../writing/refuse-foreign.js';
import type { AssessmentAnswer } from './answers.js';
import { AssessTransfer } from './assess-transfer.command.js';
import type { AssessTransferRequest } from './assess-transfer.request.js';
import { assessmentAnswer } from './assessment-answer.js';
import { Looks } from './looks.js';

@CommandHandler(AssessTransfer)
export class AssessTransferHandler implements ICommandHandler<AssessTransfer, AssessmentAnswer> {
  constructor(
    @Inject(MemberResolver) private readonly members: MemberResolver,
    @Inject(KnowledgeReader) private readonly knowledge: KnowledgeReader,
    @Inject(RecordFinder) private readonly records: RecordFinder,
    @Inject(Looks) private readonly looks: Looks,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, request, requestId }: AssessTransfer): Promise<AssessmentAnswer> {
    refuseForeign(caller, request.arrangement);
    const at = this.clock.now();
    const asOf = asOfOf(request, at);
    const named = rulesetNamed(request);
    const found = await this.members.lookUp(association, [request]);
    const members = this.members.state(request.members, found);
    const { statement: stated, masked } = toStatement(request, request.phase ?? 'planned', members);
    const statement = { ...stated, members: presentMembers(stated.members, found) };
    const knowledge = await this.knowledge.read(association, wishOf(statement), asOf);
    const now = asOf ?? at;
    const records = await this.records.find(association, recordsNamedBy(statement), caller);
    const judgement = assessStatement(statement, knowledge, { now, ruleset: named, records, numberSuspected: masked });
    const inForce = lawFor(statement, now);
    const ruleset = named ?? inForce;
    const { groups } = judgement;
    await this.looks.write({ association, caller, requestId, at, statement, groups, ruleset: ruleset.id, asOf });
    return assessmentAnswer({ statement, judgement, ruleset, inForce, masked, at, asOf });
  }
}

/** The instant of which the knowledge counts: of a day its last. Null for what is known now. */
function asOfOf({ asOf }: AssessTransferRequest, now: Date): Date | null {
  if (asOf === undefined || asOf === null) return null;
  const instant = isDay(asOf) ? Date.parse(`${addDays(asOf, 1)}T00:00:00+09:00`) - 1 : Date.parse(asOf);
  // A day that no month has would be read as one of the next.
  if (Number.isNaN(instant) || !isDay(asOf.slice(0, 10))) refuse('is neither a calendar day nor an instant');
  // Today's knowledge is that of now.
  if (instant > now.getTime() && !(isDay(asOf) && Date.parse(`${asOf}T00:00:00+09:00`) <= now.getTime())) {
    refuse('is in the future');
  }
  return new Date(Math.min(instant, now.getTime()));
}

function refuse(detail: string): never {
  throw new Refusal('invalid-request', { errors: [{ pointer: '/asOf', detail }] });
}

function rulesetNamed({ ruleset }: AssessTransferRequest): Ruleset | null {
  if (ruleset === undefined || ruleset === null) return null;
  const found = rulesetOrDraft(ruleset);
  if (found) return found;
  throw new Refusal('ruleset-unknown', { errors: [{ pointer: '/ruleset', detail: 'is no ruleset and no draft' }] });
}
