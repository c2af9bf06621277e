import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule, ErasureModule, KeepKeysModule, remoteKeys } from '#access';
import {
  DocumentNews,
  AcknowledgementModule,
  BundlesModule,
  DisclosureModule,
  LivingLinesModule,
  MemberDutiesModule,
  MemberLineRow,
  RequestNews,
  RegisterDocumentsModule,
  RequestsModule,
  ViewedTransferRow,
} from '#disclosure';
import { EventStoreModule, EventStoreReadiness } from '#event-store';
import { KeptCheckpointsModule, LogKeysModule, RestoreGuard, RestoreGuardModule, WitnessesModule } from '#evidence';
import { LedgerModule, TransferNews } from '#ledger';
import { DatabaseModule, PlatformModule, type ServiceSettings } from '#platform';
import {
  NumberActLineRow,
  NumberActTransferRow,
  RecordedTransferRow,
  RecordsKeepingModule,
  RecordsModule,
  StatutoryRecordRow,
} from '#records';
import { WebhooksModule } from '#webhooks';
import { FreshEvidenceModule } from './fresh-evidence.module.js';

/** HTTP inside the association: integrating systems and officers. */
@Module({})
export class LedgerAppModule {
  static forRoot({
    databaseUrl,
    keyDirectory,
    checkpointDirectory,
    issuer,
    audience,
    jwksUrl,
    requiredAcr,
    tokenSecondsMax,
  }: ServiceSettings): DynamicModule {
    const entities = [
      RecordedTransferRow,
      StatutoryRecordRow,
      NumberActTransferRow,
      NumberActLineRow,
      MemberLineRow,
      ViewedTransferRow,
    ];
    const tokens = { issuer, audience, keys: remoteKeys(jwksUrl), requiredAcr, secondsMax: tokenSecondsMax };
    return {
      module: LedgerAppModule,
      imports: [
        DatabaseModule.forRoot({ url: databaseUrl, entities }),
        PlatformModule.withReadiness({
          imports: [RestoreGuardModule],
          inject: [EventStoreReadiness, RestoreGuard],
          checks: (store, guard) => [store, guard],
        }),
        EventStoreModule,
        KeptCheckpointsModule.forRoot(checkpointDirectory),
        AccessModule.forRoot({ tokens, keyDirectory, developmentIssuer: null }),
        FreshEvidenceModule,
        LedgerModule,
        RecordsModule,
        RecordsKeepingModule,
        LivingLinesModule,
        MemberDutiesModule,
        ErasureModule,
        KeepKeysModule,
        LogKeysModule,
        DisclosureModule,
        RequestsModule,
        BundlesModule,
        RegisterDocumentsModule,
        WitnessesModule,
        AcknowledgementModule,
        WebhooksModule.forRoot([TransferNews, RequestNews, DocumentNews]),
      ],
    };
  }
}
