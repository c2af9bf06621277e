import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentLooker, type Looker } from '../looks/looker.js';
import { MemberPath } from '../members/member-changed.answer.js';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { EnterRepresentation } from './enter-representation.command.js';
import { ListKeptRepresentations } from './list-kept-representations.query.js';
import { ListRepresentations } from './list-representations.query.js';
import {
  KeptRepresentationListAnswer,
  RepresentationAnswer,
  RepresentationListAnswer,
} from './representation.answer.js';
import {
  EnterRepresentationRequest,
  OwnRepresentationPath,
  RepresentationPath,
  RevokeRepresentationRequest,
} from './representation.request.js';
import { RevokeRepresentation } from './revoke-representation.command.js';

@ApiTags('representatives')
@Controller('v1')
export class RepresentationsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Post('members/:ref/representations')
  @Permit('representation:keep')
  @ApiOperation({
    operationId: 'enterRepresentation',
    summary: '代理人: say who may see for a member what is about the member, from a day on',
    description:
      'Of a minor it ends at the coming of age by itself; the answer says the day. A member under NON_DISCLOSURE is not shown to representatives of the household, whatever was entered.',
  })
  @ApiCreatedResponse({ type: RepresentationAnswer })
  @ApiOkResponse({ type: RepresentationAnswer, description: 'Entered so before' })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({ description: 'of-age; birth-date-missing; representation-differs; member-merged' })
  async enter(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Param() { ref }: MemberPath,
    @Body() request: EnterRepresentationRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RepresentationAnswer> {
    const asking = { association, caller: { role, subject }, requestId };
    const { answer, isNew } = await this.commands.execute(new EnterRepresentation(asking, ref, request));
    void reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return answer;
  }

  @Get('members/:ref/representations')
  @Permit('representation:keep')
  @ApiOperation({
    operationId: 'listRepresentations',
    summary: 'Who represents a member in what right, or did, and by what it was proved',
    description: 'A look at the member, and at each representative who is a member and is named.',
  })
  @ApiOkResponse({ type: KeptRepresentationListAnswer })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  list(@CurrentLooker() looker: Looker, @Param() { ref }: MemberPath): Promise<KeptRepresentationListAnswer> {
    return this.queries.execute(new ListKeptRepresentations(looker, ref));
  }

  @Post('members/:ref/representations/:id/revocation')
  @HttpCode(204)
  @Permit('representation:keep')
  @ApiOperation({ operationId: 'revokeRepresentation', summary: 'End a representation, at once' })
  @ApiNoContentResponse({ description: 'It is over, now or before' })
  @ApiNotFoundResponse({ description: 'no-such-member, no-such-representation' })
  revoke(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { ref, id }: RepresentationPath,
    @Body() { reason }: RevokeRepresentationRequest,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<void> {
    return this.#revoke(caller, { ref, id, reason, requestId });
  }

  @Get('me/representations')
  @Permit('own-view:read')
  @ApiOperation({ operationId: 'listOwnRepresentations', summary: 'In what rights somebody represents me, or did' })
  @ApiOkResponse({ type: RepresentationListAnswer })
  own(
    @CurrentCaller() { member }: AssociationCaller,
    @CurrentLooker() looker: Looker,
  ): Promise<RepresentationListAnswer> {
    return this.queries.execute(new ListRepresentations(looker, member!));
  }

  @Post('me/representations/:id/revocation')
  @HttpCode(204)
  @Permit('own-representation:revoke')
  @ApiOperation({ operationId: 'revokeOwnRepresentation', summary: 'End a mandate that I gave, at once' })
  @ApiNoContentResponse({ description: 'It is over, now or before' })
  @ApiForbiddenResponse({ description: 'representation-statutory: it rests on statute, not on my wish' })
  @ApiNotFoundResponse({ description: 'no-such-representation' })
  revokeOwn(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: OwnRepresentationPath,
    @Body() { reason }: RevokeRepresentationRequest,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<void> {
    return this.#revoke(caller, { ref: caller.member!, id, reason, requestId });
  }

  #revoke(
    { association, role, subject }: AssociationCaller,
    { ref, id, reason, requestId }: { ref: string; id: string; reason: string; requestId: string },
  ): Promise<void> {
    const asking = { association, caller: { role, subject }, requestId };
    return this.commands.execute(new RevokeRepresentation(asking, ref, id, reason));
  }
}
