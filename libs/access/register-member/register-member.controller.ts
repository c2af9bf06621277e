import { Body, Controller, HttpStatus, Inject, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { FlagField, TextField, UuidField } from '#platform';
import { CurrentLooker, type Looker } from '../looks/looker.js';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { KnownPersons } from './known-person.js';
import { RegisterMember } from './register-member.command.js';
import { RegisterMemberRequest } from './register-member.request.js';
import { toEntry } from './to-entry.js';

export class MemberRegistrationAnswer {
  @UuidField()
  ref!: string;

  @FlagField({ description: 'False when this person was registered before' })
  isNew!: boolean;

  @TextField({ description: 'Position of the registration in the log: `atLeast` waits for it' })
  position!: string;
}

@ApiTags('members')
@Controller('v1/members')
export class RegisterMemberController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(KnownPersons) private readonly known: KnownPersons,
  ) {}

  @Post()
  @Permit('member:register')
  @ApiOperation({
    operationId: 'registerMember',
    summary: 'Register a member and get the reference by which events name the person',
  })
  @ApiCreatedResponse({ type: MemberRegistrationAnswer })
  @ApiOkResponse({ type: MemberRegistrationAnswer, description: 'The person was registered before' })
  async register(
    @CurrentCaller() caller: AssociationCaller,
    @CurrentLooker() looker: Looker,
    @Body() request: RegisterMemberRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberRegistrationAnswer> {
    const entry = toEntry(request);
    const registration = await this.commands.execute(
      new RegisterMember(caller.association, caller, request.ref ?? null, entry, this.known.of(looker, caller)),
    );
    void reply.status(registration.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return registration;
  }
}
