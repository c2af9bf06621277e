import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { ArrangementTasksAnswer } from './answers.js';
import { ListArrangementTasks } from './list-arrangement-tasks.query.js';
import { ListArrangementTasksRequest } from './list-arrangement-tasks.request.js';

@ApiTags('arrangements')
@Controller('v1/arrangement-tasks')
export class ArrangementTasksController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @Permit('arrangement-task:read')
  @ApiOperation({
    operationId: 'listArrangementTasks',
    summary: 'What the law wants done about arrangements: changes to announce (27(6)), checks abroad (28(3))',
  })
  @ApiOkResponse({ type: ArrangementTasksAnswer })
  list(
    @CurrentCaller() caller: AssociationCaller,
    @Query() request: ListArrangementTasksRequest,
  ): Promise<ArrangementTasksAnswer> {
    return this.queries.execute(new ListArrangementTasks(caller.association, request));
  }
}
