import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory, isFlaggedOn, type ActingCaller } from '#access';
import { Clock, Refusal } from '#platform';
import { dayInJapan, rulesetById } from '#statute';
import { Looks } from '../assess-transfer/looks.js';
import { versionFor } from '../domain/arrangement-version.js';
import { findingsOfNotice, noticeParts } from '../domain/household-notice.js';
import type { ArrangementVersionAnnounced } from '../domain/registration-events.js';
import type { StatedMember, Statement } from '../domain/statement.js';
import { KnowledgeReader } from '../knowledge/knowledge.js';
import { MemberResolver } from '../knowledge/member-resolver.js';
import { assessStatement } from '../record-transfer/assess-statement.js';
import { refuseForeign } from '../writing/refuse-foreign.js';
import type { HouseholdNoticeAnswer } from './answers.js';
import type { ComposeHouseholdNoticeRequest } from './compose-household-notice.request.js';
import { refuseOtherHouseholds } from './refuse-other-households.js';

export class ComposeHouseholdNotice extends Command<HouseholdNoticeAnswer> {
  constructor(
    readonly association: string,
    readonly caller: ActingCaller,
    readonly request: ComposeHouseholdNoticeRequest,
    readonly requestId: string | null,
  ) {
    super();
  }
}

/** The same sentence in every common notice: where it stands, nobody can tell whether anybody is left out. */
const NOTE = {
  ja: 'お申出により、この通知に記載されない方がいる場合があります。',
  en: 'At the request of a member, lines of that member may not be part of this notice.',
} as const;

/** Judges the lines of a household as they would be judged if the notice went out on the day. */
@CommandHandler(ComposeHouseholdNotice)
export class ComposeHouseholdNoticeHandler implements ICommandHandler<ComposeHouseholdNotice, HouseholdNoticeAnswer> {
  constructor(
    @Inject(KnowledgeReader) private readonly knowledge: KnowledgeReader,
    @Inject(MemberResolver) private readonly members: MemberResolver,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(Looks) private readonly looks: Looks,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, request, requestId }: ComposeHouseholdNotice): Promise<HouseholdNoticeAnswer> {
    refuseForeign(caller, request.arrangement);
    const now = this.clock.now();
    const on = request.on ?? dayInJapan(now.toISOString());
    const { id, version: wished = null } = request.arrangement;
    const found = await this.members.lookUp(association, [{ members: request.members, occurredOn: on }]);
    const members = this.members.state(request.members, found);
    const refs = members.map(({ ref }) => ref);
    refuseOtherHouseholds(refs, await this.directory.read(association, refs));
    const grounds = await this.knowledge.read(association, { arrangement: id, party: null, members: [] });
    const version = versionFor(grounds.arrangement, wished, on);
    const [party] = version?.data.parties ?? [];
    const [purpose] = version?.data.purposes ?? [];
    if (version?.data.kind !== 'implied-consent' || !party || !purpose) throw new Refusal('no-household-notice');
    const knowledge = await this.knowledge.read(association, { arrangement: id, party, members: refs });
    const statement = statementOf(version, { party, purpose, on, members });
    const judgement = assessStatement(statement, knowledge, { now });
    const { groups } = judgement;
    const ruleset = rulesetById(judgement.ruleset)!;
    // Where each line goes tells who objected: it is a look as any other asking is.
    const asked = { association, caller, requestId, at: now, statement, groups };
    await this.looks.write({ ...asked, ruleset: ruleset.id, asOf: null });
    const afterObjection = version.data.implied?.afterObjection ?? 'separate';
    // Whatever class the party is of, it carries the notice to where the household lives.
    const withheld = refs.filter((ref) => isFlaggedOn(knowledge.flags.get(ref) ?? [], 'NON_DISCLOSURE', on));
    const { common, separate, none } = noticeParts(refs, groups, afterObjection, new Set(withheld));
    return {
      arrangement: { id, version: version.data.version },
      on,
      knowledgeAt: knowledge.at,
      common: [...common],
      separate: [...separate],
      none: [...none],
      note: { ...NOTE },
      findings: findingsOfNotice(groups).map((one) => ({
        ...one,
        ...(ruleset.findings[one.code] ?? { ja: one.code, en: one.code }),
      })),
    };
  }
}

interface NoticeToJudge {
  readonly party: string;
  readonly purpose: string;
  readonly on: string;
  readonly members: readonly StatedMember[];
}

function statementOf({ data }: ArrangementVersionAnnounced, { party, purpose, on, members }: NoticeToJudge): Statement {
  return {
    phase: 'planned',
    direction: 'OUT',
    arrangement: { id: data.arrangementId, version: data.version },
    party: { id: party },
    occurredAt: null,
    occurredOn: on,
    period: null,
    dataKind: data.dataKind,
    purpose,
    means: data.means[0] ?? 'PAPER',
    items: data.items,
    members,
    details: {
      ground: {},
      record: { method: null, seriesId: null, madeOn: null, proxyBy: null, baseRecord: null },
      confirmation: null,
      evidence: [],
      file: null,
      counterpartOperationId: null,
      groupSize: null,
      household: null,
      upstream: null,
    },
  };
}
