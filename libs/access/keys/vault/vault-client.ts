import { setTimeout } from 'node:timers/promises';
import { KeyRefused, KeysUnavailable } from './vault-errors.js';
import { VaultHttp, type VaultAnswer, type VaultCall } from './vault-http.js';
import type { VaultSettings } from './vault-settings.js';
import { VaultToken } from './vault-token.js';

const TRIES_MAX = 3;
const FIRST_REST_MILLISECONDS = 100;
const REST_SECONDS_MAX = 2;

export interface TransitCall {
  readonly method: 'GET' | 'POST';
  /** Behind the mount: `encrypt/name`. */
  readonly path: string;
  readonly body?: unknown;
  /** What is done, for the words of a refusal. */
  readonly operation: string;
}

/**
 * The transit engine over HTTP: with a token, with time-outs, tried again where that may help. It answers `data`, or null
 * where there is none such (404); everything else that is no success is thrown.
 */
export class VaultClient {
  readonly #http: VaultHttp;
  readonly #token: VaultToken;

  constructor(
    private readonly settings: VaultSettings,
    millisecondsMax?: number,
  ) {
    this.#http = new VaultHttp(settings.address, settings.ca, millisecondsMax);
    this.#token = new VaultToken(settings.login, (call) => this.#exchange(call));
  }

  async transit({ method, path, body, operation }: TransitCall): Promise<Readonly<Record<string, unknown>> | null> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#try({ method, path: `${this.settings.mount}/${path}`, headers: {}, body });
      const { status } = answer;
      if (status >= 200 && status < 300) return dataOf(answer) ?? {};
      if (status === 404) return null;
      // Of a batch each item says for itself what became of it.
      if (status === 400) {
        const data = dataOf(answer);
        if (data && 'batch_results' in data) return data;
        throw new KeyRefused(operation);
      }
      const mayHelp = status === 403 || status === 429 || status >= 500 || status === 0;
      if (!mayHelp || tries === TRIES_MAX) throw new KeysUnavailable(reasonOf(status));
      // It may have ended: the next one is another.
      if (status === 403) this.#token.forget();
      const rest = Math.min(answer.retryAfterSeconds ?? 0, REST_SECONDS_MAX) * 1_000;
      await setTimeout(Math.max(rest, FIRST_REST_MILLISECONDS * 2 ** (tries - 1)));
    }
  }

  close(): void {
    this.#http.close();
  }

  async #try(call: VaultCall): Promise<VaultAnswer> {
    const token = await this.#token.get();
    return this.#exchange({ ...call, headers: { 'x-vault-token': token } });
  }

  /** Status 0 where nothing was answered: why may quote an address, and stays here. */
  async #exchange(call: VaultCall): Promise<VaultAnswer> {
    const { namespace } = this.settings;
    const headers = {
      ...call.headers,
      'x-vault-request': 'true',
      ...(namespace === null ? {} : { 'x-vault-namespace': namespace }),
    };
    return this.#http.call({ ...call, headers }).catch(() => ({ status: 0, retryAfterSeconds: null, body: null }));
  }
}

function dataOf({ body }: VaultAnswer): Readonly<Record<string, unknown>> | null {
  const data = (body as { data?: unknown } | null)?.data;
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : null;
}

function reasonOf(status: number): string {
  switch (status) {
    case 0:
      return 'does not answer';
    case 403:
      return 'does not let this process in';
    case 429:
      return 'is asked too often';
    case 503:
      return 'is sealed or down';
    default:
      return `answered ${status}`;
  }
}
