import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule, remoteKeys } from '#access';
import {
  CheckDocumentModule,
  DisclosureModule,
  MemberLineRow,
  OwnRequestsModule,
  ViewedTransferRow,
} from '#disclosure';
import { EventStoreModule, EventStoreReadiness } from '#event-store';
import {
  CosignaturesModule,
  KeptCheckpointsModule,
  LogModule,
  RestoreGuard,
  RestoreGuardModule,
  TimestampsModule,
} from '#evidence';
import { LedgerOutsideModule } from '#ledger';
import { DatabaseModule, PlatformModule, type ServiceSettings } from '#platform';
import {
  NumberActLineRow,
  NumberActTransferRow,
  RecordedTransferRow,
  RecordsModule,
  StatutoryRecordRow,
} from '#records';

/** HTTP facing the outside: members, auditors and everybody. It records nothing but a member's own word. */
@Module({})
export class DisclosureAppModule {
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
      module: DisclosureAppModule,
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
        LedgerOutsideModule,
        RecordsModule,
        DisclosureModule,
        OwnRequestsModule,
        TimestampsModule,
        CosignaturesModule,
        LogModule,
        CheckDocumentModule,
      ],
    };
  }
}
