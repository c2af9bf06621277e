import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { LogGate, registerEventTypes } from '#event-store';
import { registerProblems } from '#platform';
import { ChainsProjection } from './chains/chains.projection.js';
import { Acknowledgements } from './acknowledgement/acknowledgements.js';
import { Checkpoints } from './checkpoints/checkpoints.js';
import { FileKeptCheckpoints, KeptNowhere } from './checkpoints/file-kept-checkpoints.js';
import { KEPT_CHECKPOINTS } from './checkpoints/kept-checkpoints.port.js';
import { MAP_ROOTS } from './checkpoints/map-roots.port.js';
import { SIGNING_GATE, type SigningGate } from './checkpoints/signing-gate.port.js';
import { CompletenessProofs } from './completeness/completeness-proofs.js';
import { evidenceProblems } from './domain/evidence-problems.js';
import { evidenceEventTypes } from './domain/log-events.js';
import { lossEventTypes } from './domain/loss-events.js';
import { KeepLogKeysController } from './keep-log-keys/keep-log-keys.controller.js';
import { LogKeyRing } from './keep-log-keys/log-key-ring.js';
import { EntryLooks } from './log/entry-looks.js';
import { LogController } from './log/log.controller.js';
import { LogEntriesController } from './log/log-entries.controller.js';
import { PublishedLog } from './log/published-log.js';
import { FreshnessModule } from './freshness/freshness.module.js';
import { KeptMapRoots } from './map/map-roots.js';
import { MapSecrets } from './map/map-secrets.js';
import { LOG_ORIGIN_PREFIX, LogKeys } from './signing/log-keys.js';
import { logOriginPrefix } from './signing/log-origin.js';
import { LogSigner } from './signing/log-signer.js';
import { KeptTimestamps } from './timestamps/kept-timestamps.js';
import { TreeProjection } from './tree/tree.projection.js';
import { TreeReader } from './tree/tree-reader.js';

registerProblems(evidenceProblems);
registerEventTypes(evidenceEventTypes);
registerEventTypes(lossEventTypes);

const evidence: Provider[] = [
  TreeReader,
  Checkpoints,
  KeptTimestamps,
  { provide: LOG_ORIGIN_PREFIX, useFactory: () => logOriginPrefix(process.env) },
  LogKeys,
  LogSigner,
  MapSecrets,
  CompletenessProofs,
  { provide: MAP_ROOTS, useClass: KeptMapRoots },
  {
    provide: SIGNING_GATE,
    inject: [LogGate],
    useFactory: (gate: LogGate): SigningGate => ({ isOpen: (association) => gate.isOpen(association) }),
  },
];

/** What is asked of the evidence: trees as far as they have grown, what was published of them, and who signs. */
@Module({
  providers: evidence,
  exports: [TreeReader, Checkpoints, KeptTimestamps, LogKeys, LogSigner, CompletenessProofs, MAP_ROOTS, SIGNING_GATE],
})
export class EvidenceModule {}

/** What is published of logs, over HTTP. */
@Module({
  imports: [EvidenceModule],
  controllers: [LogEntriesController, LogController],
  providers: [PublishedLog, EntryLooks, MapSecrets],
})
export class LogModule {}

/** Replacing the keys that sign. */
@Module({ imports: [EvidenceModule], controllers: [KeepLogKeysController], providers: [LogKeyRing] })
export class LogKeysModule {}

/** Proofs of single events, for whoever may have them. */
@Module({
  imports: [EvidenceModule, FreshnessModule],
  providers: [PublishedLog, Acknowledgements],
  exports: [Acknowledgements],
})
export class AcknowledgementsModule {}

const projections = [TreeProjection, ChainsProjection];

/** The evidence as it is made from the logs. */
@Module({ providers: [...projections, MapSecrets], exports: projections })
export class EvidenceProjectionModule {}

/** Where checkpoints are kept besides the database. */
@Module({})
export class KeptCheckpointsModule {
  static forRoot(directory: string | null): DynamicModule {
    const kept = directory === null ? new KeptNowhere() : new FileKeptCheckpoints(directory);
    return {
      module: KeptCheckpointsModule,
      global: true,
      providers: [{ provide: KEPT_CHECKPOINTS, useValue: kept }],
      exports: [KEPT_CHECKPOINTS],
    };
  }
}
