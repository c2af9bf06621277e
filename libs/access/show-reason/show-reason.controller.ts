import { Controller, Get, Inject, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { UuidField } from '#platform';
import { CurrentLooker, type Looker } from '../looks/looker.js';
import { Permit } from '../tokens/permit.js';
import { ShownReasonAnswer } from './show-reason.answer.js';
import { ShowReason } from './show-reason.query.js';

export class ReasonPath {
  @UuidField({ description: 'Id of the reason' })
  id!: string;
}

@ApiTags('mandates')
@Controller('v1/reasons')
export class ShowReasonController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get(':id')
  @Permit('reason:read')
  @ApiOperation({
    operationId: 'showReason',
    summary: 'Read a reason again that stands beside a look, as it was given',
    description: 'A look at each member for whom it counts; where it counts for all, that the log was read.',
  })
  @ApiOkResponse({ type: ShownReasonAnswer })
  @ApiNotFoundResponse({ description: 'no-such-reason' })
  show(@CurrentLooker() looker: Looker, @Param() { id }: ReasonPath): Promise<ShownReasonAnswer> {
    return this.queries.execute(new ShowReason(looker, id));
  }
}
