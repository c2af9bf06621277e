import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule, ErasureModule, KeepKeysModule, type AccessOptions } from '#access';
import { DisclosureModule, LivingLinesModule, MemberLineRow, ViewedTransferRow } from '#disclosure';
import { EventStoreModule, EventStoreReadiness, Projector } from '#event-store';
import { LedgerModule, LedgerOutsideModule } from '#ledger';
import { DatabaseModule, PlatformModule } from '#platform';
import {
  NumberActLineRow,
  NumberActTransferRow,
  RecordedTransferRow,
  MemberDutiesModule,
  RecordsKeepingModule,
  RecordsModule,
  StatutoryRecordRow,
} from '#records';
import { projectionChecks } from '../../projector/projector-app.module.js';
import { ProjectorModule } from '../../projector/projector.module.js';

export interface ServeOptions extends AccessOptions {
  /** For what is asked over HTTP. */
  readonly databaseUrl: string;
  /** For what the projector writes. */
  readonly projectorUrl: string;
}

/** All services in one process. */
@Module({})
export class ServeModule {
  static forRoot({ databaseUrl, projectorUrl, ...access }: ServeOptions): DynamicModule {
    const projector = ProjectorModule.beside(projectorUrl);
    const entities = [
      RecordedTransferRow,
      StatutoryRecordRow,
      NumberActTransferRow,
      NumberActLineRow,
      MemberLineRow,
      ViewedTransferRow,
    ];
    const platform = PlatformModule.withReadiness({
      imports: [projector],
      inject: [EventStoreReadiness, Projector],
      checks: (store, projector) => [store, ...projectionChecks(projector)],
    });
    return compose([DatabaseModule.forRoot({ url: databaseUrl, entities }), platform, projector], access);
  }

  /** The same routes without a database behind them, for making the contract. */
  static forContract(access: AccessOptions): DynamicModule {
    return compose([DatabaseModule.disconnected(), PlatformModule], access);
  }
}

function compose(surroundings: NonNullable<DynamicModule['imports']>, access: AccessOptions): DynamicModule {
  return {
    module: ServeModule,
    imports: [
      ...surroundings,
      EventStoreModule,
      AccessModule.forRoot(access),
      LedgerModule,
      LedgerOutsideModule,
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
