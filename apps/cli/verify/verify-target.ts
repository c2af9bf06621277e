import { open, type FileHandle } from 'node:fs/promises';
import { isZip, verifyBundle, verifyDocument, type ByteSource, type VerificationReport } from '#proof';
import { readAge, readEntry, readKeys, readWhole } from './read-given.js';
import { verifyLogAt } from './verify-log-at.js';
import { VerifyUsageError, type VerifyOptions } from './verify-options.js';

/** Verifies a file, or a running log, whatever it is. */
export async function verifyTarget(options: VerifyOptions): Promise<VerificationReport> {
  const { target, token, because, stampFailure } = options;
  const keys = await readKeys(options.key);
  const looked = stampFailure && { stampFailure: await stampFailure() };
  if (/^https?:\/\//.test(target)) return verifyLogAt(new URL(target), { keys, token, because });
  const file = await open(target).catch(() => {
    throw new VerifyUsageError(`${target} cannot be read.`);
  });
  try {
    const source = await sourceOfFile(file);
    if (isZip(await source.read(0, Math.min(source.size, HEAD_BYTES)))) return await verifyBundle(source, keys, looked);
  } finally {
    await file.close();
  }
  return verifyDocument(await readWhole(target), {
    keys,
    entry: await readEntry(options),
    age: readAge(options),
    older: options.older === undefined ? undefined : await readWhole(options.older),
  });
}

const HEAD_BYTES = 4;

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
