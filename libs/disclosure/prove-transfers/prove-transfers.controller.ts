import { Controller, Get, Inject, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentCaller, CurrentLooker, MemberPath, Permit, type AssociationCaller, type Looker } from '#access';
import type { CompletenessDocument } from '#proof';
import { CompletenessAnswer } from './answers.js';
import { ProveTransfers } from './prove-transfers.query.js';

const NOT_YET = 'no-checkpoint-yet: nothing is signed yet, or nobody signs at the moment';

/** That the ledger holds no other lines of a member than these, as a document which is verified without the ledger. */
@ApiTags('member view')
@Controller('v1')
export class ProveTransfersController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get('me/transfers/proof')
  @Permit('own-view:read')
  @ApiOperation({
    operationId: 'proveOwnTransfers',
    summary: 'That nothing was left out of what the ledger shows me, or that it holds nothing; kiroku verify reads it',
  })
  @ApiOkResponse({ type: CompletenessAnswer })
  @ApiServiceUnavailableResponse({ description: NOT_YET })
  own(@CurrentCaller() { member }: AssociationCaller, @CurrentLooker() looker: Looker): Promise<CompletenessDocument> {
    return this.queries.execute(new ProveTransfers(looker, member!));
  }

  @Get('members/:ref/transfers/proof')
  @Permit('member-view:read')
  @ApiOperation({
    operationId: 'proveMemberTransfers',
    summary: "That a member's transfers are complete; the restricted chain for auditors alone",
  })
  @ApiOkResponse({ type: CompletenessAnswer })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({ description: 'member-merged: the person is known under another reference, which is named' })
  @ApiServiceUnavailableResponse({ description: NOT_YET })
  ofMember(@CurrentLooker() looker: Looker, @Param() { ref }: MemberPath): Promise<CompletenessDocument> {
    return this.queries.execute(new ProveTransfers(looker, ref));
  }
}
