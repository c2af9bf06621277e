import { Module } from '@nestjs/common';
import { ErasuresProjection } from '#access';
import {
  DocumentNews,
  DisclosureProjectionModule,
  DocumentsProjection,
  LooksProjection,
  MemberViewProjection,
  RequestNews,
  CourtesyRequestsProjection,
  RequestsProjection,
} from '#disclosure';
import type { Projection } from '#event-store';
import { ChainsProjection, EvidenceProjectionModule, TreeProjection } from '#evidence';
import {
  FindingsProjection,
  GroundsProjection,
  LateKnowledgeProjection,
  LedgerProjectionModule,
  TransferNews,
} from '#ledger';
import { NumberActLogProjection, ReconciliationProjection, RecordsProjection, RecordsProjectionModule } from '#records';
import { OutboxProjection, WebhookOutboxModule } from '#webhooks';

export const PROJECTIONS = Symbol('Projections');

const outbox = WebhookOutboxModule.forRoot([TransferNews, RequestNews, DocumentNews]);

/** Every projection of the product: to run them, or to compare what they made. */
@Module({
  imports: [
    RecordsProjectionModule,
    DisclosureProjectionModule,
    LedgerProjectionModule,
    EvidenceProjectionModule,
    outbox,
  ],
  providers: [
    ErasuresProjection,
    {
      provide: PROJECTIONS,
      inject: [
        RecordsProjection,
        MemberViewProjection,
        ReconciliationProjection,
        LateKnowledgeProjection,
        GroundsProjection,
        NumberActLogProjection,
        FindingsProjection,
        LooksProjection,
        RequestsProjection,
        CourtesyRequestsProjection,
        DocumentsProjection,
        ErasuresProjection,
        TreeProjection,
        ChainsProjection,
        OutboxProjection,
      ],
      useFactory: (...projections: Projection[]) => projections,
    },
  ],
  exports: [PROJECTIONS, outbox],
})
export class ProjectionsModule {}
