export { equalBytes, fromBase64, toBase64 } from './domain/bytes.js';
export { canonicalBytes } from './domain/canonical.js';
export {
  checkpointText,
  openCheckpoint,
  parseCheckpointText,
  signCheckpoint,
  type Checkpoint,
  type SignedCheckpoint,
} from './domain/checkpoint.js';
export { cosign, cosignaturesOf, type Cosignature } from './domain/cosignature.js';
export { decodeEntries, encodeEntries } from './domain/entry-bundle.js';
export {
  decodeEnvelope,
  envelopeOfText,
  encodeEnvelope,
  ENVELOPE_BYTES_MAX,
  type Actor,
  type Chain,
  type Envelope,
} from './domain/envelope.js';
export { EMPTY_FRONTIER, grow, rootOf, type Frontier, type VisitSubtree } from './domain/frontier.js';
export { hmacSha256 } from './domain/hmac.js';
export { leafHash, nodeHash } from './domain/hashes.js';
export { formatInclusionFile, parseInclusionFile, type InclusionFile } from './domain/inclusion-file.js';
export { blindedRoot, blindOf, mapKeys } from './domain/map-key.js';
export {
  decodeMapTile,
  descend,
  EMPTY_MAP_TILE,
  encodeMapTile,
  NO_KEYS,
  subtreeOf,
  wholeOf,
  type Descent,
  type MapSubtree,
  type MapTile,
  type TileBytes,
} from './domain/map-subtree.js';
export { ReplayedMaps, type ChainedEvent } from './domain/replay-map.js';
export { addLink, chainOf, EMPTY_CHAIN, type ChainHead, type ChainLink } from './domain/member-chain.js';
export { merkleRoot } from './domain/merkle-root.js';
export {
  ED25519,
  ED25519_COSIGNATURE,
  formatNote,
  formatVerifierKey,
  keyIdOf,
  NoteError,
  parseNote,
  parseVerifierKey,
  signaturesOf,
  verifiedKeys,
  type Note,
  type NoteSignature,
  type Sign,
  type VerifierKey,
} from './domain/note.js';
export {
  bitOf,
  EMPTY_MAP,
  mapLeaf,
  mapNode,
  mapProof,
  mapRoot,
  provenValue,
  type MapEntry,
  type MapProof,
} from './domain/sparse-map.js';
export {
  joinOfTile,
  placeInTiles,
  tileOfPath,
  tilePath,
  tileWidth,
  HASH_BYTES,
  TILE_HEIGHT,
  TILE_WIDTH,
  type Tile,
} from './domain/tiles.js';
export {
  consistencyRanges,
  inclusionRanges,
  joinSubtrees,
  rangeHashes,
  subtreesOf,
  type LeafRange,
  type ReadSubtree,
  type Subtree,
} from './domain/tree.js';
export { timestampClaims, type TimestampClaims } from './domain/timestamp-claims.js';
export {
  TimestampError,
  verifyTimestamp,
  type Timestamp,
  type TimestampFault,
  type TimestampTerms,
} from './domain/timestamp.js';
export { isConsistent, isIncluded, type TreeHead } from './domain/verify-tree.js';
export {
  failed,
  joinReports,
  reportOf,
  VERDICT_EXIT,
  type About,
  type CheckCode,
  type Checked,
  type Failure,
  type FailureCode,
  type NotPromisedCode,
  type Verdict,
  type VerificationReport,
} from './domain/report.js';
export { wordsOf, type ReportLanguage } from './domain/report-words.js';
export { shownJson } from './domain/shown-text.js';
export { positionOfLeaf, verifyAcknowledgement, type ProvenEntry } from './domain/verify-acknowledgement.js';
export { signedAt } from './domain/signed-at.js';
export { verifyCheckpoint, type CheckpointVerdict } from './domain/verify-checkpoint.js';
export {
  CONSISTENCY_FORMAT,
  inconsistency,
  verifyConsistency,
  type ConsistencyDocument,
} from './domain/verify-consistency.js';
export {
  COMPLETENESS_FORMAT,
  type CompletenessDocument,
  type CompletenessHead,
} from './domain/completeness/completeness-document.js';
export { checkpointAgeFailure, instantFailure, type AgeTerms } from './domain/checkpoint-age.js';
export { verifyCompleteness, type CompletenessOptions } from './domain/completeness/verify-completeness.js';
export { verifyExtension, type ExtensionOptions } from './domain/completeness/verify-extension.js';
export {
  IDENTITY_SALT_BYTES,
  commitToIdentity,
  identityCommitment,
  type CommittedIdentity,
  type IdentityOpening,
  type IdentityPlace,
} from './domain/identity/identity-commitment.js';
export {
  IDENTITY_FORMAT,
  readIdentity,
  type IdentityDocument,
  type OpenedReference,
} from './domain/identity/identity-document.js';
export { verifyIdentity } from './domain/identity/verify-identity.js';
export { CHECK_CODE_BYTES, checkCodeOf, codeSha256, readCheckCode, shownCode } from './domain/issued/check-code.js';
export { completenessSha256 } from './domain/issued/check-disclosed.js';
export { ISSUED_DATA_FORMAT, type DisclosedData, type IssuedDataHead } from './domain/issued/issued-data.js';
export { ISSUED_PROOF_FORMAT, type IssuedProof, type PositionedLeaf } from './domain/issued/issued-proof.js';
export { DOCUMENT_BYTES_MAX, isPdf, withProof } from './domain/issued/pdf-update.js';
export { PdfError } from './domain/issued/pdf-body.js';
export { readUnproven, type UnprovenDocument } from './domain/issued/read-unproven.js';
export { verifyIssued, type IssuedOptions } from './domain/issued/verify-issued.js';
export { BLOCK_LEAVES, blocksOf } from './domain/bundle/block-tree.js';
export { BUNDLE_FILES, TIMESTAMP_FILES } from './domain/bundle/bundle-files.js';
export type { StampFailure } from './domain/bundle/check-timestamps.js';
export { eventLineHead, leafLine } from './domain/bundle/event-line.js';
export {
  BUNDLE_FORMAT,
  BundleError,
  manifestNoteText,
  type BundleFile,
  type BundleManifest,
  type BundleSelection,
} from './domain/bundle/manifest.js';
export { keysOf, openBundle, type OpenBundle } from './domain/bundle/open-bundle.js';
export { verifyBundle, type BundleOptions } from './domain/bundle/verify-bundle.js';
export { sha256, startSha256, type RunningDigest } from './domain/sha256.js';
export { sourceOfBlob, sourceOfBytes, type ByteSource } from './domain/zip/byte-source.js';
export { readZipEntry } from './domain/zip/read-zip-entry.js';
export { ZipError } from './domain/zip/zip-error.js';
export {
  documentKind,
  isZip,
  verifyDocument,
  type DocumentKind,
  type VerifyDocumentOptions,
} from './domain/verify-document.js';
