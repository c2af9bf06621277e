import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  HttpStatus,
  Inject,
  Param,
  Patch,
  Post,
  Query as QueryParameters,
  Req,
  Res,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiAcceptedResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientOf, CurrentCaller, Permit, type AssociationCaller } from '#access';
import { Limits, nextLink, revisionSeen, revisionTag } from '#platform';
import { DeliveryPageAnswer, ReplayedWebhookAnswer, TestedWebhookAnswer } from '../list-deliveries/delivery.answer.js';
import { DeliveryListRequest } from '../list-deliveries/delivery.request.js';
import { ListDeliveries } from '../list-deliveries/list-deliveries.query.js';
import { ReplayWebhook, TestWebhook } from '../list-deliveries/send-again.command.js';
import { ChangeWebhook } from './change-webhook.command.js';
import { EndWebhook } from './end-webhook.command.js';
import { ListWebhooks, ShowWebhook } from './list-webhooks.query.js';
import { RegisterWebhook } from './register-webhook.command.js';
import { RotateWebhookSecret } from './rotate-secret.command.js';
import { RegisteredWebhookAnswer, WebhookAnswer, WebhookListAnswer, WebhookSecretAnswer } from './webhook.answer.js';
import {
  ChangeWebhookRequest,
  RegisterWebhookRequest,
  ReplayWebhookRequest,
  RotateWebhookSecretRequest,
  WebhookPath,
} from './webhook.request.js';
import type { Asking } from './webhook-rules.js';

