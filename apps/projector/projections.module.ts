import { Module } from '@nestjs/common';
import { ErasuresProjection } from '#access';
import {
  DisclosureProjectionModule,
  DocumentsProjection,
  LooksProjection,
  MemberViewProjection,
  RequestsProjection,
} from '#disclosure';
import type { Projection } from '#event-store';
import { ChainsProjection, EvidenceProjectionModule, TreeProjection } from '#evidence';
import { FindingsProjection, GroundsProjection, LateKnowledgeProjection, LedgerProjectionModule } from '#ledger';
import { NumberActLogProjection, ReconciliationProjection, RecordsProjection, RecordsProjectionModule } from '#records';

export const PROJECTIONS = Symbol('Projections');

/** Every projection of the product: to run them, or to compare what they made. */
@Module({
  imports: [RecordsProjectionModule, DisclosureProjectionModule, LedgerProjectionModule, EvidenceProjectionModule],
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
        DocumentsProjection,
        ErasuresProjection,
        TreeProjection,
        ChainsProjection,
      ],
      useFactory: (...projections: Projection[]) => projections,
    },
  ],
  exports: [PROJECTIONS],
})
export class ProjectionsModule {}
