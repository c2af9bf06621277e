import { generateKeyPairSync, sign as signWith } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import {
  BLOCK_LEAVES,
  blocksOf,
  BUNDLE_FILES,
  BUNDLE_FORMAT,
  ED25519,
  EMPTY_FRONTIER,
  eventLineHead,
  formatNote,
  formatVerifierKey,
  grow,
  keyIdOf,
  leafHash,
  leafLine,
  manifestNoteText,
  merkleRoot,
  rootOf,
  sha256,
  signCheckpoint,
  toBase64,
  type BundleManifest,
  type VerifierKey,
} from '#proof';

export const ORIGIN = 'kiroku.test/log/mihon';
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
export const KEY: VerifierKey = {
  name: ORIGIN,
  type: ED25519,
  publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
};
const sign = async (message: Uint8Array) => signWith(null, message, privateKey);

export const positionAt = (index: number) => String(index + 1).padStart(16, '0');
export const entryAt = (index: number) => JSON.stringify({ association: 'mihon', id: `event-${index}`, name: '見本' });

/** A record as registers have it, in short; the name of the party would like to be a part of a page. */
const RECORD = {
  occurredOn: '2026-06-10',
  party: { id: null, name: '<img src=x onerror="document.title=1">見本製作所' },
  person: { ref: '7b89296c-2f52-4c39-9c3b-0f9a2d2d6f01', name: null },
  items: [{ code: 'NAME', ja: '氏名', en: 'Name' }],
  route: 'C1',
  missing: [],
  retainUntil: '2029-06-10',
};

export type Files = Record<string, Buffer>;

/** The lines of the events: of each block that has one of the chosen, all leaves, and the bytes of the chosen. */
export function eventLines(size: number, isChosen: (index: number) => boolean): string[] {
  const indexes = Array.from({ length: size }, (_, index) => index);
  const blocks = new Set(indexes.filter(isChosen).map((index) => Math.floor(index / BLOCK_LEAVES)));
  if (blocksOf(size).rest > 0) blocks.add(blocksOf(size).whole);
  return indexes
    .filter((index) => blocks.has(Math.floor(index / BLOCK_LEAVES)))
    .map((index) => {
      const leaf = leafHash(Buffer.from(entryAt(index)));
      if (!isChosen(index)) return leafLine(positionAt(index), leaf);
      return `${eventLineHead(positionAt(index), toBase64(leaf))}${entryAt(index)}}\n`;
    });
}

/** Files of a bundle over a log that never was, without manifest and signature. */
export async function madeUpFiles(size: number, isChosen: (index: number) => boolean = () => true): Promise<Files> {
  const leaves = Array.from({ length: size }, (_, index) => leafHash(Buffer.from(entryAt(index))));
  const { whole } = blocksOf(size);
  const blocks = Array.from({ length: whole }, (_, at) =>
    merkleRoot(leaves.slice(at * BLOCK_LEAVES, (at + 1) * BLOCK_LEAVES)),
  );
  const root = rootOf(grow(EMPTY_FRONTIER, leaves));
  const chosen = leaves.map((_, index) => index).filter(isChosen);
  const record = (index: number) =>
    `${JSON.stringify({ ...RECORD, id: `r${index}`, linePosition: positionAt(index), leafHash: toBase64(leaves[index]!) })}\n`;
  return {
    [BUNDLE_FILES.checkpoint]: Buffer.from(await signCheckpoint({ origin: ORIGIN, size, root }, KEY, sign)),
    [BUNDLE_FILES.keys]: Buffer.from(`${formatVerifierKey(KEY)}\n`),
    [BUNDLE_FILES.events]: Buffer.from(eventLines(size, isChosen).join('')),
    [BUNDLE_FILES.blocks]: Buffer.concat(blocks),
    [BUNDLE_FILES.provisions]: Buffer.from(chosen.slice(0, 3).map(record).join('')),
    [BUNDLE_FILES.receipts]: Buffer.from(chosen.slice(3, 4).map(record).join('')),
    'rulesets/jp.json': Buffer.from('{"id":"jp"}\n'),
  };
}

/** Adds a manifest over the files as they are, and its signature. */
export async function signed(files: Files, size: number, over: Partial<BundleManifest> = {}): Promise<Files> {
  const lines = files[BUNDLE_FILES.events]!.toString().split('\n').slice(0, -1);
  const events = lines.filter((line) => line.includes('"entry"')).length;
  const leaves = Array.from({ length: size }, (_, index) => leafHash(Buffer.from(entryAt(index))));
  const count = (name: string) => files[name]!.toString().split('\n').length - 1;
  const manifest: BundleManifest = {
    format: BUNDLE_FORMAT,
    id: '11111111-1111-4111-8111-111111111111',
    association: 'mihon',
    origin: ORIGIN,
    madeAt: '2026-11-29T03:00:00.000Z',
    madeBy: { role: 'auditor', organisation: '見本健康保険組合' },
    language: 'ja',
    selection: { from: '2026-04-01', to: '2027-03-31', persons: 'masked', chains: ['open'] },
    log: { size, root: toBase64(rootOf(grow(EMPTY_FRONTIER, leaves))) },
    counts: {
      events,
      leaves: lines.length - events,
      provisions: count(BUNDLE_FILES.provisions),
      receipts: count(BUNDLE_FILES.receipts),
    },
    files: Object.entries(files).map(([name, bytes]) => ({
      name,
      bytes: bytes.length,
      sha256: toBase64(sha256(bytes)),
    })),
    ...over,
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const text = manifestNoteText(manifest, sha256(bytes));
  const signatures = [{ name: KEY.name, keyId: keyIdOf(KEY), bytes: await sign(Buffer.from(text)) }];
  return {
    ...files,
    [BUNDLE_FILES.manifest]: bytes,
    [BUNDLE_FILES.signature]: Buffer.from(formatNote({ text, signatures })),
  };
}

interface Zipping {
  /** With sizes and places of 64 bits. */
  readonly zip64?: boolean;
  /** As files that are made while the zip is written: their sizes stand behind them. */
  readonly streamed?: boolean;
  readonly rename?: (name: string) => string;
}

/** The files as a zip. */
export async function zipped(
  files: Files,
  { zip64 = false, streamed = false, rename = (name) => name }: Zipping = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  const options = { forceZip64Format: zip64 };
  for (const [name, bytes] of Object.entries(files)) {
    if (streamed) zip.addReadStream(Readable.from([bytes]), rename(name), options);
    else zip.addBuffer(bytes, rename(name), options);
  }
  zip.end({ ...options, comment: '' });
  return buffer(zip.outputStream as NodeJS.ReadableStream as never);
}
