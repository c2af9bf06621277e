import {
  Body,
  Controller,
  Get,
  HttpStatus,
  Inject,
  Param,
  Post,
  Query as QueryParameters,
  Req,
  Res,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, CurrentLooker, MemberPath, Permit, type AssociationCaller, type Looker } from '#access';
import { nextLink } from '#platform';
import type { CourtesyCommand } from '../domain/courtesy/decide-courtesy.js';
import { CourtesyListAnswer, CourtesyMarkAnswer, CourtesyQueueAnswer } from './courtesy.answer.js';
import {
  AnswerCourtesyRequest,
  CourtesyPath,
  CourtesyQueueRequest,
  DecideCourtesyRequest,
  ReceiveCourtesyRequest,
  ShowCourtesyRequest,
  WithdrawCourtesyRequest,
} from './courtesy.request.js';
import { KeepCourtesy } from './keep-courtesy.command.js';
import { CourtesyQueue, ListCourtesy } from './list-courtesy.query.js';

function KeptCourtesy(unprocessable: string | null = null): MethodDecorator {
  const answers = [
    ApiCreatedResponse({ type: CourtesyMarkAnswer }),
    ApiOkResponse({ type: CourtesyMarkAnswer, description: 'Said so before' }),
    ApiNotFoundResponse({ description: 'courtesy-unknown, no-such-member' }),
    ApiConflictResponse({ description: 'courtesy-state, courtesy-differs, courtesy-changed' }),
    ...(unprocessable === null ? [] : [ApiUnprocessableEntityResponse({ description: unprocessable })]),
  ];
  return (target, name, descriptor) => {
    for (const answer of answers) answer(target, name, descriptor as never);
  };
}

/** What bereaved families ask (開示依頼): no requests of the Act, and never among those. */
@ApiTags('courtesy requests')
@Controller('v1')
export class CourtesyController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Get('courtesy-requests')
  @Permit('disclosure-request:read')
  @ApiOperation({ operationId: 'listCourtesyQueue', summary: '遺族からの開示依頼: what is open of all families' })
  @ApiOkResponse({ type: CourtesyQueueAnswer })
  async queue(
    @CurrentLooker() looker: Looker,
    @QueryParameters() request: CourtesyQueueRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CourtesyQueueAnswer> {
    const page = await this.queries.execute(new CourtesyQueue(looker, request));
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }

  @Get('members/:ref/courtesy-requests')
  @Permit('disclosure-request:read')
  @ApiOperation({ operationId: 'listCourtesyRequests', summary: 'What families ask about a person who died' })
  @ApiOkResponse({ type: CourtesyListAnswer })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  list(@CurrentLooker() looker: Looker, @Param() { ref }: MemberPath): Promise<CourtesyListAnswer> {
    return this.queries.execute(new ListCourtesy(looker, ref));
  }

  @Post('members/:ref/courtesy-requests')
  @Permit('disclosure-request:keep')
  @ApiOperation({
    operationId: 'receiveCourtesy',
    summary: '遺族からの開示依頼: take down what a bereaved family asks',
    description:
      'No request of the Act: whether it is offered, to whom, for what fee and in how many days are settings of the ' +
      'association. Where it is not offered, or who asks is no family by them, it is refused in the same breath.',
  })
  @KeptCourtesy('courtesy-channel')
  receive(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { ref }: MemberPath,
    @Body() { id, contact = null, text = null, ...asked }: ReceiveCourtesyRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CourtesyMarkAnswer> {
    const command = { do: 'receive', requestId: id, ...asked, contact, text } as const;
    return this.#keep(caller, { ref, id }, command, { http, reply });
  }

  @Post('members/:ref/courtesy-requests/:id/evidence')
  @Permit('disclosure-request:keep')
  @ApiOperation({
    operationId: 'showCourtesyEvidence',
    summary: 'Say what was shown: who asks, the death, the relation',
  })
  @KeptCourtesy()
  showCourtesyEvidence(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: CourtesyPath,
    @Body() { identity = null, papers, shownOn }: ShowCourtesyRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CourtesyMarkAnswer> {
    return this.#keep(caller, path, { do: 'show', identity, papers, shownOn }, { http, reply });
  }

  @Post('members/:ref/courtesy-requests/:id/decision')
  @Permit('disclosure-request:keep')
  @ApiOperation({
    operationId: 'decideCourtesyRequest',
    summary: 'Decide by the policy of the association: no reason of the Act is one',
  })
  @KeptCourtesy('courtesy-evidence-missing, courtesy-person-lives, courtesy-person-protected')
  decideCourtesyRequest(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: CourtesyPath,
    @Body() { outcome, reason = null, text = null }: DecideCourtesyRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CourtesyMarkAnswer> {
    return this.#keep(caller, path, { do: 'decide', outcome, reason, text }, { http, reply });
  }

  @Post('members/:ref/courtesy-requests/:id/answer')
  @Permit('disclosure-request:keep')
  @ApiOperation({ operationId: 'answerCourtesy', summary: 'Say that the answer went out' })
  @KeptCourtesy('courtesy-channel, courtesy-channel-risk, courtesy-person-protected')
  answerCourtesy(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: CourtesyPath,
    @Body() { answeredOn, channel, atOwnRisk = false }: AnswerCourtesyRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CourtesyMarkAnswer> {
    return this.#keep(caller, path, { do: 'answer', answeredOn, channel, atOwnRisk }, { http, reply });
  }

  @Post('members/:ref/courtesy-requests/:id/withdrawal')
  @Permit('disclosure-request:keep')
  @ApiOperation({ operationId: 'withdrawCourtesy', summary: 'Say that the family took it back' })
  @KeptCourtesy()
  withdrawCourtesy(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: CourtesyPath,
    @Body() { withdrawnOn }: WithdrawCourtesyRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CourtesyMarkAnswer> {
    return this.#keep(caller, path, { do: 'withdraw', withdrawnOn }, { http, reply });
  }

  async #keep(
    { association, role, subject }: AssociationCaller,
    { ref, id }: CourtesyPath,
    command: CourtesyCommand,
    { http, reply }: { readonly http: FastifyRequest; readonly reply: FastifyReply },
  ): Promise<CourtesyMarkAnswer> {
    const caller = { role, subject };
    const kept = await this.commands.execute(new KeepCourtesy(association, caller, ref, id, command, http.id));
    void reply.status(kept.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return { ...kept };
  }
}
