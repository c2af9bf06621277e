import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { Clock, Refusal } from '#platform';
import { AssessmentAnswer } from './answers.js';
import { AssessTransfer } from './assess-transfer.command.js';
import { AssessTransferRequest } from './assess-transfer.request.js';
import { CallerBudget } from './caller-budget.js';

/** Asking tells what members declared, so that nobody may ask about all of them in no time: lines at once, and each second. */
const LINES_MAX = 6_000;
const LINES_PER_SECOND = 100;
/** What an asking costs beside its lines. */
const LINES_PER_CALL = 10;

@ApiTags('transfers')
@Controller('v1/assessments')
export class AssessTransferController {
  readonly #budget = new CallerBudget({ most: LINES_MAX, perSecond: LINES_PER_SECOND });

  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  @Permit('transfer:assess')
  @ApiOperation({
    operationId: 'assessTransfer',
    summary: 'Ask before a send how a transfer would be judged, with every rule that was tried',
    description:
      'Judged by the same knowledge as a post; a blocked one is answered with 200 and allowed: false. Nothing is recorded save that it was asked, about whom and to what purpose, and by whom.',
  })
  @ApiOkResponse({ type: AssessmentAnswer })
  @ApiUnprocessableEntityResponse({
    description: 'member-unknown, party-unknown, arrangement-unknown, ruleset-unknown',
  })
  @ApiTooManyRequestsResponse({ description: 'asked-too-often: Retry-After says when there is room again' })
  async assess(
    @CurrentCaller() caller: AssociationCaller,
    @Body() request: AssessTransferRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessmentAnswer> {
    const { association, role, subject } = caller;
    const cost = LINES_PER_CALL + request.members.length;
    const { left, waitSeconds } = this.#budget.spend(`${association} ${role} ${subject}`, cost, this.clock.now());
    void reply.header('RateLimit-Policy', `"lines";q=${LINES_MAX};w=${LINES_MAX / LINES_PER_SECOND}`);
    void reply.header('RateLimit', `"lines";r=${left};t=${waitSeconds}`);
    if (waitSeconds > 0) throw new Refusal('asked-too-often', { retryAfterSeconds: waitSeconds });
    return this.commands.execute(new AssessTransfer(association, caller, request, http.id));
  }
}
