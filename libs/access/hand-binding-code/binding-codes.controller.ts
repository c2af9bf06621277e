import { Body, Controller, Inject, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConflictResponse, ApiCreatedResponse, ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CodeField, InstantField, TextField } from '#platform';
import { HANDED_BY, type HandedBy } from '../domain/binding-events.js';
import { MemberPath } from '../members/member-changed.answer.js';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { HandBindingCode } from './hand-binding-code.command.js';

export class BindingCodeRequest {
  @CodeField(HANDED_BY, {
    description: 'post: to the registered address, counts for 30 days; counter: to somebody identified, for one',
  })
  handedBy!: HandedBy;
}

export class BindingCodeAnswer {
  @TextField({ description: 'Twelve characters, shown this once: only a keyed digest is kept' })
  code!: string;

  @InstantField({ description: 'It counts until then, once, and until a new one is made' })
  until!: string;
}

@ApiTags('accounts')
@Controller('v1/members')
export class BindingCodesController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':ref/binding-codes')
  @Permit('member:bind')
  @ApiOperation({
    operationId: 'handBindingCode',
    summary: '初回登録コード: a code by which a member makes an account the own one; it ends the one before',
    description: 'The member redeems it with the birth date (`POST /v1/me/binding`), and a letter alone opens nothing.',
  })
  @ApiCreatedResponse({ type: BindingCodeAnswer })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({
    description: 'account-bound: unbind it first; birth-date-missing; member-merged; (403) portal-closed',
  })
  async hand(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Param() { ref }: MemberPath,
    @Body() { handedBy }: BindingCodeRequest,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<BindingCodeAnswer> {
    const asking = { association, caller: { role, subject }, requestId };
    return { ...(await this.commands.execute(new HandBindingCode(asking, ref, handedBy))) };
  }
}
