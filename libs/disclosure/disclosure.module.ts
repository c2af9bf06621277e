import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AcknowledgementsModule, EvidenceModule } from '#evidence';
import { LedgerReadingModule } from '#ledger';
import { ListLooksHandler } from './looks/list-looks.query.js';
import { LookRows } from './looks/look-rows.js';
import { LooksController } from './looks/looks.controller.js';
import { LooksProjection } from './looks/looks.projection.js';
import { OwnLooksHandler } from './looks/own-looks.query.js';
import { MemberTransfersController } from './member-transfers/member-transfers.controller.js';
import { MemberTransfersHandler } from './member-transfers/member-transfers.query.js';
import { RepresentedViewController } from './represented/represented.controller.js';
import { ProveIdentityController } from './prove-identity/prove-identity.controller.js';
import { ProveIdentityHandler } from './prove-identity/prove-identity.query.js';
import { ProveTransfersController } from './prove-transfers/prove-transfers.controller.js';
import { ProveTransfersHandler } from './prove-transfers/prove-transfers.query.js';
import { DocumentsProjection } from './issue-documents/documents.projection.js';
import './issue-documents/documents.module.js';
import { CourtesyRequestsProjection } from './courtesy-requests/courtesy-requests.projection.js';
import { RequestsProjection } from './list-requests/requests.projection.js';
import { MemberViewProjection } from './projection/member-view.projection.js';

/** What members, officers and auditors see of a member's lines, and of who looked at them. */
@Module({
  imports: [CqrsModule, LedgerReadingModule, EvidenceModule, AcknowledgementsModule],
  controllers: [
    MemberTransfersController,
    LooksController,
    RepresentedViewController,
    ProveTransfersController,
    ProveIdentityController,
  ],
  providers: [
    MemberTransfersHandler,
    ProveTransfersHandler,
    ProveIdentityHandler,
    LookRows,
    OwnLooksHandler,
    ListLooksHandler,
  ],
})
export class DisclosureModule {}

const projections = [
  MemberViewProjection,
  LooksProjection,
  RequestsProjection,
  CourtesyRequestsProjection,
  DocumentsProjection,
];

/** The member view, the log of looks and the queue of requests and the documents as they are made. */
@Module({ providers: projections, exports: projections })
export class DisclosureProjectionModule {}
