import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SettingsError, type Environment } from '#platform';

/** The authority that stamps checkpoints, and how often it is asked. */
export interface TimestampSettings {
  readonly url: URL;
  /** DER: of the authority, or of whoever certified it. */
  readonly trusted: readonly Uint8Array[];
  readonly policy: string | undefined;
  readonly minutes: number;
}

const MINUTES_DEFAULT = 60;

/**
 * `KIROKU_TSA_URL`, `KIROKU_TSA_CERTIFICATE` (a PEM file), `KIROKU_TSA_POLICY`, `KIROKU_TSA_MINUTES`; null where none is asked.
 * Plain http will do: what comes is believed for its signature.
 */
export function timestampSettings(env: Environment): TimestampSettings | null {
  const address = env['KIROKU_TSA_URL'];
  if (!address) return null;
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new SettingsError('KIROKU_TSA_URL is no http or https address.');
  }
  const policy = env['KIROKU_TSA_POLICY'] || undefined;
  if (policy !== undefined && !/^[0-2](?:\.(?:0|[1-9]\d{0,18})){1,30}$/.test(policy)) {
    throw new SettingsError('KIROKU_TSA_POLICY is no OID such as 1.2.392.200073.1.');
  }
  return { url: new URL(address), trusted: certificatesOf(env), policy, minutes: minutesOf(env) };
}

function minutesOf(env: Environment): number {
  const text = env['KIROKU_TSA_MINUTES'] || String(MINUTES_DEFAULT);
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new SettingsError('KIROKU_TSA_MINUTES is a number of minutes, from 1 up.');
  return Number(text);
}

// Without it a timestamp would be believed whoever made it.
function certificatesOf(env: Environment): readonly Uint8Array[] {
  const file = env['KIROKU_TSA_CERTIFICATE'];
  if (!file)
    throw new SettingsError(
      'KIROKU_TSA_CERTIFICATE is not set: the certificate of the KIROKU_TSA_URL, or of its authority.',
    );
  try {
    const blocks = readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    if (blocks.length === 0) throw new Error('none');
    return blocks.map((block) => new Uint8Array(new X509Certificate(block).raw));
  } catch {
    throw new SettingsError('KIROKU_TSA_CERTIFICATE names no file with a certificate in PEM.');
  }
}
