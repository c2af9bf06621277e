import { Controller, Delete, Get, HttpCode, Inject, Param, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { TextField } from '#platform';
import { CurrentLooker, type Looker } from '../looks/looker.js';
import { MemberPath } from '../members/member-changed.answer.js';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { BindingListAnswer } from './binding.answer.js';
import { ListBindings } from './list-bindings.query.js';
import { UnbindAccount } from './unbind-account.command.js';

const ACCOUNT = /^[\w-]{22}$/;

export class BindingPath extends MemberPath {
  @TextField({ pattern: ACCOUNT, patternName: 'the name of an account', description: 'The account, as events name it' })
  account!: string;
}

@ApiTags('accounts')
@Controller('v1')
export class BindingsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Get('members/:ref/bindings')
  @Permit('member:bind')
  @ApiOperation({ operationId: 'listMemberBindings', summary: 'Accounts that a member made the own ones by a code' })
  @ApiOkResponse({ type: BindingListAnswer })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  list(@CurrentLooker() looker: Looker, @Param() { ref }: MemberPath): Promise<BindingListAnswer> {
    return this.queries.execute(new ListBindings(looker, ref));
  }

  @Get('me/bindings')
  @Permit('own-view:read')
  @ApiOperation({ operationId: 'listOwnBindings', summary: 'Accounts that are mine here' })
  @ApiOkResponse({ type: BindingListAnswer })
  own(@CurrentCaller() { member }: AssociationCaller, @CurrentLooker() looker: Looker): Promise<BindingListAnswer> {
    return this.queries.execute(new ListBindings(looker, member!));
  }

  @Delete('members/:ref/bindings/:account')
  @HttpCode(204)
  @Permit('member:bind')
  @ApiOperation({
    operationId: 'unbindAccount',
    summary: 'Take an account away from a member, at once',
    description: 'Where a sign-in was lost or is in other hands. A new code binds another account.',
  })
  @ApiNoContentResponse({ description: 'The account is nobody’s from now on' })
  @ApiNotFoundResponse({ description: 'no-such-member, no-such-binding' })
  unbind(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Param() { ref, account }: BindingPath,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<void> {
    const asking = { association, caller: { role, subject }, requestId };
    return this.commands.execute(new UnbindAccount(asking, ref, account));
  }
}
