import { Inject, Injectable } from '@nestjs/common';
import { MemberRecords, type MemberRecord } from '#records';
import type { DisclosedContent } from '../domain/requests/disclosed-content.js';
import type { RequestPeriod } from '../domain/requests/request-events.js';
import { RECORDS_PER_DECISION_MAX, type KnownRecords } from '../domain/requests/request-context.js';

/** What art. 33(5) has disclosed of a person's records: the fields that the law asks for, and no others. */
@Injectable()
export class DisclosableRecords {
  constructor(@Inject(MemberRecords) private readonly records: MemberRecords) {}

  async of(association: string, refs: readonly string[], period?: RequestPeriod): Promise<KnownRecords> {
    // One more than a decision holds, so that it is seen that there are more.
    const limit = RECORDS_PER_DECISION_MAX + 1;
    const { asOf, records } = await this.records.of(association, refs, { limit, ...(period && { period }) });
    return { asOf, list: records.map(contentOf) };
  }

  /** Those that the law has not known to exist (Cabinet Order art. 11): what was answered "no such record" about. */
  async restricted(association: string, refs: readonly string[], period?: RequestPeriod): Promise<DisclosedContent[]> {
    const wish = { limit: RECORDS_PER_DECISION_MAX, chain: 'restricted', ...(period && { period }) } as const;
    return (await this.records.of(association, refs, wish)).records.map(contentOf);
  }
}

export function contentOf({ version, register, record, line }: MemberRecord): DisclosedContent {
  const fields = record.fields.filter(({ statutory }) => statutory).map(({ code }) => code);
  const has = (code: string) => fields.includes(code);
  const { party, person } = record;
  return {
    record: record.id,
    version,
    register,
    duty: record.duty,
    fields,
    date: has('date') ? record.occurredOn : null,
    party: has('party') ? { name: party.name, address: party.address, representative: party.representative } : null,
    person: has('person')
      ? { name: person.name, symbol: person.symbol, number: person.number, branch: person.branch }
      : null,
    items: has('items') ? record.items.map(({ code, ja, en }) => ({ code, ja, en })) : null,
    consent: has('consent') ? record.fields.some(({ code, present }) => code === 'consent' && present) : null,
    acquisition: has('acquisition') ? record.acquisition : null,
    // Kept with the answer: the record may be corrected, or disposed of, before a document names its line.
    line,
    ...(record.status === 'corrected' && { corrected: true as const }),
  };
}