/** Who is told of what happens: by officers, and by integrators of their own arrangements. */
@ApiTags('webhooks')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(Limits) private readonly limits: Limits,
  ) {}

  @Post()
  @Permit('webhook:keep')
  @ApiOperation({
    operationId: 'registerWebhook',
    summary: '通知先: be told of what happens from now on, by Standard Webhooks',
    description:
      'Messages are thin: a type, an id, a position and where it is read with a token; nothing of a person. ' +
      'An integrator hears of transfers of the arrangements of its token. Of what must not be known to exist nobody hears.',
  })
  @ApiCreatedResponse({ type: RegisteredWebhookAnswer })
  @ApiOkResponse({ type: RegisteredWebhookAnswer, description: 'Registered so before; its secret is not shown again' })
  @ApiConflictResponse({ description: 'webhook-differs; webhooks-too-many' })
  async register(
    @CurrentCaller() caller: AssociationCaller,
    @Body() request: RegisterWebhookRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredWebhookAnswer> {
    this.limits.spend('webhook-changes', clientOf(caller), reply);
    const answer = await this.commands.execute(new RegisterWebhook(askingOf(caller, requestId), request));
    void reply.status(answer.secret === null ? HttpStatus.OK : HttpStatus.CREATED);
    return answer;
  }

  @Get()
  @Permit('webhook:read')
  @ApiOperation({ operationId: 'listWebhooks', summary: 'Webhooks that are not over, and what may be told' })
  @ApiOkResponse({ type: WebhookListAnswer })
  list(@CurrentCaller() caller: AssociationCaller, @Req() { id }: FastifyRequest): Promise<WebhookListAnswer> {
    return this.queries.execute(new ListWebhooks(askingOf(caller, id)));
  }

  @Get(':id')
  @Permit('webhook:read')
  @ApiOperation({ operationId: 'showWebhook', summary: 'A webhook as it stands, with its ETag' })
  @ApiOkResponse({ type: WebhookAnswer })
  @ApiNotFoundResponse({ description: 'webhook-unknown' })
  async show(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: WebhookPath,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookAnswer> {
    const { revision, answer } = await this.queries.execute(new ShowWebhook(askingOf(caller, requestId), id));
    void reply.header('ETag', revisionTag(revision));
    return answer;
  }

  @Patch(':id')
  @Permit('webhook:keep')
  @ApiOperation({
    operationId: 'changeWebhook',
    summary: 'Change where and what is told, or switch it off and on',
    description: 'An integrator that changes what is told is held to the arrangements of the token of now.',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag that was read' })
  @ApiOkResponse({ type: WebhookAnswer })
  @ApiForbiddenResponse({ description: 'webhook-of-another' })
  @ApiNotFoundResponse({ description: 'webhook-unknown' })
  @ApiConflictResponse({ description: 'webhook-ended' })
  @ApiResponse({ status: 412, description: 'changed-meanwhile' })
  @ApiResponse({ status: 428, description: 'if-match-missing' })
  async change(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: WebhookPath,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: ChangeWebhookRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookAnswer> {
    const seen = revisionSeen(ifMatch);
    this.limits.spend('webhook-changes', clientOf(caller), reply);
    const asking = askingOf(caller, requestId);
    const { revision, answer } = await this.commands.execute(new ChangeWebhook(asking, id, seen, request));
    void reply.header('ETag', revisionTag(revision));
    return answer;
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('webhook:keep')
  @ApiOperation({ operationId: 'endWebhook', summary: 'Tell it nothing any more, for good' })
  @ApiNoContentResponse({ description: 'It is over, now or before' })
  @ApiNotFoundResponse({ description: 'webhook-unknown' })
  end(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: WebhookPath,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<void> {
    return this.commands.execute(new EndWebhook(askingOf(caller, requestId), id));
  }

  @Post(':id/secret')
  @Permit('webhook:keep')
  @ApiOperation({
    operationId: 'rotateWebhookSecret',
    summary: 'Sign by a new secret; for some hours by the one of before as well',
  })
  @ApiCreatedResponse({ type: WebhookSecretAnswer })
  @ApiForbiddenResponse({ description: 'webhook-of-another' })
  @ApiNotFoundResponse({ description: 'webhook-unknown' })
  @ApiConflictResponse({ description: 'webhook-ended' })
  rotate(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: WebhookPath,
    @Body() { overlapHours }: RotateWebhookSecretRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookSecretAnswer> {
    this.limits.spend('webhook-changes', clientOf(caller), reply);
    return this.commands.execute(new RotateWebhookSecret(askingOf(caller, requestId), id, overlapHours));
  }

  @Post(':id/test')
  @HttpCode(202)
  @Permit('webhook:keep')
  @ApiOperation({ operationId: 'testWebhook', summary: 'Send a message that tells of nothing (webhook.test), once' })
  @ApiAcceptedResponse({ type: TestedWebhookAnswer })
  @ApiNotFoundResponse({ description: 'webhook-unknown' })
  @ApiConflictResponse({ description: 'webhook-ended; webhook-off' })
  test(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: WebhookPath,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TestedWebhookAnswer> {
    this.limits.spend('webhook-sends', clientOf(caller), reply);
    return this.commands.execute(new TestWebhook(askingOf(caller, requestId), id));
  }

  @Get(':id/deliveries')
  @Permit('webhook:read')
  @ApiOperation({
    operationId: 'listWebhookDeliveries',
    summary: 'What was sent, what came of it, and what is tried when',
  })
  @ApiOkResponse({ type: DeliveryPageAnswer })
  @ApiNotFoundResponse({ description: 'webhook-unknown' })
  async deliveries(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: WebhookPath,
    @QueryParameters() request: DeliveryListRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeliveryPageAnswer> {
    const page = await this.queries.execute(new ListDeliveries(askingOf(caller, http.id), id, request));
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }

  @Post(':id/replay')
  @HttpCode(202)
  @Permit('webhook:keep')
  @ApiOperation({
    operationId: 'replayWebhook',
    summary: 'Send again what was told from a position on, or what was given up',
    description: 'Of what is kept (30 days by default). The webhook-id of each stays the same.',
  })
  @ApiAcceptedResponse({ type: ReplayedWebhookAnswer })
  @ApiNotFoundResponse({ description: 'webhook-unknown' })
  @ApiConflictResponse({ description: 'webhook-ended; webhook-off; webhook-replaying: one waits still' })
  replay(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: WebhookPath,
    @Body() request: ReplayWebhookRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReplayedWebhookAnswer> {
    this.limits.spend('webhook-sends', clientOf(caller), reply);
    return this.commands.execute(new ReplayWebhook(askingOf(caller, requestId), id, request));
  }
}

function askingOf({ association, ...caller }: AssociationCaller, requestId: string): Asking {
  return { association, caller, requestId };
}
