import { Body, Controller, Get, HttpStatus, Inject, Param, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { InstantField, ListField, TextField } from '#platform';
import { RegisteredAnswer } from '../writing/registered.answer.js';
import { MAPPING_NAME, RegisterMappingRequest } from './register-mapping.request.js';
import { RegisterMappings, type SavedMapping } from './register-mappings.js';
import { SaveRegisterMapping } from './save-register-mapping.command.js';

export class MappingPath {
  @TextField({ ...MAPPING_NAME, description: 'Name of the mapping', example: 'teikyo-kiroku' })
  name!: string;
}

export class RegisterMappingAnswer extends RegisterMappingRequest {
  @TextField()
  name!: string;

  @InstantField()
  savedAt!: string;
}

export class RegisterMappingsAnswer {
  @ListField(() => RegisterMappingAnswer, { max: 1_000 })
  mappings!: RegisterMappingAnswer[];
}

@ApiTags('old registers')
@Controller('v1/register-mappings')
export class RegisterMappingsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(RegisterMappings) private readonly mappings: RegisterMappings,
  ) {}

  @Put(':name')
  @Permit('register:import')
  @ApiOperation({
    operationId: 'saveRegisterMapping',
    summary: 'Save how the columns of a register that was kept so far are read; imports that run go on as they began',
    description:
      'Days may be written in eras (令和5年4月1日, R5.4.1) or not. Items are codes of the catalogue or their Japanese ' +
      'names, with 、 ・ / or blanks between. `consent`: 有 or 無, or where the consent is found.',
  })
  @ApiCreatedResponse({ type: RegisteredAnswer })
  @ApiOkResponse({ type: RegisteredAnswer, description: 'Saved so before' })
  @ApiConflictResponse({ description: 'changed-meanwhile: somebody else saved one at the same time' })
  async save(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { name }: MappingPath,
    @Body() request: RegisterMappingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    const saved = await this.commands.execute(new SaveRegisterMapping(caller.association, caller, name, request));
    void reply.status(saved.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return { id: name, ...saved };
  }

  @Get()
  @Permit('register-mapping:read')
  @ApiOperation({ operationId: 'listRegisterMappings', summary: 'Saved mappings, by name' })
  @ApiOkResponse({ type: RegisterMappingsAnswer })
  async list(@CurrentCaller() { association }: AssociationCaller): Promise<RegisterMappingsAnswer> {
    return { mappings: (await this.mappings.list(association)).map(answerOf) };
  }

  @Get(':name')
  @Permit('register-mapping:read')
  @ApiOperation({ operationId: 'showRegisterMapping', summary: 'A saved mapping, as it may be saved again' })
  @ApiOkResponse({ type: RegisterMappingAnswer })
  @ApiNotFoundResponse({ description: 'register-mapping-unknown' })
  async show(
    @CurrentCaller() { association }: AssociationCaller,
    @Param() { name }: MappingPath,
  ): Promise<RegisterMappingAnswer> {
    return answerOf(await this.mappings.read(association, name));
  }
}

function answerOf({ name, savedAt, layout }: SavedMapping): RegisterMappingAnswer {
  const { register, columns, constants } = layout;
  return {
    name,
    savedAt,
    register,
    columns: columns.map(({ name: column, field, values }) => ({
      name: column,
      field,
      ...(values && { values: Object.entries(values).map(([cell, value]) => ({ cell, value })) }),
    })),
    constants: Object.entries(constants).map(([field, value]) => ({ field: field as never, value })),
  };
}
