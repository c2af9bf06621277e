import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MetricsSettings } from './metrics-settings.js';

const REQUEST_MILLISECONDS_MAX = 10_000;
const CONNECTIONS_MAX = 16;

/** Answers `GET /metrics` and nothing else, to whoever says the token. */
export class MetricsServer {
  readonly #server: Server;
  readonly #expected: Buffer | null;

  constructor(
    private readonly settings: MetricsSettings,
    private readonly text: () => Promise<{ readonly type: string; readonly body: string }>,
  ) {
    this.#expected = settings.token === null ? null : digest(`Bearer ${settings.token}`);
    this.#server = createServer(
      { requestTimeout: REQUEST_MILLISECONDS_MAX, maxHeaderSize: 8_192 },
      (request, response) => {
        this.#answer(request, response).catch(() => response.writeHead(503).end());
      },
    );
    this.#server.maxConnections = CONNECTIONS_MAX;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async open(): Promise<void> {
    const { port, host } = this.settings;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('cache-control', 'no-store').setHeader('x-content-type-options', 'nosniff');
    if (!this.#isPermitted(request)) return void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    const { type, body } = await this.text();
    response.writeHead(200, { 'content-type': type }).end(body);
  }

  // Digests have one length, whatever was said.
  #isPermitted({ headers: { authorization = '' } }: IncomingMessage): boolean {
    return this.#expected === null || timingSafeEqual(digest(authorization), this.#expected);
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
