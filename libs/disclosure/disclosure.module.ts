import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { LedgerReadingModule } from '#ledger';
import { MemberTransfersController } from './member-transfers/member-transfers.controller.js';
import { MemberTransfersHandler } from './member-transfers/member-transfers.query.js';
import { MemberViewProjection } from './projection/member-view.projection.js';

/** What members, officers and auditors see of a member's lines. */
@Module({
  imports: [CqrsModule, LedgerReadingModule],
  controllers: [MemberTransfersController],
  providers: [MemberTransfersHandler],
})
export class DisclosureModule {}

/** The member view as it is made. */
@Module({ providers: [MemberViewProjection], exports: [MemberViewProjection] })
export class DisclosureProjectionModule {}
