import { Logger, Module } from '@nestjs/common';
import { Pool } from 'pg';
import { EVENT_STORE, LogGate, type EventStore } from '#event-store';
import { Checkpoints } from '../checkpoints/checkpoints.js';
import { KeptNowhere } from '../checkpoints/file-kept-checkpoints.js';
import { KEPT_CHECKPOINTS, type KeptCheckpoints } from '../checkpoints/kept-checkpoints.port.js';
import { EvidenceModule } from '../evidence.module.js';
import { TreeReader } from '../tree/tree-reader.js';
import { LogProver } from './prove-log.js';
import { RestoreGuard } from './restore-guard.js';

const logger = new Logger('RestoreGuard');

/** Holds back what a process appends and signs until its logs are proven. Every process that appends mounts it. */
@Module({
  imports: [EvidenceModule],
  providers: [
    {
      provide: RestoreGuard,
      inject: [EVENT_STORE, KEPT_CHECKPOINTS, LogGate, TreeReader, Checkpoints, Pool],
      useFactory: (
        store: EventStore,
        kept: KeptCheckpoints,
        gate: LogGate,
        tree: TreeReader,
        published: Checkpoints,
        pool: Pool,
      ) => {
        const prover = new LogProver(store, new TreeReader(pool));
        const reopened = (association: string) => tree.forget(association);
        return new RestoreGuard({ store, prover, kept, published, gate, reopened, trustsNew: trustsNew(kept) }, pool);
      },
    },
  ],
  exports: [RestoreGuard],
})
export class RestoreGuardModule {}

/** `KIROKU_TRUST_UNKEPT_LOGS`: whether a log that published checkpoints of which none is kept here is taken as it is found. */
function trustsNew(kept: KeptCheckpoints): boolean {
  if (kept instanceof KeptNowhere) {
    logger.warn({
      event: 'checkpoints-not-kept',
      meaning: 'Without KIROKU_CHECKPOINT_DIRECTORY a restore of older data cannot be told from the data of before.',
    });
    return true;
  }
  if (process.env['KIROKU_TRUST_UNKEPT_LOGS'] !== '1') return false;
  logger.error({
    event: 'unkept-logs-trusted',
    meaning:
      'KIROKU_TRUST_UNKEPT_LOGS=1: logs are taken as they are found. Take it away once their checkpoints are kept.',
  });
  return true;
}
