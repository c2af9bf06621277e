import { Body, Controller, HttpCode, HttpStatus, Inject, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Refusal, UuidField } from '#platform';
import type { Wanted } from '../directory/directory.js';
import { CurrentLooker, type Looker } from '../looks/looker.js';
import { refuseMistypedInsurer } from '../register-member/to-entry.js';
import { Permit } from '../tokens/permit.js';
import { LookUpMember } from './look-up-member.query.js';
import { LookUpMemberRequest } from './look-up-member.request.js';

export class MemberFoundAnswer {
  @UuidField({ description: 'Member reference under which the person is known now' })
  ref!: string;

  @UuidField({ nullable: true, description: 'The reference that had the identifiers, where it went into the other' })
  under!: string | null;
}

@ApiTags('members')
@Controller('v1/members')
export class LookUpMemberController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Post('lookup')
  @HttpCode(HttpStatus.OK)
  @Permit('member:find')
  @ApiOperation({
    operationId: 'lookUpMember',
    summary: 'Find the reference of a member by the whole composite of identifiers, or by the own key',
    description:
      'Nobody is found by a part of the composite. What is asked stands in the body, so that no address holds it.',
  })
  @ApiOkResponse({ type: MemberFoundAnswer })
  @ApiBadRequestResponse({ description: 'invalid-request, member-ambiguous: say number or ownKey' })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  lookUp(@CurrentLooker() looker: Looker, @Body() request: LookUpMemberRequest): Promise<MemberFoundAnswer> {
    return this.queries.execute(new LookUpMember(looker, wantedOf(request)));
  }
}

function wantedOf(request: LookUpMemberRequest): Wanted {
  const { ownKey, insurerNumber, symbol, number, branch, on } = request;
  const composite = [insurerNumber, symbol, number, branch].some((part) => part !== undefined && part !== null);
  if (ownKey) {
    if (composite) throw new Refusal('member-ambiguous');
    return { ownKey, on };
  }
  if (!number) throw new Refusal('member-ambiguous');
  refuseMistypedInsurer(insurerNumber);
  return { insurerNumber: insurerNumber ?? null, symbol: symbol ?? null, number, branch: branch ?? null, on };
}
