import { concatBytes } from './bytes.js';
import type { Chain } from './envelope.js';
import { hmacSha256 } from './hmac.js';
import { sha256 } from './sha256.js';

// Apart from the prefixes of trees, chains and maps.
const BLIND_PREFIX = 0x05;
const utf8 = new TextEncoder();

/**
 * Where the chain of a reference stands in the map of its association: HMAC-SHA-256(k, chain ‖ ':' ‖ reference). Nobody
 * without the map's secret k can tell whose a key is, or try references.
 */
export function mapKeys(secret: Uint8Array): (chain: Chain, reference: string) => Uint8Array {
  const hmac = hmacSha256(secret);
  return (chain, reference) => hmac(utf8.encode(`${chain}:${reference}`));
}

/** What hides the root over the restricted chains in a commitment: HMAC-SHA-256(k, 'blind:' ‖ through), 32 bytes. */
export function blindOf(secret: Uint8Array, through: string): Uint8Array {
  return hmacSha256(secret)(utf8.encode(`blind:${through}`));
}

/**
 * The root over the restricted chains as the log has it: SHA-256(0x05 ‖ blind ‖ root). Of two commitments nobody without
 * the blinds can tell whether something restricted was written between them.
 */
export function blindedRoot(blind: Uint8Array, root: Uint8Array): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(BLIND_PREFIX), blind, root));
}
