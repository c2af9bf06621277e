import { Controller, Get, Inject, Query as QueryParameters } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { ReconciliationAnswer } from './answers.js';
import { Reconcile } from './reconcile.query.js';
import { ReconcileRequest } from './reconcile.request.js';

@ApiTags('records')
@Controller('v1/reconciliation')
export class ReconcileController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @Permit('reconciliation:read')
  @ApiOperation({
    operationId: 'reconcile',
    summary: 'Counts and control totals by day, sender and arrangement, to compare with the books of the sender',
  })
  @ApiOkResponse({ type: ReconciliationAnswer })
  reconcile(
    @CurrentCaller() caller: AssociationCaller,
    @QueryParameters() request: ReconcileRequest,
  ): Promise<ReconciliationAnswer> {
    return this.queries.execute(new Reconcile(caller.association, caller, request));
  }
}
