import { Body, Controller, HttpCode, HttpStatus, Inject, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Refusal } from '#platform';
import { CurrentLooker, type Looker } from '../looks/looker.js';
import { KnownPersons } from '../register-member/known-person.js';
import type { RegisterMemberRequest } from '../register-member/register-member.request.js';
import { toEntry } from '../register-member/to-entry.js';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { RegistrationOutcomesAnswer } from './register-members.answer.js';
import { RegisterMembers, type WantedMember } from './register-members.command.js';
import { RegisterMembersRequest } from './register-members.request.js';

@ApiTags('members')
@Controller('v1/members')
export class RegisterMembersController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(KnownPersons) private readonly known: KnownPersons,
  ) {}

  @Post('batches')
  @HttpCode(HttpStatus.OK)
  @Permit('member:register')
  @ApiOperation({
    operationId: 'registerMembers',
    summary: 'Register many members; each has an outcome of its own',
    description:
      'A directory is brought in by as many of these as it takes, several at a time: `kiroku import-members` does so with a file. The same sent again registers nobody twice.',
  })
  @ApiOkResponse({ type: RegistrationOutcomesAnswer })
  @ApiBadRequestResponse({ description: 'invalid-request: a field is of another form; nobody is registered then' })
  async register(
    @CurrentCaller() caller: AssociationCaller,
    @CurrentLooker() looker: Looker,
    @Body() { members }: RegisterMembersRequest,
  ): Promise<RegistrationOutcomesAnswer> {
    const known = this.known.of(looker, caller);
    const command = new RegisterMembers(caller.association, caller, members.map(wantedOf), known);
    return { outcomes: await this.commands.execute(command) };
  }
}

function wantedOf(request: RegisterMemberRequest, index: number): WantedMember {
  try {
    return { ref: request.ref ?? null, entry: toEntry(request, `/members/${index}`) };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    throw error;
  }
}
