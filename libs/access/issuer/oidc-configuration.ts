import type { Client, Context, Token } from 'oidc-provider';
import { SCOPES, type Scope } from '../domain/permissions.js';
import { DEFAULT_AUDIENCE, type DevelopmentIssuer } from './development-issuer.js';
import type { DevelopmentClient } from './development-clients.js';
import { IssuerMemory } from './memory-adapter.js';
import { peopleOf, type Person } from './people.js';
import { errorPage } from './sign-in-page.js';
import { KEY_ALGORITHM, publicHalf } from './signing-key.js';
import { claimsOf, type TokenWish } from './token-wish.js';

/** Under which the issuer is found at the service's own address. */
export const ISSUER_PATH = '/issuer';
export const SIGN_IN_PATH = `${ISSUER_PATH}/sign-in`;
/** The API as a resource, RFC 8707; its tokens are for the audience that the services check. */
export const API_RESOURCE = 'urn:kiroku';
export const CONSOLE_CLIENT = 'kiroku-console';
/** Where the console takes its code back, at the service itself and at a server of pages beside it. */
const CONSOLE_RETURNS = '/signed-in';
const PAGES_BESIDE = ['http://127.0.0.1:5173', 'http://localhost:5173'];

const [MINUTE, HOUR] = [60, 3_600];

/** How oidc-provider is set up: no secrets, no sessions, keys and state of our own, and nothing that it would warn of. */
export function oidcConfiguration(issuer: DevelopmentIssuer, origin: string): object {
  const { associations, clients } = issuer.offered;
  const people = new Map(peopleOf(associations).flatMap((group) => group.people.map((one) => [one.account, one])));
  const programs = new Map(clients.map((client) => [client.id, client]));
  const memory = new IssuerMemory();
  return {
    adapter: (kind: string) => memory.adapterOf(kind),
    jwks: issuer.signingKeys(),
    cookies: {
      keys: [issuer.secretFor('cookies')],
      names: { session: '_kiroku_issuer', interaction: '_kiroku_sign_in', resume: '_kiroku_resume' },
      long: { httpOnly: true, sameSite: 'lax', path: ISSUER_PATH },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    clients: [consoleClient(origin), ...clients.map(programClient)],
    clientDefaults: { id_token_signed_response_alg: KEY_ALGORITHM },
    clientAuthMethods: ['none', 'private_key_jwt'],
    clientBasedCORS: (_context: Context, from: string, { redirectUris }: Client) =>
      redirectUris.some((uri) => new URL(uri).origin === from),
    scopes: ['openid'],
    responseTypes: ['code'],
    routes: { authorization: '/authorize', token: '/token', jwks: '/jwks.json' },
    pkce: { required: () => true },
    features: features(programs),
    interactions: { url: (_context: Context, { uid }: { readonly uid: string }) => `${SIGN_IN_PATH}/${uid}` },
    findAccount: async (_context: Context, account: string) =>
      people.has(account) ? { accountId: account, claims: async () => ({ sub: account }) } : undefined,
    loadExistingGrant: grantEverything,
    expiresWithSession: async () => false,
    extraTokenClaims: async (_context: Context, token: Token) => claimsOfToken(token, people, programs),
    renderError: async (context: Context, out: { readonly error: string; readonly error_description?: string }) => {
      context.type = 'html';
      context.body = errorPage(out.error, out.error_description ?? '');
    },
    ttl: {
      AccessToken: 8 * HOUR,
      AuthorizationCode: MINUTE,
      ClientCredentials: 10 * MINUTE,
      Grant: 8 * HOUR,
      IdToken: HOUR,
      Interaction: HOUR,
      Session: HOUR,
    },
  };
}

function features(programs: ReadonlyMap<string, DevelopmentClient>): object {
  const off = { enabled: false };
  return {
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: async () => API_RESOURCE,
      useGrantedResource: async () => true,
      getResourceServerInfo: async (_context: Context, _resource: string, { clientId }: Client) => ({
        scope: (programs.get(clientId)?.scopes ?? SCOPES).join(' '),
        audience: DEFAULT_AUDIENCE,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: KEY_ALGORITHM } },
      }),
    },
    devInteractions: off,
    dPoP: off,
    pushedAuthorizationRequests: off,
    rpInitiatedLogout: off,
    userinfo: off,
  };
}

function consoleClient(origin: string): object {
  const { port, protocol } = new URL(origin);
  const own = [origin, ...['127.0.0.1', 'localhost'].map((host) => `${protocol}//${host}${port && `:${port}`}`)];
  return {
    client_id: CONSOLE_CLIENT,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: [...new Set([...own, ...PAGES_BESIDE])].map((place) => `${place}${CONSOLE_RETURNS}`),
  };
}

function programClient({ id, key }: DevelopmentClient): object {
  return {
    client_id: id,
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: KEY_ALGORITHM,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    jwks: { keys: [publicHalf(key)] },
  };
}

/** Nobody is asked for consent: the console and the API are of one house. */
async function grantEverything({ oidc: { provider, client, session } }: Context): Promise<object> {
  const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
  grant.addOIDCScope('openid');
  grant.addResourceScope(API_RESOURCE, SCOPES.join(' '));
  await grant.save();
  return grant;
}

/** What Kiroku reads in a token beside its scopes, which the issuer writes itself as they were granted. */
function claimsOfToken(
  { clientId, accountId }: Token,
  people: ReadonlyMap<string, Person>,
  programs: ReadonlyMap<string, DevelopmentClient>,
): object | undefined {
  const program = programs.get(clientId);
  const wish: TokenWish | undefined = program
    ? { role: 'integrator', association: program.association, member: null, arrangements: program.arrangements }
    : people.get(accountId ?? '')?.wish;
  if (!wish) return undefined;
  const { scope: _granted, ...claims } = claimsOf({ ...wish, scopes: [] as Scope[] });
  return claims;
}
