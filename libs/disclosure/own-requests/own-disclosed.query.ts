import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Persons } from '#access';
import { Refusal } from '#platform';
import { RequestReader } from '../keep-requests/request-reader.js';
import type { DisclosedAnswer } from '../list-requests/disclosed.answer.js';
import { disclosedOf } from '../list-requests/request-records.query.js';

export class OwnDisclosed extends Query<DisclosedAnswer> {
  constructor(
    readonly association: string,
    readonly member: string,
    readonly requestId: string,
  ) {
    super();
  }
}

/** What was disclosed to a member, once it was delivered: the same for ever. */
@QueryHandler(OwnDisclosed)
export class OwnDisclosedHandler implements IQueryHandler<OwnDisclosed, DisclosedAnswer> {
  constructor(
    @Inject(RequestReader) private readonly reader: RequestReader,
    @Inject(Persons) private readonly persons: Persons,
  ) {}

  async execute({ association, member, requestId }: OwnDisclosed): Promise<DisclosedAnswer> {
    const refs = await this.persons.references(association, member);
    const known = (await this.reader.read(association, refs)).requests.get(requestId);
    if (!known) throw new Refusal('disclosure-request-unknown');
    const disclosed = disclosedOf(known);
    if (!disclosed || known.state.deliveredOn === null)
      throw new Refusal('disclosure-not-delivered', { state: known.state.state });
    return disclosed;
  }
}
