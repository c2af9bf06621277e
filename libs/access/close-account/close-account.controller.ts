import { Body, Controller, HttpCode, HttpStatus, Inject, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiForbiddenResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { InstantField, TextField } from '#platform';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { CloseAccount } from './close-account.command.js';

const NULL = { nullable: true } as const;

export class AccountRequest {
  @TextField({ description: 'The account: `sub` of its tokens. It is kept as a keyed digest and never as it is' })
  subject!: string;
}

export class CloseAccountRequest extends AccountRequest {
  @TextField({ description: 'Why; kept sealed' })
  reason!: string;
}

export class AccountEndingAnswer {
  @TextField({ description: 'The account, as events name it' })
  account!: string;

  @InstantField({ ...NULL, description: 'Tokens that were issued until then are of no more use' })
  endedAt!: string | null;

  @InstantField({ ...NULL, description: 'Closed since then; null while it is open' })
  closedAt!: string | null;
}

@ApiTags('accounts')
@Controller('v1/accounts')
export class CloseAccountController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post('closing')
  @HttpCode(HttpStatus.OK)
  @Permit('account:close')
  @ApiOperation({
    operationId: 'closeAccount',
    summary: 'Close an account for this association, in whatever role it comes: its tokens are of no use from now on',
    description:
      'For whoever leaves, or whose sign-in is in other hands: here at once, in every service within a second. The issuer ' +
      'is not told. A member keeps the binding; an officer of the same account is closed as well.',
  })
  @ApiOkResponse({ type: AccountEndingAnswer })
  @ApiForbiddenResponse({ description: 'account-own: nobody closes the own account' })
  close(
    @CurrentCaller() caller: AssociationCaller,
    @Body() request: CloseAccountRequest,
    @Req() { id }: FastifyRequest,
  ): Promise<AccountEndingAnswer> {
    return this.#change(caller, request, id, true);
  }

  @Post('reopening')
  @HttpCode(HttpStatus.OK)
  @Permit('account:close')
  @ApiOperation({
    operationId: 'reopenAccount',
    summary: 'Open an account again that was closed; it needs a new sign-in',
  })
  @ApiOkResponse({ type: AccountEndingAnswer })
  @ApiForbiddenResponse({ description: 'account-own' })
  reopen(
    @CurrentCaller() caller: AssociationCaller,
    @Body() request: CloseAccountRequest,
    @Req() { id }: FastifyRequest,
  ): Promise<AccountEndingAnswer> {
    return this.#change(caller, request, id, false);
  }

  #change(
    { association, role, subject: own }: AssociationCaller,
    { subject, reason }: CloseAccountRequest,
    requestId: string,
    closes: boolean,
  ): Promise<AccountEndingAnswer> {
    const asking = { association, caller: { role, subject: own }, requestId };
    return this.commands.execute(new CloseAccount(asking, subject, reason, closes));
  }
}
