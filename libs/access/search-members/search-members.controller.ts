import { Body, Controller, HttpCode, HttpStatus, Inject, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Refusal } from '#platform';
import { CurrentLooker, type Looker } from '../looks/looker.js';
import { Permit } from '../tokens/permit.js';
import { CandidatesAnswer } from './search-members.answer.js';
import { SearchMembers } from './search-members.query.js';
import { SearchMembersRequest } from './search-members.request.js';

@ApiTags('members')
@Controller('v1/members')
export class SearchMembersController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Post('search')
  @HttpCode(HttpStatus.OK)
  @Permit('member:find')
  @ApiOperation({
    operationId: 'searchMembers',
    summary: 'Find members by the whole name or its kana, and the birth date',
    description:
      'Names are compared folded: in one width and syllabary, variants of a character (異体字) as one. Nobody is found by a part of a name, nor without the birth date. Names are shown as they were registered.',
  })
  @ApiOkResponse({ type: CandidatesAnswer })
  @ApiBadRequestResponse({ description: 'invalid-request: neither name nor kana' })
  search(
    @CurrentLooker() looker: Looker,
    @Body() { name = null, kana = null, birthDate }: SearchMembersRequest,
  ): Promise<CandidatesAnswer> {
    if (!name && !kana) {
      throw new Refusal('invalid-request', { errors: [{ pointer: '/name', detail: 'is missing: say name or kana' }] });
    }
    return this.queries.execute(new SearchMembers(looker, { name, kana, birthDate }));
  }
}
