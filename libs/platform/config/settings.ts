import { isIP } from 'node:net';

/** What a service needs to know of its surroundings. All of it comes from environment variables. */
export interface ServiceSettings {
  /** `PORT`, 3000 by default. */
  readonly port: number;
  /** `HOST`, 127.0.0.1 by default: a service is put behind TLS termination. */
  readonly host: string;
  /** `DATABASE_URL`. */
  readonly databaseUrl: string;
  /** `KIROKU_KEY_DIRECTORY`: keys of associations, for the file key provider; empty where `KIROKU_KEY_PROVIDER` is another. */
  readonly keyDirectory: string;
  /** `KIROKU_CHECKPOINT_DIRECTORY`: where the newest checkpoint of each log is kept besides the database; null where nowhere. */
  readonly checkpointDirectory: string | null;
  /** `KIROKU_ISSUER`, `KIROKU_JWKS_URL`, `KIROKU_AUDIENCE`: whose tokens are taken. */
  readonly issuer: string;
  readonly jwksUrl: string;
  readonly audience: string;
  /** `KIROKU_REQUIRED_ACR`: strengths of a person's sign-in (`acr`) of which a token must name one; any where left out. */
  readonly requiredAcr: readonly string[];
  /** `KIROKU_TOKEN_SECONDS_MAX`: how long a token may live. */
  readonly tokenSecondsMax: number;
}

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

export type Environment = Readonly<Record<string, string | undefined>>;

const PORT_DEFAULT = 3_000;

/** Reads the settings of a service; says which variable is missing or cannot be read. */
export function serviceSettings(env: Environment): ServiceSettings {
  return {
    port: portOf(env),
    host: env['HOST'] || '127.0.0.1',
    databaseUrl: required(env, 'DATABASE_URL'),
    keyDirectory: isInFiles(env) ? required(env, 'KIROKU_KEY_DIRECTORY') : '',
    checkpointDirectory: env['KIROKU_CHECKPOINT_DIRECTORY'] || null,
    issuer: required(env, 'KIROKU_ISSUER'),
    jwksUrl: safeWebAddress(env, 'KIROKU_JWKS_URL'),
    audience: env['KIROKU_AUDIENCE'] || 'kiroku',
    requiredAcr: requiredAcr(env),
    tokenSecondsMax: tokenSecondsMax(env),
  };
}

function isInFiles(env: Environment): boolean {
  return (env['KIROKU_KEY_PROVIDER'] || 'file') === 'file';
}

/** The port to listen on: `PORT`, or 3000. */
export function portOf(env: Environment): number {
  const port = env['PORT'] ?? String(PORT_DEFAULT);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new SettingsError(`PORT is no port number: use 1 to 65535, or 0 for any free one.`);
  return Number(port);
}

/**
 * `KIROKU_TRUSTED_PROXIES`: addresses or networks whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed; none by
 * default. Without them every client of a proxy has the address of the proxy, and nothing seems to come by TLS.
 */
export function trustedProxies(env: Environment): readonly string[] {
  const proxies = (env['KIROKU_TRUSTED_PROXIES'] ?? '').split(',').map((proxy) => proxy.trim());
  return proxies.filter((proxy) => {
    const [address = '', prefix, ...rest] = proxy.split('/');
    const bits = isIP(address) === 6 ? 128 : 32;
    const isNetwork = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
    if (proxy !== '' && (isIP(address) === 0 || !isNetwork || rest.length > 0)) {
      throw new SettingsError('KIROKU_TRUSTED_PROXIES is a list of addresses or networks such as 10.0.0.0/8.');
    }
    return proxy !== '';
  });
}

/**
 * `KIROKU_PUBLIC_URL`: where people reach the service that faces the outside, without a path. What is printed in documents
 * names it; null where there is none.
 */
export function publicUrl(env: Environment): string | null {
  if (!env[PUBLIC_URL]) return null;
  const { origin, pathname, search, hash, username, password } = new URL(safeWebAddress(env, PUBLIC_URL));
  if (`${pathname}${search}${hash}${username}${password}` !== '/')
    throw new SettingsError(`${PUBLIC_URL} is an address alone, such as https://kiroku.example.jp, without a path.`);
  return origin;
}

const PUBLIC_URL = 'KIROKU_PUBLIC_URL';

function required(env: Environment, name: string): string {
  const value = env[name];
  if (!value) throw new SettingsError(`${name} is not set.`);
  return value;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

// Whoever can change what stands there can be anybody. The value stays out of the message: it may carry a password.
function safeWebAddress(env: Environment, name: string): string {
  const value = required(env, name);
  const { protocol, hostname } = URL.canParse(value) ? new URL(value) : { protocol: '', hostname: '' };
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.test(hostname))) {
    throw new SettingsError(`${name} is not an https address (http will do on this machine alone: 127.0.0.1).`);
  }
  return value;
}

/** As long as a token may live where nothing else is said: what is stolen is over by the next working day. */
export const TOKEN_SECONDS_MAX = 43_200;

function tokenSecondsMax(env: Environment): number {
  const said = env['KIROKU_TOKEN_SECONDS_MAX'] || String(TOKEN_SECONDS_MAX);
  if (!/^\d{1,5}$/.test(said) || Number(said) < 60 || Number(said) > 86_400)
    throw new SettingsError('KIROKU_TOKEN_SECONDS_MAX is no number of seconds from 60 to 86400.');
  return Number(said);
}

function requiredAcr(env: Environment): readonly string[] {
  const values = (env['KIROKU_REQUIRED_ACR'] ?? '').split(',').map((value) => value.trim());
  const named = values.filter((value) => value !== '');
  // They stand in a header of the answer, between quotation marks.
  if (!named.every((value) => /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/.test(value))) {
    throw new SettingsError('KIROKU_REQUIRED_ACR is a list of acr values with commas between.');
  }
  return named;
}
