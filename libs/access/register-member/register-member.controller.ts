import { Body, Controller, HttpStatus, Inject, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { FlagField, Refusal, UuidField } from '#platform';
import { isInsurerNumber } from '../domain/identifiers.js';
import { myNumberSuspects } from '#statute';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { RegisterMember } from './register-member.command.js';
import { RegisterMemberRequest } from './register-member.request.js';

export class MemberRegistrationAnswer {
  @UuidField()
  ref!: string;

  @FlagField({ description: 'False when this person was registered before' })
  isNew!: boolean;
}

@ApiTags('members')
@Controller('v1/members')
export class RegisterMemberController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

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
    @Body() request: RegisterMemberRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberRegistrationAnswer> {
    if (request.insurerNumber && !isInsurerNumber(request.insurerNumber)) {
      throw new Refusal('invalid-request', {
        errors: [{ pointer: '/insurerNumber', detail: 'has a wrong check digit' }],
      });
    }
    refuseIndividualNumber(request);
    const entry = {
      insurerNumber: request.insurerNumber ?? null,
      symbol: request.symbol ?? null,
      number: request.number,
      branch: request.branch ?? null,
      name: request.name,
      kana: request.kana ?? null,
      birthDate: request.birthDate ?? null,
      sex: request.sex ?? null,
      relation: request.relation ?? null,
      household: request.household ?? null,
    };
    const registration = await this.commands.execute(
      new RegisterMember(caller.association, caller, request.ref ?? null, entry),
    );
    void reply.status(registration.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return registration;
  }
}

function refuseIndividualNumber(request: RegisterMemberRequest): void {
  const errors = (['name', 'kana'] as const)
    .filter((field) => myNumberSuspects(request[field] ?? '').length > 0)
    .map((field) => ({ pointer: `/${field}`, detail: 'looks like it holds an individual number (個人番号)' }));
  if (errors.length > 0) throw new Refusal('invalid-request', { errors });
}
