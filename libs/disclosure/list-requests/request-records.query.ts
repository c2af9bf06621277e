import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { knownReferences, LookLog, Persons, type Looker } from '#access';
import { Clock, Refusal } from '#platform';
import { dayInJapan, type Ruleset } from '#statute';
import { differenceOf, type DisclosedContent } from '../domain/requests/disclosed-content.js';
import type { VoluntaryContent } from '../domain/requests/voluntary-content.js';
import { frozenExtras, frozenRecords } from '../keep-requests/describe-decision.js';
import { DisclosableRecords } from '../keep-requests/disclosable-records.js';
import { RequestReader, type KnownRequest } from '../keep-requests/request-reader.js';
import { RequestSettings } from '../keep-requests/request-settings.js';
import { VoluntaryExtras } from '../keep-requests/voluntary-extras.js';
import {
  DISCLOSURE_NOTE,
  type DisclosedAnswer,
  type DisclosedRecordAnswer,
  type RequestRecordsAnswer,
  type VoluntaryExtrasAnswer,
} from './disclosed.answer.js';

export class RequestRecords extends Query<RequestRecordsAnswer> {
  constructor(
    readonly looker: Looker,
    readonly member: string,
    readonly requestId: string,
  ) {
    super();
  }
}

/** What the statutory records say about the person, for whoever is to decide, and what was disclosed of them. */
@QueryHandler(RequestRecords)
export class RequestRecordsHandler implements IQueryHandler<RequestRecords, RequestRecordsAnswer> {
  constructor(
    @Inject(RequestReader) private readonly reader: RequestReader,
    @Inject(DisclosableRecords) private readonly records: DisclosableRecords,
    @Inject(VoluntaryExtras) private readonly extras: VoluntaryExtras,
    @Inject(RequestSettings) private readonly settings: RequestSettings,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, member, requestId }: RequestRecords): Promise<RequestRecordsAnswer> {
    const { association } = looker;
    const refs = await knownReferences(this.persons, association, member);
    const known = (await this.reader.read(association, refs)).requests.get(requestId);
    if (!known) throw new Refusal('disclosure-request-unknown');
    const records = await this.records.of(association, refs, known.state.period);
    const { asOf, list } = records;
    const settings = (await this.settings.of(association))(dayInJapan(this.clock.now().toISOString()));
    const extras = await this.extras.of(association, refs, { request: known, records, settings });
    const isAuditor = looker.role === 'auditor';
    const restricted = isAuditor ? await this.records.restricted(association, refs, known.state.period) : null;
    const seen = [
      ...named(list, extras?.list ?? []).map((record) => ({ member, record })),
      // A look at these is shown to nobody who may not know of them.
      ...(restricted ?? []).map(({ record }) => ({ member, record, chain: 'restricted' as const })),
    ];
    await this.looks.write(looker, { what: 'DISCLOSURE_REQUESTS', member, seen });
    const frozen = frozenRecords(known);
    const differences = frozen ? [...differenceOf(frozen.list, list)] : [];
    return {
      note: { ...DISCLOSURE_NOTE },
      asOf,
      known: list.map(recordAnswer),
      voluntary: extras && voluntaryAnswer(extras, known.ruleset),
      answered: disclosedOf(known),
      restricted: restricted && restricted.map(recordAnswer),
      differences: differences.map(([record, difference]) => ({ record, difference })),
    };
  }
}

/** What was disclosed, as it went out; null where nothing was. */
export function disclosedOf(known: KnownRequest): DisclosedAnswer | null {
  const frozen = frozenRecords(known);
  if (!frozen) return null;
  const { asOf, disclosed } = frozen;
  const extras = frozenExtras(known);
  return {
    note: { ...DISCLOSURE_NOTE },
    asOf,
    records: disclosed && disclosed.map(recordAnswer),
    voluntary: extras && voluntaryAnswer(extras, known.ruleset),
  };
}

function named(records: readonly DisclosedContent[], extras: readonly VoluntaryContent[]): string[] {
  return [...new Set([...records, ...extras].map(({ record }) => record))];
}

function voluntaryAnswer(
  {
    asOf,
    list,
    isCut,
  }: { readonly asOf: string; readonly list: readonly VoluntaryContent[] | null; readonly isCut: boolean },
  { requests }: Ruleset,
): VoluntaryExtrasAnswer {
  const extras = list && list.map((one) => ({ ...one, fields: [...one.fields], items: one.items && [...one.items] }));
  return { note: { ...requests.voluntary.note }, asOf, extras, isCut };
}

function recordAnswer({ fields, items, line: _line, ...content }: DisclosedContent): DisclosedRecordAnswer {
  return { ...content, fields: [...fields], items: items && [...items] };
}
