import { Controller, Get, Inject, Query as QueryParameters } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { LintAnswer } from './answers.js';
import { LintPublication } from './lint-publication.query.js';
import { LintPublicationRequest } from './lint-publication.request.js';

@ApiTags('arrangements')
@Controller('v1/lint')
export class LintPublicationController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @Permit('association:read')
  @ApiOperation({
    operationId: 'lintPublication',
    summary: '公表の点検: what is wrong, open or worth knowing in what the association publishes on a day',
  })
  @ApiOkResponse({ type: LintAnswer })
  lint(
    @CurrentCaller() { association }: AssociationCaller,
    @QueryParameters() request: LintPublicationRequest,
  ): Promise<LintAnswer> {
    return this.queries.execute(new LintPublication(association, request));
  }
}
