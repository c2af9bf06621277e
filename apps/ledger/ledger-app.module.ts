import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule, ErasureModule, KeepKeysModule, remoteKeys } from '#access';
import { DisclosureModule, LivingLinesModule, MemberLineRow, ViewedTransferRow } from '#disclosure';
import { EventStoreModule, EventStoreReadiness } from '#event-store';
import { LedgerModule } from '#ledger';
import { DatabaseModule, PlatformModule, type ServiceSettings } from '#platform';
import {
  NumberActLineRow,
  NumberActTransferRow,
  RecordedTransferRow,
  MemberDutiesModule,
  RecordsKeepingModule,
  RecordsModule,
  StatutoryRecordRow,
} from '#records';

/** HTTP inside the association: integrating systems and officers. */
@Module({})
export class LedgerAppModule {
  static forRoot({
    databaseUrl,
    keyDirectory,
    issuer,
    audience,
    jwksUrl,
    requiredAcr,
  }: ServiceSettings): DynamicModule {
    const entities = [
      RecordedTransferRow,
      StatutoryRecordRow,
      NumberActTransferRow,
      NumberActLineRow,
      MemberLineRow,
      ViewedTransferRow,
    ];
    const tokens = { issuer, audience, keys: remoteKeys(jwksUrl), requiredAcr };
    return {
      module: LedgerAppModule,
      imports: [
        DatabaseModule.forRoot({ url: databaseUrl, entities }),
        PlatformModule.withReadiness({ imports: [], inject: [EventStoreReadiness], checks: (store) => [store] }),
        EventStoreModule,
        AccessModule.forRoot({ tokens, keyDirectory, developmentIssuer: null }),
        LedgerModule,
        RecordsModule,
        RecordsKeepingModule,
        LivingLinesModule,
        MemberDutiesModule,
        ErasureModule,
        KeepKeysModule,
        DisclosureModule,
      ],
    };
  }
}
