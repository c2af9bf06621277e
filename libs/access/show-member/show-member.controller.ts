import { Controller, Get, Inject, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentLooker, type Looker } from '../looks/looker.js';
import { MemberPath } from '../members/member-changed.answer.js';
import { Permit } from '../tokens/permit.js';
import { MemberAnswer } from './show-member.answer.js';
import { ShowMember } from './show-member.query.js';

@ApiTags('members')
@Controller('v1/members')
export class ShowMemberController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get(':ref')
  @Permit('member-view:read')
  @ApiOperation({
    operationId: 'showMember',
    summary: 'What became of a member reference: identifiers, eligibility, merging, coming of age, death',
  })
  @ApiOkResponse({ type: MemberAnswer })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  show(@CurrentLooker() looker: Looker, @Param() { ref }: MemberPath): Promise<MemberAnswer> {
    return this.queries.execute(new ShowMember(looker, ref));
  }
}
