import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
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
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { CodeField, UuidField } from '#platform';
import { BreachAnswer, BreachListAnswer } from './breach.answer.js';
import {
  BreachRequest,
  CloseBreachRequest,
  NotifyPersonsRequest,
  OpenBreachRequest,
  ReportBreachFinallyRequest,
  ReportBreachRequest,
} from './breach.request.js';
import { ChangeBreach, type BreachChange } from './change-breach.command.js';
import { ListBreaches, ShowBreach } from './list-breaches.query.js';
import { OpenBreach } from './open-breach.command.js';

export class BreachPath {
  @UuidField({ description: 'The breach' })
  id!: string;
}

export class ListBreachesRequest {
  @CodeField(['open', 'closed'], { optional: true })
  state?: 'open' | 'closed';
}

@ApiTags('breaches')
@Controller('v1/breaches')
export class BreachesController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Get()
  @Permit('breach:read')
  @ApiOperation({ operationId: 'listBreaches', summary: '漏えい等: breaches with their deadlines, what is due first' })
  @ApiOkResponse({ type: BreachListAnswer })
  list(
    @CurrentCaller() { association }: AssociationCaller,
    @Query() { state }: ListBreachesRequest,
  ): Promise<BreachListAnswer> {
    return this.queries.execute(new ListBreaches(association, state ?? null));
  }

  @Get(':id')
  @Permit('breach:read')
  @ApiOperation({ operationId: 'showBreach', summary: 'A breach, what the law asks about it, and what was done' })
  @ApiOkResponse({ type: BreachAnswer })
  @ApiNotFoundResponse({ description: 'breach-unknown' })
  show(@CurrentCaller() { association }: AssociationCaller, @Param() { id }: BreachPath): Promise<BreachAnswer> {
    return this.queries.execute(new ShowBreach(association, id));
  }

  @Post()
  @Permit('breach:keep')
  @ApiOperation({
    operationId: 'openBreach',
    summary: 'Open a breach: art. 26. Whether and by when it has to be reported is told at once',
  })
  @ApiCreatedResponse({ type: BreachAnswer })
  @ApiOkResponse({ type: BreachAnswer, description: 'Opened so before' })
  @ApiConflictResponse({ description: 'breach-differs' })
  async open(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Body() request: OpenBreachRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BreachAnswer> {
    const command = new OpenBreach(association, { role, subject }, request, http.id);
    const { isNew } = await this.commands.execute(command);
    return this.#answer(association, request.id, isNew, reply);
  }

  @Post(':id/amendments')
  @Permit('breach:keep')
  @ApiOperation({ operationId: 'amendBreach', summary: 'State what is known of a breach now, whole' })
  @Changed()
  amend(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: BreachPath,
    @Body() request: BreachRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BreachAnswer> {
    return this.#change(caller, id, { do: 'amend', request }, http, reply);
  }

  @Post(':id/preliminary-report')
  @Permit('breach:keep')
  @ApiOperation({ operationId: 'reportBreachPreliminarily', summary: '速報: say that the preliminary report was made' })
  @Changed()
  preliminary(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: BreachPath,
    @Body() request: ReportBreachRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BreachAnswer> {
    return this.#change(caller, id, { do: 'report-preliminarily', request }, http, reply);
  }

  @Post(':id/final-report')
  @Permit('breach:keep')
  @ApiOperation({ operationId: 'reportBreachFinally', summary: '確報: say that the final report was made' })
  @ApiUnprocessableEntityResponse({ description: 'breach-incomplete: matters are neither stated nor said to follow' })
  @Changed()
  final(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: BreachPath,
    @Body() request: ReportBreachFinallyRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BreachAnswer> {
    return this.#change(caller, id, { do: 'report-finally', request }, http, reply);
  }

  @Post(':id/notice')
  @Permit('breach:keep')
  @ApiOperation({ operationId: 'notifyPersonsOfBreach', summary: 'Say that the persons were told: art. 26(2)' })
  @Changed()
  notice(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: BreachPath,
    @Body() request: NotifyPersonsRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BreachAnswer> {
    return this.#change(caller, id, { do: 'notify', request }, http, reply);
  }

  @Post(':id/close')
  @Permit('breach:keep')
  @ApiOperation({ operationId: 'closeBreach', summary: 'Close a breach of which nothing is left to do' })
  @Changed()
  close(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: BreachPath,
    @Body() request: CloseBreachRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BreachAnswer> {
    return this.#change(caller, id, { do: 'close', request }, http, reply);
  }

  async #change(
    { association, role, subject }: AssociationCaller,
    id: string,
    change: BreachChange,
    http: FastifyRequest,
    reply: FastifyReply,
  ): Promise<BreachAnswer> {
    const command = new ChangeBreach(association, { role, subject }, id, change, http.id);
    const { isNew } = await this.commands.execute(command);
    return this.#answer(association, id, isNew, reply);
  }

  #answer(association: string, id: string, isNew: boolean, reply: FastifyReply): Promise<BreachAnswer> {
    void reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return this.queries.execute(new ShowBreach(association, id));
  }
}

/** What every change of a breach is answered with. */
function Changed(): MethodDecorator {
  const answers = [
    ApiCreatedResponse({ type: BreachAnswer }),
    ApiOkResponse({ type: BreachAnswer, description: 'It stood so before' }),
    ApiNotFoundResponse({ description: 'breach-unknown' }),
    ApiConflictResponse({ description: 'breach-closed, breach-reported, breach-not-done, breach-changed' }),
  ];
  return (target, name, descriptor) => {
    for (const answer of answers) answer(target, name, descriptor as never);
  };
}
