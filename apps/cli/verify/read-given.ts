import { readFile, stat } from 'node:fs/promises';
import { fromBase64, NoteError, parseVerifierKey, type AgeTerms, type ProvenEntry, type VerifierKey } from '#proof';
import { VerifyUsageError, type VerifyOptions } from './verify-options.js';

const HASH_BYTES = 32;
/** Documents are some kilobytes, and those of a member with many lines some megabytes. */
const DOCUMENT_BYTES_MAX = 256_000_000;

/**
 * The keys that were given, each as a text or as a file of them; lines that begin with # say something to people. The
 * answer of a log on its keys does as well, those with it that sign no more.
 */
export async function readKeys(given: readonly string[]): Promise<VerifierKey[]> {
  const keys: VerifierKey[] = [];
  for (const text of given) {
    const lines = isKey(text) ? [text] : linesOf(await readText(text));
    const told = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
    for (const line of told) keys.push(readKey(line, text));
  }
  return keys;
}

/** A line for each key of a file: one a line, or the JSON of `/v1/log/{association}/keys`. */
function linesOf(text: string): string[] {
  if (!text.trimStart().startsWith('{')) return text.split('\n');
  try {
    const { keys } = JSON.parse(text) as { keys: { key: unknown }[] };
    return keys.map(({ key }) => String(key));
  } catch {
    return [text];
  }
}

function readKey(line: string, given: string): VerifierKey {
  try {
    return parseVerifierKey(line);
  } catch (error) {
    if (error instanceof NoteError)
      throw new VerifyUsageError({
        ja: `${given}: 検証鍵ではありません（${error.message}）`,
        en: `${given}: ${error.message}`,
      });
    throw error;
  }
}

function isKey(text: string): boolean {
  try {
    parseVerifierKey(text);
    return true;
  } catch {
    return false;
  }
}

/** Of which entry a proof is: its bytes or its leaf hash, where one was given. */
export async function readEntry({ entry, leaf }: VerifyOptions): Promise<ProvenEntry | undefined> {
  if (entry !== undefined) return { bytes: await readWhole(entry) };
  if (leaf === undefined) return undefined;
  const bytes = /^[0-9a-fA-F]{64}$/.test(leaf) ? new Uint8Array(Buffer.from(leaf, 'hex')) : fromBase64(leaf);
  if (bytes?.length !== HASH_BYTES)
    throw new VerifyUsageError({
      ja: '--leaf は base64 の 32 バイト、又は 16 進数 64 桁です。',
      en: '--leaf is 32 bytes in base64, or 64 hexadecimal digits.',
    });
  return { leaf: bytes };
}

/** How old a head may be as of now, where it was said. */
export function readAge(given: string | undefined, option: '--max-age' | '--stamp-max-age'): AgeTerms | undefined {
  if (given === undefined) return undefined;
  if (!/^[1-9]\d{0,9}$/.test(given))
    throw new VerifyUsageError({ ja: `${option} は秒数です。`, en: `${option} is a number of seconds.` });
  return { now: new Date(), maxAgeSeconds: Number(given) };
}

export async function readWhole(path: string): Promise<Uint8Array> {
  const { size } = await stat(path).catch(() => unreadable(path));
  if (size > DOCUMENT_BYTES_MAX)
    throw new VerifyUsageError({
      ja: `${path} は文書としては大きすぎます。`,
      en: `${path} is too large for a document.`,
    });
  return readFile(path).catch(() => unreadable(path));
}

async function readText(path: string): Promise<string> {
  return new TextDecoder().decode(await readWhole(path));
}

function unreadable(path: string): never {
  throw new VerifyUsageError({ ja: `${path} を読み取れません。`, en: `${path} cannot be read.` });
}
