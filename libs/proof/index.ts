export { canonicalBytes } from './domain/canonical.js';
export {
  decodeEnvelope,
  envelopeOfText,
  encodeEnvelope,
  ENVELOPE_BYTES_MAX,
  type Actor,
  type Envelope,
} from './domain/envelope.js';
export { leafHash, nodeHash } from './domain/hashes.js';
export { merkleRoot } from './domain/merkle-root.js';
