import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Interaction, Provider } from 'oidc-provider';
import type { PeopleGroup } from './people.js';
import { errorPage, pagePolicy, signInPage } from './sign-in-page.js';
import { SIGN_IN_PATH } from './oidc-configuration.js';

type RawRequest = FastifyRequest['raw'];
type RawResponse = FastifyReply['raw'];

/** A choice is one short field. */
const FORM_BYTES_MAX = 4_096;

/** The page at which somebody says who signs in, and what becomes of it. */
export class SignIn {
  constructor(
    private readonly provider: Provider,
    private readonly groups: readonly PeopleGroup[],
  ) {}

  async answer(request: RawRequest, response: RawResponse): Promise<void> {
    const found = await this.#interaction(request, response);
    if (!found)
      return sendPage(response, 400, errorPage('invalid_request', 'The sign-in is over or was begun elsewhere.'));
    const { uid, params } = found;
    if (request.method === 'GET' || request.method === 'HEAD') {
      response.setHeader('Content-Security-Policy', pagePolicy(originOf(params['redirect_uri'])));
      // Without a referrer a browser would not say from where the form comes either, which is looked at.
      response.setHeader('Referrer-Policy', 'same-origin');
      return sendPage(response, 200, signInPage(`${SIGN_IN_PATH}/${uid}`, this.groups));
    }
    const account = await accountIn(request);
    const isOffered = this.groups.some(({ people }) => people.some((one) => one.account === account));
    if (!isOffered) return sendPage(response, 400, errorPage('invalid_request', 'Nobody of that name is offered.'));
    const login = { accountId: account, remember: false, amr: ['none'] };
    await this.provider.interactionFinished(request, response, { login });
  }

  /** The one that the cookie of this browser names, where the address names the same; null otherwise. */
  async #interaction(request: RawRequest, response: RawResponse): Promise<Interaction | null> {
    const details = await this.provider.interactionDetails(request, response).catch((error: Error) => {
      if (error.name === 'SessionNotFound') return null;
      throw error;
    });
    return details && request.url === `${SIGN_IN_PATH}/${details.uid}` ? details : null;
  }
}

export function sendPage(response: RawResponse, status: number, page: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(page);
}

function originOf(uri: unknown): string | null {
  return typeof uri === 'string' && URL.canParse(uri) ? new URL(uri).origin : null;
}

async function accountIn(request: RawRequest): Promise<string | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    bytes += (piece as Buffer).length;
    if (bytes > FORM_BYTES_MAX) return null;
    pieces.push(piece as Buffer);
  }
  return new URLSearchParams(Buffer.concat(pieces).toString()).get('account');
}
