import { open, type FileHandle } from 'node:fs/promises';
import { documentKind, isZip, verifyBundle, verifyDocument, type ByteSource, type VerificationReport } from '#proof';
import { holdOptions } from './hold-options.js';
import { readAge, readEntry, readKeys, readWhole } from './read-given.js';
import { verifyLogAt } from './verify-log-at.js';
import { VerifyUsageError, type VerifyOptions } from './verify-options.js';

/** Verifies a file, or a running log, whatever it is. */
export async function verifyTarget(options: VerifyOptions): Promise<VerificationReport> {
  const { target, because, stampFailure } = options;
  const keys = await readKeys(options.key);
  const age = readAge(options.maxAge, '--max-age');
  const stampAge = readAge(options.stampMaxAge, '--stamp-max-age');
  if (/^https?:\/\//.test(target)) {
    holdOptions('log', options);
    const address = addressOf(target);
    const token = tokenFor(address, keys.length > 0, options);
    const stamps = { stampAge, stampFailure: await stampFailure?.() };
    return verifyLogAt(address, { keys, age, ...stamps, because, token, language: options.lang });
  }
  const file = await open(target).catch(() => {
    throw new VerifyUsageError({ ja: `${target} を読み取れません。`, en: `${target} cannot be read.` });
  });
  try {
    if ((await file.stat()).isDirectory()) throw new VerifyUsageError(FOLDER(target));
    const source = await sourceOfFile(file);
    if (isZip(await source.read(0, Math.min(source.size, HEAD_BYTES)))) {
      holdOptions('bundle', options);
      return await verifyBundle(source, keys, stampFailure && { stampFailure: await stampFailure() });
    }
  } finally {
    await file.close();
  }
  const bytes = await readWhole(target);
  const kind = documentKind(bytes) ?? (options.proof === undefined ? null : 'document');
  if (kind) holdOptions(kind, options);
  return verifyDocument(bytes, {
    keys,
    entry: await readEntry(options),
    age,
    older: options.older === undefined ? undefined : await readWhole(options.older),
    proof: options.proof === undefined ? undefined : await readWhole(options.proof),
  });
}

const HEAD_BYTES = 4;
const FOLDER = (target: string) => ({
  ja: `${target} はフォルダーです。展開する前の zip をそのまま検証してください。`,
  en: `${target} is a folder. Verify the zip as it was handed out, not what was unpacked.`,
});
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

function addressOf(target: string): URL {
  if (URL.canParse(target)) return new URL(target);
  throw new VerifyUsageError({ ja: `${target} はアドレスではありません。`, en: `${target} is no address.` });
}

/** A token opens more than the log: it is sent to nobody but whoever proved by a known key to be the log. */
function tokenFor(
  { protocol, hostname }: URL,
  hasKeys: boolean,
  { token, surroundingToken }: VerifyOptions,
): string | undefined {
  const isSafe = protocol === 'https:' || LOOPBACK.test(hostname);
  if (hasKeys && isSafe) return token ?? surroundingToken;
  if (token === undefined) return undefined;
  if (!hasKeys)
    throw new VerifyUsageError({
      ja: '--token は、鍵で確かめられるログにだけ送ります。--key を付けてください。',
      en: '--token is sent to a log that is known by its keys alone: give --key.',
    });
  throw new VerifyUsageError({
    ja: '--token は https で、又はこの機械の中でだけ送ります。',
    en: '--token is sent by https alone, or on this machine.',
  });
}

/** A file of which only that is in memory which is asked for: bundles are large. */
async function sourceOfFile(file: FileHandle): Promise<ByteSource> {
  const { size } = await file.stat();
  return {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled);
        if (bytesRead === 0) throw new RangeError('The file ended while it was read.');
        filled += bytesRead;
      }
      return bytes;
    },
  };
}
