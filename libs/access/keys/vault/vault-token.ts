import { readFile } from 'node:fs/promises';
import type { VaultLogin } from './vault-settings.js';
import { KeysUnavailable } from './vault-errors.js';
import type { VaultAnswer, VaultCall } from './vault-http.js';

/** A token is asked for anew when so much of its life is over; one without an end lives until it is refused. */
const LIFE_USED_MAX = 2 / 3;
/** Whoever keeps the token file fresh writes it anew; it is looked at again after this time. */
const FILE_MILLISECONDS_MAX = 60_000;

interface Held {
  readonly token: string;
  readonly until: number;
}

/** The token by which this process is known to Vault. */
export class VaultToken {
  #held: Promise<Held> | null = null;

  constructor(
    private readonly login: VaultLogin,
    private readonly call: (call: VaultCall) => Promise<VaultAnswer>,
  ) {}

  async get(): Promise<string> {
    const held = this.#held && (await this.#held);
    if (held && Date.now() < held.until) return held.token;
    return (await this.#renew()).token;
  }

  /** It was refused: the next one is another. */
  forget(): void {
    this.#held = null;
  }

  #renew(): Promise<Held> {
    const renewing = this.login.kind === 'token' ? readToken(this.login.file) : this.#logIn(this.login);
    this.#held = renewing;
    renewing.catch(() => (this.#held = null));
    return renewing;
  }

  async #logIn({ roleIdFile, secretIdFile }: Extract<VaultLogin, { kind: 'approle' }>): Promise<Held> {
    const [roleId, secretId] = await Promise.all([readSecret(roleIdFile), readSecret(secretIdFile)]);
    const body = { role_id: roleId, secret_id: secretId };
    const { status, body: answer } = await this.call({
      method: 'POST',
      path: 'auth/approle/login',
      headers: {},
      body,
    });
    const auth = (answer as { auth?: { client_token?: unknown; lease_duration?: unknown } } | null)?.auth;
    if (status !== 200 || typeof auth?.client_token !== 'string')
      throw new KeysUnavailable(`answered the login with ${status}`);
    const seconds = Number(auth.lease_duration);
    const life = seconds > 0 ? seconds * 1_000 * LIFE_USED_MAX : Number.POSITIVE_INFINITY;
    return { token: auth.client_token, until: Date.now() + life };
  }
}

async function readToken(file: string): Promise<Held> {
  return { token: await readSecret(file), until: Date.now() + FILE_MILLISECONDS_MAX };
}

async function readSecret(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new KeysUnavailable('has no token: its file cannot be read');
  });
  return text.trim();
}
