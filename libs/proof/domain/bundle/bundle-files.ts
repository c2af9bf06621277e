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
