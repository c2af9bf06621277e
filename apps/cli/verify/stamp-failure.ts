import { X509Certificate } from 'node:crypto';
import { TimestampError, verifyTimestamp, type StampFailure } from '#proof';
import { readWhole } from './read-given.js';
import { VerifyUsageError } from './verify-options.js';

/** Holds timestamps to the certificates of a PEM file: of the authority, or of whoever certified it. */
export async function stampFailureBy(path: string): Promise<StampFailure> {
  const text = new TextDecoder().decode(await readWhole(path));
  const trusted = certificatesOf(text, path);
  return async (reply, data) => {
    try {
      await verifyTimestamp(reply, { data, trusted });
      return null;
    } catch (error) {
      if (!(error instanceof TimestampError)) throw error;
      const what = error.fault === 'not-trusted' ? 'authority-unknown' : 'timestamp-wrong';
      return { what, found: error.fault };
    }
  };
}

function certificatesOf(text: string, path: string): Uint8Array[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.length > 0) return blocks.map((block) => new Uint8Array(new X509Certificate(block).raw));
  } catch {
    // Said below.
  }
  throw new VerifyUsageError({
    ja: `${path} に PEM 形式の証明書がありません。`,
    en: `${path} holds no certificate in PEM.`,
  });
}
