import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { knownReferences, LookLog, Persons, type Looker } from '#access';
import { Refusal } from '#platform';
import { differenceOf, type DisclosedContent } from '../domain/requests/disclosed-content.js';
import { frozenRecords } from '../keep-requests/describe-decision.js';
import { DisclosableRecords } from '../keep-requests/disclosable-records.js';
import { RequestReader, type KnownRequest } from '../keep-requests/request-reader.js';
import {
  DISCLOSURE_NOTE,
  type DisclosedAnswer,
  type DisclosedRecordAnswer,
  type RequestRecordsAnswer,
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
    @Inject(Persons) private readonly persons: Persons,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, member, requestId }: RequestRecords): Promise<RequestRecordsAnswer> {
    const { association } = looker;
    const refs = await knownReferences(this.persons, association, member);
    const known = (await this.reader.read(association, refs)).requests.get(requestId);
    if (!known) throw new Refusal('disclosure-request-unknown');
    const { asOf, list } = await this.records.of(association, refs, known.state.period);
    const isAuditor = looker.role === 'auditor';
    const restricted = isAuditor ? await this.records.restricted(association, refs, known.state.period) : null;
    const seen = [
      ...list.map(({ record }) => ({ member, record })),
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
  return { note: { ...DISCLOSURE_NOTE }, asOf, records: disclosed && disclosed.map(recordAnswer) };
}

function recordAnswer({ fields, items, line: _line, ...content }: DisclosedContent): DisclosedRecordAnswer {
  return { ...content, fields: [...fields], items: items && [...items] };
}
