import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import { clientNetwork, HEADERS_OF_ANY_ANSWER, Limits } from '#platform';
import { DevelopmentIssuer } from './development-issuer.js';
import { isVisit, whyNotIn } from './door-rules.js';
import { guidePage } from './guide-page.js';
import { ISSUER_PATH, oidcConfiguration, SIGN_IN_PATH } from './oidc-configuration.js';
import { peopleOf } from './people.js';
import { saidRight } from './said-right.js';
import { errorPage, pagePolicy } from './sign-in-page.js';
import { sendPage, SignIn } from './sign-in.js';

/** The provider behind the door, and the page that it sends people to. */
interface Opened {
  readonly handle: (request: FastifyRequest['raw'], response: FastifyReply['raw']) => Promise<void>;
  readonly signIn: SignIn;
}

const log = new Logger('Issuer');

/**
 * Puts the development issuer beside the routes of the service. It reads bodies and writes answers itself, so it stands
 * outside of Nest; its library is loaded when it is first asked, for most who start the product never do.
 */
@Injectable()
export class IssuerDoor implements OnModuleInit {
  #opened: Promise<Opened> | null = null;

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(DevelopmentIssuer) private readonly issuer: DevelopmentIssuer,
    @Inject(Limits) private readonly limits: Limits,
  ) {}

  onModuleInit(): void {
    this.issuer.answersAt(() => this.#address());
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    void server.register(async (room) => {
      room.removeAllContentTypeParsers();
      room.addContentTypeParser('*', (_request, _body, done) => done(null));
      room.route({
        method: ['GET', 'POST', 'OPTIONS'],
        url: `${ISSUER_PATH}/*`,
        handler: (request, reply) => this.#answer(request, reply),
      });
    });
  }

  async #answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    this.limits.spend('open', { key: clientNetwork(request.ip) }, reply);
    const { handle, signIn } = await this.#open();
    const { raw } = request;
    const response = reply.hijack().raw;
    const headers = { ...reply.getHeaders(), ...HEADERS_OF_ANY_ANSWER, 'X-Request-Id': request.id };
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
    response.setHeader('Content-Security-Policy', pagePolicy(null));
    try {
      const path = raw.url!;
      const { host, origin } = raw.headers;
      const asked = { method: raw.method!, url: path, host, origin };
      const why = whyNotIn(asked);
      if (why !== null) return sendPage(response, 400, errorPage('invalid_request', why));
      if (isVisit(asked)) return sendPage(response, 200, guidePage(peopleOf(this.issuer.offered.associations)));
      if (path.startsWith(`${SIGN_IN_PATH}/`)) return await signIn.answer(raw, response);
      // As it is mounted: oidc-provider finds where it is by comparing the two.
      Object.assign(raw, { originalUrl: path, url: path.slice(ISSUER_PATH.length) });
      await handle(raw, response);
    } catch (error) {
      log.error({ request: request.id, error: (error as Error).name });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  }

  #open(): Promise<Opened> {
    this.#opened ??= this.#load().catch((error: unknown) => {
      this.#opened = null;
      throw error;
    });
    return this.#opened;
  }

  async #load(): Promise<Opened> {
    const oidc = await import('oidc-provider');
    const address = this.#address() ?? `http://127.0.0.1${ISSUER_PATH}`;
    const provider: Provider = new oidc.Provider(address, oidcConfiguration(this.issuer, new URL(address).origin));
    // Without somebody who listens, it would write to the terminal.
    provider.on('error', (error: Error) => log.error({ error: error.name }));
    provider.use(saidRight);
    provider.on('server_error', (_context: unknown, error: Error) => log.error({ error: error.name }));
    return { handle: provider.callback(), signIn: new SignIn(provider, peopleOf(this.issuer.offered.associations)) };
  }

  /** The name of the issuer: where it can be asked. Null before the service listens. */
  #address(): string | null {
    const at = (this.host.httpAdapter.getHttpServer() as FastifyInstance['server']).address();
    if (at === null || typeof at === 'string') return null;
    const host = ['0.0.0.0', '::'].includes(at.address) ? '127.0.0.1' : at.address;
    return `http://${host.includes(':') ? `[${host}]` : host}:${at.port}${ISSUER_PATH}`;
  }
}
