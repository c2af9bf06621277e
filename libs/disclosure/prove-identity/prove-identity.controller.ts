import { Controller, Get, Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import type { IdentityDocument } from '#proof';
import { IdentityAnswer } from './answers.js';
import { ProveIdentity } from './prove-identity.query.js';

@ApiTags('member view')
@Controller('v1')
export class ProveIdentityController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get('me/identity/proof')
  @Permit('own-view:read')
  @ApiOperation({
    operationId: 'proveOwnIdentity',
    summary: 'Whom the log is held to under my references, with what opens its commitments; kiroku verify reads it',
    description:
      'Without the salt nobody can tell from the log who is behind a reference: keep it to yourself. A checkpoint that ' +
      'covers the newest commitment is waited for up to 2 s.',
  })
  @ApiOkResponse({ type: IdentityAnswer })
  @ApiNotFoundResponse({
    description: 'identity-not-committed: registered before there were commitments, and not changed since',
  })
  @ApiServiceUnavailableResponse({ description: 'no-checkpoint-yet, not-covered-yet, log-behind, evidence-stale' })
  own(@CurrentCaller() { association, member }: AssociationCaller): Promise<IdentityDocument> {
    return this.queries.execute(new ProveIdentity(association, member!));
  }
}
