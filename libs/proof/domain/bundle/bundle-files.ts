/** Files of a bundle by their names. Those that are not listed here are of the product's own making and only digested. */
export const BUNDLE_FILES = {
  manifest: 'manifest.json',
  /** The log's signature over the manifest. */
  signature: 'manifest.note',
  checkpoint: 'checkpoint.txt',
  keys: 'keys.txt',
  events: 'events.ndjson',
  /** Hash of each 256 leaves, one after another. */
  blocks: 'tree/level-1.bin',
  provisions: 'records/provision.ndjson',
  receipts: 'records/receipt.ndjson',
} as const;

/** Timestamps, each on the text of a checkpoint of some size, with the hashes that prove that the log goes on from it. */
export const TIMESTAMP_FILES = {
  reply: /^timestamps\/([1-9]\d{0,15})\.tsr$/,
  replyOf: (size: number) => `timestamps/${size}.tsr`,
  /** Origin, size and root, to the letter as they were stamped. */
  textOf: (size: number) => `timestamps/${size}.txt`,
  /** A hash in base64 a line. */
  proofOf: (size: number) => `timestamps/${size}.proof`,
} as const;
