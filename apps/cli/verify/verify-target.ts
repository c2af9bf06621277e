import { open } from 'node:fs/promises';
import { isZip, verifyDocument, type VerificationReport } from '#proof';
import { readEntry, readKeys, readWhole } from './read-given.js';
import { verifyLogAt } from './verify-log-at.js';
import { VerifyUsageError, type VerifyOptions } from './verify-options.js';

/** Verifies a file, or a running log, whatever it is. */
export async function verifyTarget(options: VerifyOptions): Promise<VerificationReport> {
  const { target, token } = options;
  const keys = await readKeys(options.key);
  if (/^https?:\/\//.test(target)) return verifyLogAt(new URL(target), { keys, token });
  if (isZip(await readHead(target))) throw new VerifyUsageError('Bundles cannot be verified yet.');
  return verifyDocument(await readWhole(target), { keys, entry: await readEntry(options) });
}

const HEAD_BYTES = 4;

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path).catch(() => {
    throw new VerifyUsageError(`${path} cannot be read.`);
  });
  try {
    const head = new Uint8Array(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
