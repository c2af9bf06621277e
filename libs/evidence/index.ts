export { CHAINS_PROJECTION, ChainsProjection } from './chains/chains.projection.js';
export { Acknowledgements } from './acknowledgement/acknowledgements.js';
export { Checkpoints, type PublishedCheckpoint } from './checkpoints/checkpoints.js';
export { KEPT_CHECKPOINTS, type KeptCheckpoints } from './checkpoints/kept-checkpoints.port.js';
export type { Keeper } from './checkpoints/keeper.js';
export { makeKeeper } from './checkpoints/make-keeper.js';
export { MAP_ROOTS, type MapRoots, type MapState } from './checkpoints/map-roots.port.js';
export { SIGNING_GATE, type SigningGate } from './checkpoints/signing-gate.port.js';
export { CompletenessProofs, type AskedChain } from './completeness/completeness-proofs.js';
export type { LogKey, LogKeyHistory } from './domain/log-key-history.js';
export {
  AcknowledgementsModule,
  EvidenceModule,
  EvidenceProjectionModule,
  KeptCheckpointsModule,
  LogKeysModule,
  LogModule,
} from './evidence.module.js';
export { Checkpoints1760000080100 } from './migrations/1760000080100-checkpoints.js';
export { Chains1760000081000 } from './migrations/1760000081000-chains.js';
export { Tree1760000080000 } from './migrations/1760000080000-tree.js';
export { FileKeptCheckpoints } from './checkpoints/file-kept-checkpoints.js';
export { WitnessTables1760000083000 } from './migrations/1760000083000-witness-tables.js';
export { LostTimestamps1760000083100 } from './migrations/1760000083100-lost-timestamps.js';
export { CheckpointsMade1760000083200 } from './migrations/1760000083200-checkpoints-made.js';
export { TileSixteens1760000083300 } from './migrations/1760000083300-tile-sixteens.js';
export { EvidenceWatch } from './freshness/evidence-watch.js';
export { Freshness } from './freshness/freshness.js';
export { FreshnessModule } from './freshness/freshness.module.js';
export { freshnessSettings } from './freshness/freshness-settings.js';
export { acceptLoss } from './restore-guard/accept-loss.js';
export { LogProver, readCheckpoint } from './restore-guard/prove-log.js';
export { RestoreGuard } from './restore-guard/restore-guard.js';
export { RestoreGuardModule } from './restore-guard/restore-guard.module.js';
export { EVIDENCE_RIGHTS } from './rights.js';
export { MapSecrets } from './map/map-secrets.js';
export { LogKeys } from './signing/log-keys.js';
export { LogSigner } from './signing/log-signer.js';
export { KeptTimestamps } from './timestamps/kept-timestamps.js';
export { TimestampRunner } from './timestamps/timestamp-runner.js';
export { CosignaturesModule, WitnessesModule } from './cosignatures/cosignatures.module.js';
export { TimestampsModule } from './timestamps/timestamps.module.js';
export { timestampSettings } from './timestamps/timestamp-settings.js';
export { TREE_PROJECTION, TreeProjection } from './tree/tree.projection.js';
export { TreeReader } from './tree/tree-reader.js';
export { verifyLive, type LiveAsked, type LiveProgress } from './verify-live/verify-live.js';
