import { Body, Controller, HttpCode, HttpStatus, Inject, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { HouseholdNoticeAnswer } from './answers.js';
import { ComposeHouseholdNotice } from './compose-household-notice.query.js';
import { ComposeHouseholdNoticeRequest } from './compose-household-notice.request.js';

@ApiTags('standing')
@Controller('v1/household-notices')
export class ComposeHouseholdNoticeController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @Permit('household-notice:compose')
  @ApiOperation({
    operationId: 'composeHouseholdNotice',
    summary: "Whose lines go into a household's common notice, who gets one of their own, and who none; K345",
    description: 'It records nothing. A planned transfer with `household` leaves the same lines out by itself.',
  })
  @ApiOkResponse({ type: HouseholdNoticeAnswer })
  @ApiUnprocessableEntityResponse({ description: 'no-household-notice, member-unknown' })
  compose(
    @CurrentCaller() caller: AssociationCaller,
    @Body() request: ComposeHouseholdNoticeRequest,
  ): Promise<HouseholdNoticeAnswer> {
    return this.queries.execute(new ComposeHouseholdNotice(caller.association, request));
  }
}
