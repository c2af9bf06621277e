import { Body, Controller, HttpCode, HttpStatus, Inject, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiForbiddenResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccountEndingAnswer, AccountRequest } from '../close-account/close-account.controller.js';
import type { Caller } from '../domain/caller.js';
import { CurrentCaller, Permit } from '../tokens/permit.js';
import { EndOperator } from './end-operator.command.js';

@ApiTags('accounts')
@Controller('v1/operators')
export class EndOperatorController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post('closing')
  @HttpCode(HttpStatus.OK)
  @Permit('operator:close')
  @ApiOperation({
    operationId: 'closeOperator',
    summary: 'Close the account of another operator: its tokens are of no use from now on',
    description:
      'Here at once, in every service within a second. What the account is as an officer is for officers to close.',
  })
  @ApiOkResponse({ type: AccountEndingAnswer })
  @ApiForbiddenResponse({ description: 'account-own: nobody closes the own account' })
  close(@CurrentCaller() { subject: by }: Caller, @Body() { subject }: AccountRequest): Promise<AccountEndingAnswer> {
    return this.commands.execute(new EndOperator(by, subject, 'AccountClosed'));
  }

  @Post('reopening')
  @HttpCode(HttpStatus.OK)
  @Permit('operator:close')
  @ApiOperation({
    operationId: 'reopenOperator',
    summary: 'Open the account of an operator again that was closed; it needs a new sign-in',
  })
  @ApiOkResponse({ type: AccountEndingAnswer })
  @ApiForbiddenResponse({ description: 'account-own' })
  reopen(@CurrentCaller() { subject: by }: Caller, @Body() { subject }: AccountRequest): Promise<AccountEndingAnswer> {
    return this.commands.execute(new EndOperator(by, subject, 'AccountReopened'));
  }
}
