import { Body, Controller, HttpStatus, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiForbiddenResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, MemberPath, Permit, type AssociationCaller } from '#access';
import type { RequestCommand } from '../domain/requests/request-commands.js';
import { KeepRequest } from './keep-request.command.js';
import { Kept, STATE } from './kept.js';
import { RequestMarkAnswer } from './request.answer.js';
import type { StopScope } from './request-stops.js';
import {
  AnswerInquiryRequest,
  AnswerTargetRequest,
  ApproveDecisionRequest,
  AskIdentityRequest,
  AskInstitutionRequest,
  AskTargetRequest,
  CloseRequestRequest,
  DecideRequestRequest,
  DeliverAnswerRequest,
  ExtendRequestRequest,
  MarkDuplicateRequest,
  ReceiveRequestRequest,
  RequestPath,
  SettleUseRequest,
  ShowEvidenceRequest,
  ShowIdentityRequest,
  WithdrawRequestRequest,
} from './request.request.js';
import { toDecide, toReceive } from './to-command.js';

/** What officers do about the requests of a member. */
@ApiTags('disclosure requests')
@Controller('v1/members/:ref/disclosure-requests')
export class RequestsController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post()
  @Permit('disclosure-request:keep')
  @ApiOperation({
    operationId: 'receiveDisclosureRequest',
    summary: '開示等の請求: take down what came in by post, at the counter, by telephone, e-mail or fax',
    description:
      'Arts. 32 to 35. Somebody who is neither the person nor a representative is refused at once. A request of a ' +
      'bereaved family is none of these, and is not taken here.',
  })
  @Kept('disclosure-request-differs, disclosure-request-changed', 'disclosure-channel-closed')
  receive(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { ref }: MemberPath,
    @Body() request: ReceiveRequestRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    return this.#keep(caller, { ref, id: request.id }, toReceive(request), { http, reply });
  }

  @Post(':id/identity-question')
  @Permit('disclosure-request:keep')
  @ApiOperation({ operationId: 'askIdentity', summary: 'Ask whoever asks to show who they are' })
  @Kept(STATE)
  askIdentity(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() { text = null }: AskIdentityRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    return this.#keep(caller, path, { do: 'ask-identity', text }, { http, reply });
  }

  @Post(':id/identity')
  @Permit('disclosure-request:keep')
  @ApiOperation({ operationId: 'showIdentity', summary: '本人確認: say what was shown of who asks' })
  @Kept(STATE)
  showIdentity(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() { note = null, ...shown }: ShowIdentityRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    return this.#keep(caller, path, { do: 'show-identity', ...shown, note }, { http, reply });
  }

  @Post(':id/evidence')
  @Permit('disclosure-request:keep')
  @ApiOperation({ operationId: 'showEvidence', summary: '代理権の確認: say which papers show the representation' })
  @Kept(STATE)
  showEvidence(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() { papers, shownOn, note = null }: ShowEvidenceRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    return this.#keep(caller, path, { do: 'show-evidence', papers, shownOn, note }, { http, reply });
  }

  @Post(':id/target-question')
  @Permit('disclosure-request:keep')
  @ApiOperation({ operationId: 'askTarget', summary: 'Ask what exactly is wanted: art. 37(2). The days run on' })
  @Kept(STATE)
  askTarget(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() { text }: AskTargetRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    return this.#keep(caller, path, { do: 'ask-target', text }, { http, reply });
  }

  @Post(':id/target')
  @Permit('disclosure-request:keep')
  @ApiOperation({
    operationId: 'answerTarget',
    summary: 'Say what the person answered; nobody has to narrow a request',
  })
  @Kept(STATE)
  answerTarget(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() { period, ...answered }: AnswerTargetRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    return this.#keep(
      caller,
      path,
      { do: 'answer-target', ...answered, ...(period && { period: { ...period } }) },
      { http, reply },
    );
  }

  @Post(':id/inquiry')
  @Permit('disclosure-request:keep')
  @ApiOperation({
    operationId: 'askInstitution',
    summary: '医療機関への照会: say that a medical institution was asked whether the treatment would suffer',
    description: 'Before claims (レセプト) are disclosed. The days of the answer run on, unless it is extended.',
  })
  @Kept(STATE)
  askInstitution(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() { inquiry: inquiryId, askedOn, institution, text = null }: AskInstitutionRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    const command = { do: 'ask-institution', inquiryId, askedOn, institution, text } as const;
    return this.#keep(caller, path, command, { http, reply });
  }

  @Post(':id/inquiry-answer')
  @Permit('disclosure-request:keep')
  @ApiOperation({
    operationId: 'answerInquiry',
    summary: 'Say what a medical institution answered, or that it did not',
  })
  @Kept(STATE)
  answerInquiry(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() { inquiry: inquiryId, answeredOn, answer, text = null }: AnswerInquiryRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    const command = { do: 'answer-inquiry', inquiryId, answeredOn, answer, text } as const;
    return this.#keep(caller, path, command, { http, reply });
  }

  @Post(':id/extension')
  @Permit('disclosure-request:keep')
  @ApiOperation({ operationId: 'extendRequest', summary: 'Say that the person was told that it takes longer' })
  @Kept(STATE)
  extend(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() { dueOn, noticedOn, channel, text }: ExtendRequestRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    return this.#keep(caller, path, { do: 'extend', dueOn, noticedOn, channel, text }, { http, reply });
  }

  @Post(':id/decision')
  @Permit('disclosure-request:keep')
  @ApiOperation({
    operationId: 'decideRequest',
    summary: '決定: whole, in part with a reason for each field, a measure in its place, refused, or no such record',
    description:
      'What is disclosed of provision and receipt records is frozen as it stands. A granted stop counts at once: ' +
      'whatever is planned afterwards is judged by it.',
  })
  @Kept(
    STATE,
    'disclosure-identity-missing, disclosure-birth-date-unknown, disclosure-asker-not-entitled, ' +
      'disclosure-inquiry-open, ' +
      'disclosure-records-none, disclosure-records-exist, disclosure-records-kept, disclosure-records-too-many',
  )
  decide(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() request: DecideRequestRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    return this.#keep(caller, path, toDecide(request), { http, reply, stop: request.stop ?? null });
  }

  @Post(':id/decision-approval')
  @Permit('disclosure-request:keep')
  @ApiOperation({
    operationId: 'approveDecision',
    summary: 'Agree to what another officer decided: where a flag protects the person, and somebody else is told',
  })
  @ApiForbiddenResponse({ description: 'disclosure-approval-same-person' })
  @Kept(STATE)
  approve(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() { text = null }: ApproveDecisionRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    return this.#keep(caller, path, { do: 'approve-decision', text }, { http, reply });
  }

  @Post(':id/delivery')
  @Permit('disclosure-request:keep')
  @ApiOperation({ operationId: 'deliverAnswer', summary: 'Say that the answer went out, and by which channel' })
  @Kept(
    STATE,
    'disclosure-channel-closed, disclosure-channel-risk, disclosure-birth-date-unknown, ' +
      'disclosure-asker-not-entitled, disclosure-approval-missing, disclosure-channel-protected',
  )
  deliver(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() { deliveredOn, channel, atOwnRisk = false, note = null }: DeliverAnswerRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    return this.#keep(caller, path, { do: 'deliver', deliveredOn, channel, atOwnRisk, note }, { http, reply });
  }

  @Post(':id/use-settlement')
  @Permit('disclosure-request:keep')
  @ApiOperation({
    operationId: 'settleUse',
    summary: 'Say what became of a joint use or an entrustment after a stop of use was granted: art. 35(1), (5)',
  })
  @Kept(STATE)
  settleUse(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() settled: SettleUseRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    return this.#keep(caller, path, { do: 'settle-use', ...settled }, { http, reply });
  }

  @Post(':id/close')
  @Permit('disclosure-request:keep')
  @ApiOperation({ operationId: 'closeRequest', summary: 'Close a request that was answered' })
  @Kept(STATE)
  close(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() { text = null }: CloseRequestRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    return this.#keep(caller, path, { do: 'close', text }, { http, reply });
  }

  @Post(':id/withdrawal')
  @Permit('disclosure-request:keep')
  @ApiOperation({ operationId: 'withdrawRequest', summary: 'Say that the person took the request back' })
  @Kept(STATE)
  withdraw(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() { withdrawnOn, text = null }: WithdrawRequestRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    return this.#keep(caller, path, { do: 'withdraw', withdrawnOn, text }, { http, reply });
  }

  @Post(':id/duplicate')
  @Permit('disclosure-request:keep')
  @ApiOperation({ operationId: 'markDuplicateRequest', summary: 'Say that another request of the person is the same' })
  @Kept(STATE)
  duplicate(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() { of, text }: MarkDuplicateRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    return this.#keep(caller, path, { do: 'mark-duplicate', of, text }, { http, reply });
  }

  async #keep(
    { association, role, subject }: AssociationCaller,
    { ref, id }: RequestPath,
    command: RequestCommand,
    {
      http,
      reply,
      stop = null,
    }: { readonly http: FastifyRequest; readonly reply: FastifyReply; readonly stop?: StopScope | null },
  ): Promise<RequestMarkAnswer> {
    const kept = await this.commands.execute(
      new KeepRequest(association, { role, subject }, ref, id, [command], http.id, stop),
    );
    void reply.status(kept.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return { ...kept };
  }
}
