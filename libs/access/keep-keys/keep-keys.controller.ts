import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Inject,
  Post,
  Query as QueryParameters,
  Req,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../domain/caller.js';
import type { KeyKeeper } from '../keys/key-log.js';
import { CurrentCaller, Permit } from '../tokens/permit.js';
import { keysAnswer, KeysAnswer, RewrappedAnswer } from './keep-keys.answer.js';
import { RetireKey, RewrapKeys, RotateKey, ShowKeys } from './keep-keys.command.js';
import { AssociationRequest, RetireKeyRequest, RewrapKeysRequest, RotateKeyRequest } from './keep-keys.request.js';

@ApiTags('keys')
@Controller('v1/keys')
export class KeepKeysController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Get()
  @Permit('key:keep')
  @ApiOperation({ operationId: 'showKeys', summary: "Versions of an association's key, and how much each wraps" })
  @ApiOkResponse({ type: KeysAnswer })
  @ApiUnprocessableEntityResponse({ description: 'association-unknown' })
  async show(@QueryParameters() { association }: AssociationRequest): Promise<KeysAnswer> {
    return keysAnswer(association, await this.queries.execute(new ShowKeys(association)));
  }

  @Post('rotations')
  @HttpCode(HttpStatus.OK)
  @Permit('key:keep')
  @ApiOperation({
    operationId: 'rotateKey',
    summary: "Make a version of an association's key: what is wrapped from now on is wrapped by it",
    description:
      'Every process uses it within a second, without a restart. What was wrapped before is wrapped anew by `POST /v1/keys/rewrappings`.',
  })
  @ApiOkResponse({ type: KeysAnswer })
  @ApiConflictResponse({ description: 'key-version-differs: it is neither the newest nor the next' })
  @ApiUnprocessableEntityResponse({ description: 'association-unknown' })
  async rotate(
    @CurrentCaller() operator: Caller,
    @Body() { association, version }: RotateKeyRequest,
    @Req() http: FastifyRequest,
  ): Promise<KeysAnswer> {
    const command = new RotateKey(keeperOf(association, operator, http), version);
    return keysAnswer(association, await this.commands.execute(command));
  }

  @Post('rewrappings')
  @HttpCode(HttpStatus.OK)
  @Permit('key:keep')
  @ApiOperation({
    operationId: 'rewrapKeys',
    summary: 'Wrap data keys by the newest version, some thousands at a time, while others read and write',
    description: 'Asked again from the beginning it passes over what is done: broken off, it just begins anew.',
  })
  @ApiOkResponse({ type: RewrappedAnswer })
  @ApiUnprocessableEntityResponse({ description: 'association-unknown' })
  async rewrap(@Body() { association, after }: RewrapKeysRequest): Promise<RewrappedAnswer> {
    return this.commands.execute(new RewrapKeys(association, after ?? null));
  }

  @Post('retirements')
  @HttpCode(HttpStatus.OK)
  @Permit('key:keep')
  @ApiOperation({
    operationId: 'retireKey',
    summary: 'Destroy versions that wrap nothing any more, for good',
    description:
      'From then on backups of the database from before cannot be opened: make one first. Fails as long as anything is wrapped by them, and for a minute after the version that follows them was made.',
  })
  @ApiOkResponse({ type: KeysAnswer })
  @ApiConflictResponse({ description: 'key-version-in-use, key-version-newest, key-version-young' })
  @ApiUnprocessableEntityResponse({ description: 'association-unknown' })
  async retire(
    @CurrentCaller() operator: Caller,
    @Body() { association, through }: RetireKeyRequest,
    @Req() http: FastifyRequest,
  ): Promise<KeysAnswer> {
    const command = new RetireKey(keeperOf(association, operator, http), through);
    return keysAnswer(association, await this.commands.execute(command));
  }
}

function keeperOf(association: string, { role, subject }: Caller, { id: requestId }: FastifyRequest): KeyKeeper {
  return { association, caller: { role, subject }, requestId };
}
