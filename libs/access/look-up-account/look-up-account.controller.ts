import { Body, Controller, HttpCode, HttpStatus, Inject, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccountRequest } from '../close-account/close-account.controller.js';
import { CurrentLooker, type Looker } from '../looks/looker.js';
import { Permit } from '../tokens/permit.js';
import { AccountAnswer } from './look-up-account.answer.js';
import { LookUpAccount } from './look-up-account.query.js';

@ApiTags('accounts')
@Controller('v1/accounts')
export class LookUpAccountController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Post('lookup')
  @HttpCode(HttpStatus.OK)
  @Permit('account:find')
  @ApiOperation({
    operationId: 'lookUpAccount',
    summary: 'What is known of an account of the issuer: as what events name it, whose it is, whether it is closed',
    description: 'A look at the member whose it is. The account stands in the body, so that no address holds it.',
  })
  @ApiOkResponse({ type: AccountAnswer })
  lookUp(@CurrentLooker() looker: Looker, @Body() { subject }: AccountRequest): Promise<AccountAnswer> {
    return this.queries.execute(new LookUpAccount(looker, subject));
  }
}
