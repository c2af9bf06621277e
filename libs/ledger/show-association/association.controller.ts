import { Body, Controller, Get, Headers, Inject, Patch, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { revisionSeen, revisionTag } from '#platform';
import { AmendAssociation } from '../amend-association/amend-association.command.js';
import { AmendAssociationRequest } from '../amend-association/amend-association.request.js';
import { OnDayRequest } from '../show-settings/on-day.request.js';
import { RegisteredAnswer } from '../writing/registered.answer.js';
import { AssociationAnswer } from './answers.js';
import { ShowAssociation } from './show-association.query.js';

@ApiTags('associations')
@Controller('v1/association')
export class AssociationController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Get()
  @Permit('association:read')
  @ApiOperation({
    operationId: 'showAssociation',
    summary: "The caller's association as it is on a day, with its ETag",
  })
  @ApiOkResponse({ type: AssociationAnswer })
  async show(
    @CurrentCaller() caller: AssociationCaller,
    @Query() { on }: OnDayRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssociationAnswer> {
    const { revision, answer } = await this.queries.execute(new ShowAssociation(caller.association, on));
    void reply.header('ETag', revisionTag(revision));
    return answer;
  }

  @Patch()
  @Permit('association:amend')
  @ApiOperation({
    operationId: 'amendAssociation',
    summary: 'Change particulars from a day on, publish purposes; what was true before stays true of its days',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag that was read' })
  @ApiOkResponse({ type: RegisteredAnswer })
  @ApiResponse({ status: 412, description: 'changed-meanwhile' })
  @ApiResponse({ status: 428, description: 'if-match-missing' })
  async amend(
    @CurrentCaller() caller: AssociationCaller,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: AmendAssociationRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    const seen = revisionSeen(ifMatch);
    const amended = await this.commands.execute(new AmendAssociation(caller.association, caller, seen, request));
    void reply.header('ETag', revisionTag(seen + 1));
    return { id: caller.association, ...amended };
  }
}
