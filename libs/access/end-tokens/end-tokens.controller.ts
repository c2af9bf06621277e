import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CodeField } from '#platform';
import { ENDING_CODES, type EndingCode } from '../domain/ended-events.js';
import type { Caller } from '../domain/caller.js';
import { EndOperator } from '../end-operator/end-operator.command.js';
import { CurrentCaller, Permit } from '../tokens/permit.js';
import { EndTokens } from './end-tokens.command.js';

export class EndTokensRequest {
  @CodeField(ENDING_CODES, {
    enumName: 'EndingCode',
    description: 'SIGNED_OUT: ログアウト; LOST: a token or a device may be in the hands of others',
  })
  why!: EndingCode;
}

@ApiTags('accounts')
@Controller('v1/me/tokens')
export class EndTokensController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post('ending')
  @HttpCode(204)
  @Permit('tokens:end')
  @ApiOperation({
    operationId: 'endOwnTokens',
    summary: 'Sign out: end this token and every other one that my account has now',
    description:
      'Here at once, in every service within a second. The issuer is not told: a new sign-in there gives a token of use. ' +
      'Whatever scopes a token names, it may end itself.',
  })
  @ApiNoContentResponse({ description: 'They are of no more use: 401, token-ended' })
  async end(
    @CurrentCaller() { association, role, subject }: Caller,
    @Body() { why }: EndTokensRequest,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<void> {
    // An operator acts for no association, in whose log it could stand.
    if (association === null) await this.commands.execute(new EndOperator(subject, subject, 'AccountTokensEnded'));
    else await this.commands.execute(new EndTokens({ association, caller: { role, subject }, requestId }, why));
  }
}
