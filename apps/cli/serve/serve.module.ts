import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule, ErasureModule, KeepKeysModule, type AccessOptions } from '#access';
import {
  DocumentNews,
  AcknowledgementModule,
  BundlesModule,
  CheckDocumentModule,
  DisclosureModule,
  LivingLinesModule,
  MemberDutiesModule,
  MemberLineRow,
  OwnRequestsModule,
  RequestNews,
  RegisterDocumentsModule,
  RequestsModule,
  ViewedTransferRow,
} from '#disclosure';
import { EventStoreModule, EventStoreReadiness, Projector } from '#event-store';
import {
  CosignaturesModule,
  KeptCheckpointsModule,
  LogKeysModule,
  LogModule,
  RestoreGuard,
  RestoreGuardModule,
  TimestampsModule,
  WitnessesModule,
} from '#evidence';
import { LedgerModule, LedgerOutsideModule, TransferNews } from '#ledger';
import { DatabaseModule, PlatformModule } from '#platform';
import {
  NumberActLineRow,
  NumberActTransferRow,
  RecordedTransferRow,
  RecordsKeepingModule,
  RecordsModule,
  StatutoryRecordRow,
} from '#records';
import { WebhooksModule } from '#webhooks';
import { FreshEvidenceModule } from '../../ledger/fresh-evidence.module.js';
import { projectionChecks } from '../../projector/projector-app.module.js';
import { ProjectorModule } from '../../projector/projector.module.js';

export interface ServeOptions extends AccessOptions {
  /** For what is asked over HTTP. */
  readonly databaseUrl: string;
  /** For what the projector writes. */
  readonly projectorUrl: string;
  /** Where checkpoints are kept besides the database; null where nowhere. */
  readonly checkpointDirectory: string | null;
  /** Whether logs are signed as they grow; true where it is left out. */
  readonly keepsCheckpoints?: boolean;
}

/** All services in one process. */
@Module({})
export class ServeModule {
  static forRoot({
    databaseUrl,
    projectorUrl,
    checkpointDirectory,
    keepsCheckpoints = true,
    ...access
  }: ServeOptions): DynamicModule {
    const projector = ProjectorModule.beside(projectorUrl, keepsCheckpoints);
    const entities = [
      RecordedTransferRow,
      StatutoryRecordRow,
      NumberActTransferRow,
      NumberActLineRow,
      MemberLineRow,
      ViewedTransferRow,
    ];
    const platform = PlatformModule.withReadiness({
      imports: [projector, RestoreGuardModule],
      inject: [EventStoreReadiness, RestoreGuard, Projector],
      checks: (store, guard, projector) => [store, guard, ...projectionChecks(projector)],
    });
    const kept = KeptCheckpointsModule.forRoot(checkpointDirectory);
    return compose([DatabaseModule.forRoot({ url: databaseUrl, entities }), platform, projector, kept], access);
  }

  /** The same routes without a database behind them, for making the contract. */
  static forContract(access: AccessOptions): DynamicModule {
    return compose([DatabaseModule.disconnected(), PlatformModule, KeptCheckpointsModule.forRoot(null)], access);
  }
}

function compose(surroundings: NonNullable<DynamicModule['imports']>, access: AccessOptions): DynamicModule {
  return {
    module: ServeModule,
    imports: [
      ...surroundings,
      EventStoreModule,
      AccessModule.forRoot(access),
      FreshEvidenceModule,
      LedgerModule,
      LedgerOutsideModule,
      RecordsModule,
      RecordsKeepingModule,
      LivingLinesModule,
      MemberDutiesModule,
      ErasureModule,
      KeepKeysModule,
      LogKeysModule,
      DisclosureModule,
      RequestsModule,
      OwnRequestsModule,
      BundlesModule,
      RegisterDocumentsModule,
      TimestampsModule,
      CosignaturesModule,
      WitnessesModule,
      AcknowledgementModule,
      WebhooksModule.forRoot([TransferNews, RequestNews, DocumentNews]),
      LogModule,
      CheckDocumentModule,
    ],
  };
}
