import { readFileSync } from 'node:fs';
import { SettingsError, type Environment } from '../config/settings.js';

/** Where a process tells its numbers: an address of its own, which no proxy in front of the service leads to. */
export interface MetricsSettings {
  readonly port: number;
  readonly host: string;
  /** Whoever asks has to say it; null where only this machine can ask. */
  readonly token: string | null;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;
const TOKEN = /^[\x21-\x7e]{16,256}$/;

/** `KIROKU_METRICS_PORT`, `KIROKU_METRICS_HOST`, `KIROKU_METRICS_TOKEN_FILE`; null where no port is set. */
export function metricsSettings(env: Environment): MetricsSettings | null {
  const port = env['KIROKU_METRICS_PORT'];
  if (!port) return null;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new SettingsError('KIROKU_METRICS_PORT is no port number.');
  const host = env['KIROKU_METRICS_HOST'] || '127.0.0.1';
  const token = tokenOf(env['KIROKU_METRICS_TOKEN_FILE']);
  if (token === null && !LOOPBACK.test(host)) {
    throw new SettingsError('KIROKU_METRICS_HOST reaches beyond this machine: KIROKU_METRICS_TOKEN_FILE is needed.');
  }
  return { port: Number(port), host, token };
}

function tokenOf(path: string | undefined): string | null {
  if (!path) return null;
  const token = readToken(path);
  if (!TOKEN.test(token)) {
    throw new SettingsError('KIROKU_METRICS_TOKEN_FILE names no file with one token of 16 to 256 characters.');
  }
  return token;
}

function readToken(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
