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
    summary: 'Who a member is and what became of the reference: name, identifiers, eligibility, merging, death',
    description: 'A look at the member, with the reason of the header Kiroku-Reason where one was given.',
  })
  @ApiOkResponse({ type: MemberAnswer })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  show(@CurrentLooker() looker: Looker, @Param() { ref }: MemberPath): Promise<MemberAnswer> {
    return this.queries.execute(new ShowMember(looker, ref));
  }
}
