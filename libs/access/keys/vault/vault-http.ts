import { request as httpRequest, type Agent, type IncomingMessage } from 'node:http';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface VaultAnswer {
  readonly status: number;
  readonly retryAfterSeconds: number | null;
  readonly body: unknown;
}

export interface VaultCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Vault answers within milliseconds; what takes longer is not there. */
const ANSWER_MILLISECONDS_MAX = 5_000;
/** A batch of 500 wrapped keys is 100 kB; what is longer is no answer of Vault's. */
const ANSWER_BYTES_MAX = 8 * 1_024 * 1_024;
const SOCKETS_MAX = 8;

/** One exchange over HTTP. Rejects where none took place; whatever was answered is an answer. */
export class VaultHttp {
  readonly #agent: Agent;
  readonly #isTls: boolean;

  constructor(
    private readonly address: string,
    ca: string | null,
    private readonly millisecondsMax = ANSWER_MILLISECONDS_MAX,
  ) {
    this.#isTls = address.startsWith('https:');
    const keep = { keepAlive: true, maxSockets: SOCKETS_MAX };
    this.#agent = this.#isTls
      ? new HttpsAgent({ ...keep, minVersion: 'TLSv1.2', ...(ca === null ? {} : { ca }) })
      : new HttpAgent(keep);
  }

  call({ method, path, headers, body }: VaultCall): Promise<VaultAnswer> {
    const text = body === undefined ? null : JSON.stringify(body);
    const about =
      text === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    return new Promise((resolve, reject) => {
      const send = this.#isTls ? httpsRequest : httpRequest;
      const signal = AbortSignal.timeout(this.millisecondsMax);
      const request = send(
        new URL(`/v1/${path}`, this.address),
        { method, agent: this.#agent, headers: { ...headers, ...about }, signal },
        (response) => read(response).then(resolve, reject),
      );
      request.on('error', reject);
      request.end(text ?? undefined);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function read(response: IncomingMessage): Promise<VaultAnswer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response) {
    pieces.push(piece as Buffer);
    if ((bytes += (piece as Buffer).length) > ANSWER_BYTES_MAX) throw new Error('The answer is too long.');
  }
  const text = Buffer.concat(pieces).toString();
  const retry = Number(response.headers['retry-after']);
  return {
    status: response.statusCode ?? 0,
    retryAfterSeconds: Number.isFinite(retry) ? retry : null,
    // An answer without a body is one, and what a proxy in between says is not JSON.
    body: text === '' ? null : parse(text),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
