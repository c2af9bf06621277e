import { createHash } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { createHttpApp, DatabaseModule, JsonLogger, PlatformModule, registerProblems } from '#platform';
import { Persons } from '../directory/persons.js';
import { accessProblems } from '../domain/access-problems.js';
import type { Caller } from '../domain/caller.js';
import { AccountStanding } from '../tokens/account-standing.js';
import { AccessGuard } from '../tokens/access.guard.js';
import { CurrentCaller, Permit } from '../tokens/permit.js';
import { TokenVerifier } from '../tokens/token-verifier.js';
import { clientAssertion, clientIdOf, makeClients, readClient, readClients } from './development-clients.js';
import { DevelopmentIssuer } from './development-issuer.js';
import { IssuerDoor } from './issuer-door.js';

registerProblems(accessProblems);
const ASSOCIATION = 'mihon-seizo';
const MEMBER = { ref: '0b9c2f6e-3f39-4f5e-9d51-0f6d1c9d7a10', name: '見本 <太郎>' };
const CLIENT = clientIdOf(ASSOCIATION);
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

@Controller('v1')
class RoomController {
  @Permit('catalogue:read')
  @Get('who')
  who(@CurrentCaller() { arrangements, scopes, ...caller }: Caller): object {
    return { ...caller, arrangements: [...(arrangements ?? [])], scopes: [...(scopes ?? [])] };
  }
}

@Module({})
class RoomModule {}

let directory: string;
let app: NestFastifyApplication;
let url: string;
const written: unknown[] = [];
const { info, warn, error } = console;

// In jest what Node clones is no plain object of the code under test, and oidc-provider takes no other for a key.
const clone = globalThis.structuredClone;
globalThis.structuredClone = ((value: unknown) => value && JSON.parse(JSON.stringify(value))) as typeof clone;
afterAll(() => void (globalThis.structuredClone = clone));

beforeAll(async () => {
  Object.assign(
    console,
    Object.fromEntries(['info', 'warn', 'error'].map((way) => [way, (text: unknown) => written.push(text)])),
  );
  directory = await mkdtemp(join(tmpdir(), 'kiroku-issuer-'));
  const issuer = (await DevelopmentIssuer.open(join(directory, 'issuer.json'), true))!;
  await makeClients(join(directory, 'clients'), [ASSOCIATION]);
  const associations = [{ id: ASSOCIATION, name: { ja: 'みほん', en: 'Mihon' }, members: [MEMBER] }];
  issuer.offer({ associations, clients: await readClients(join(directory, 'clients')) });
  const module: DynamicModule = {
    module: RoomModule,
    imports: [PlatformModule, DatabaseModule.disconnected()],
    controllers: [RoomController],
    providers: [
      { provide: TokenVerifier, useValue: new TokenVerifier(issuer.tokenOptions()) },
      { provide: Persons, useValue: { state: async () => null } },
      {
        provide: AccountStanding,
        useValue: {
          refuseEnded: async () => undefined,
          admit: async () => undefined,
          bound: async (caller: Caller) => caller,
        },
      },
      { provide: APP_GUARD, useClass: AccessGuard },
      { provide: DevelopmentIssuer, useValue: issuer },
      IssuerDoor,
    ],
  };
  app = await createHttpApp(module, new JsonLogger('silent'));
  await app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}`;
});
afterAll(async () => {
  Object.assign(console, { info, warn, error });
  await app.close();
  await rm(directory, { recursive: true });
});

async function who(token: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${url}/v1/who`, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function askForToken(form: Record<string, string>): Promise<{ status: number; body: Record<string, string> }> {
  const response = await fetch(`${url}/issuer/token`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

describe('the metadata of the issuer', () => {
  it('says where everything is, and asks for no shared secret', async () => {
    const metadata = await (await fetch(`${url}/issuer/.well-known/openid-configuration`)).json();
    expect(metadata).toMatchObject({
      issuer: `${url}/issuer`,
      authorization_endpoint: `${url}/issuer/authorize`,
      token_endpoint: `${url}/issuer/token`,
      jwks_uri: `${url}/issuer/jwks.json`,
      token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
      code_challenge_methods_supported: ['S256'],
      response_modes_supported: ['query'],
    });
    expect(new Set((metadata as { grant_types_supported: string[] }).grant_types_supported)).toEqual(
      new Set(['authorization_code', 'client_credentials']),
    );
  });

  it('has the public half of its key, and nothing else', async () => {
    const { keys } = (await (await fetch(`${url}/issuer/jwks.json`)).json()) as { keys: object[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'crv', 'kid', 'kty', 'use', 'x']]);
  });
});

describe('an integrating system', () => {
  const keyDirectory = () => join(directory, 'clients');
  const assertion = async (audience = `${url}/issuer`) =>
    clientAssertion((await readClient(keyDirectory(), CLIENT))!, audience);
  const credentials = async (over: Record<string, string> = {}) => ({
    grant_type: 'client_credentials',
    client_id: CLIENT,
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: await assertion(),
    scope: 'catalogue:read transfers:write',
    ...over,
  });

  it('has its key in a file that its owner alone can read', async () => {
    expect((await stat(join(keyDirectory(), `${CLIENT}.json`))).mode & 0o777).toBe(0o600);
    expect(await readClient(keyDirectory(), '../issuer')).toBeNull();
  });

  it('gets a token by proving that it has its key, for its association, arrangements and the scopes it asks for', async () => {
    const { body } = await askForToken(await credentials());
    expect(decodeProtectedHeader(body['access_token']!)).toMatchObject({ typ: 'at+jwt', alg: 'EdDSA' });
    expect(decodeJwt(body['access_token']!)).toMatchObject({
      iss: `${url}/issuer`,
      aud: 'kiroku',
      sub: CLIENT,
      client_id: CLIENT,
      scope: 'catalogue:read transfers:write',
    });
    expect(await who(body['access_token']!)).toEqual({
      status: 200,
      body: {
        role: 'integrator',
        subject: CLIENT,
        association: ASSOCIATION,
        member: null,
        issuedAt: expect.any(Number) as number,
        arrangements: ['*'],
        scopes: ['catalogue:read', 'transfers:write'],
      },
    });
  });

  it('gets no scope that is not one of its own', async () => {
    const { body } = await askForToken(await credentials({ scope: 'catalogue:read records:write' }));
    expect(decodeJwt(body['access_token']!)['scope']).toBe('catalogue:read');
  });

  it('is told which scopes were granted, and gets no token where none was', async () => {
    const some = await askForToken(await credentials({ scope: 'catalogue:read records:write' }));
    expect([some.status, some.body['scope']]).toEqual([200, 'catalogue:read']);
    for (const scope of ['records:write', '']) {
      const none = await askForToken(await credentials({ scope }));
      expect([none.status, none.body['error'], none.body['access_token']]).toEqual([400, 'invalid_scope', undefined]);
    }
  });

  it('proves it anew each time', async () => {
    const form = await credentials();
    expect((await askForToken(form)).status).toBe(200);
    expect(await askForToken(form)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  it.each<[string, () => Promise<Record<string, string>>]>([
    ['to another issuer', async () => ({ client_assertion: await assertion('https://elsewhere.example') })],
    ['by the key of somebody else', async () => ({ client_assertion: await forged() })],
    ['by nothing', async () => ({ client_assertion: '', client_assertion_type: '' })],
    ['by a secret', async () => ({ client_assertion: '', client_assertion_type: '', client_secret: 'secret' })],
  ])('gets nothing where it proves it %s', async (_how, over) => {
    const { status, body } = await askForToken(await credentials(await over()));
    expect([status >= 400 && status < 500, body['access_token']]).toEqual([true, undefined]);
  });

  async function forged(): Promise<string> {
    await makeClients(join(directory, 'others'), [ASSOCIATION]);
    return clientAssertion((await readClient(join(directory, 'others'), CLIENT))!, `${url}/issuer`);
  }
});

const VERIFIER = 'a-verifier-that-is-long-enough-for-the-proof-key';
const challenge = createHash('sha256').update(VERIFIER).digest('base64url');

/** A browser, as far as the pages need one: it keeps cookies and follows nothing by itself. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async go(address: string, form?: Record<string, string>): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(address, url), {
      redirect: 'manual',
      headers: { cookie, accept: 'text/html' },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const one of response.headers.getSetCookie()) {
      const [pair] = one.split(';') as [string];
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return response;
  }
}

/** A request with headers that fetch writes by itself; its status. */
function rawGet(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, url), { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    asked.on('error', reject);
    asked.end();
  });
}

const returning = () => `${url}/signed-in`;
const authorize = (over: Record<string, string | undefined> = {}) => {
  const asked = {
    client_id: 'kiroku-console',
    response_type: 'code',
    redirect_uri: returning(),
    scope: 'openid',
    state: 'state',
    nonce: 'nonce',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...over,
  };
  const stated = Object.entries(asked).filter((one): one is [string, string] => one[1] !== undefined);
  return `/issuer/authorize?${new URLSearchParams(stated).toString()}`;
};

/** Goes the whole way of somebody who signs in; the tokens. */
async function signIn(browser: Browser, account: string, scope = 'openid'): Promise<Record<string, string>> {
  const page = (await browser.go(authorize({ scope }))).headers.get('location')!;
  const chosen = await browser.go(page, { account });
  const returned = new URL((await browser.go(chosen.headers.get('location')!)).headers.get('location')!);
  expect([returned.origin + returned.pathname, returned.searchParams.get('state')]).toEqual([returning(), 'state']);
  const { status, body } = await askForToken({
    grant_type: 'authorization_code',
    client_id: 'kiroku-console',
    redirect_uri: returning(),
    code: returned.searchParams.get('code')!,
    code_verifier: VERIFIER,
  });
  expect(status).toBe(200);
  return body;
}

describe('somebody who signs in', () => {
  it('chooses who it is on a page that needs no script, and wears nothing from elsewhere', async () => {
    const browser = new Browser();
    const place = (await browser.go(authorize())).headers.get('location')!;
    const response = await browser.go(place);
    const page = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page).toContain(`value="member@${ASSOCIATION}:${MEMBER.ref}"`);
    expect(page).toContain('見本 &#60;太郎&#62;');
    for (const who of ['officer-1', 'officer-2', 'auditor', 'representative', 'unbound'])
      expect(page).toContain(`value="${who}@${ASSOCIATION}"`);
    expect(page).toContain('value="operator"');
    expect(page).toContain('開発用');
    expect(page).not.toMatch(/<script|javascript:|\son\w+=|https?:\/\//);
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toMatch(/default-src 'none'.*frame-ancestors 'none'.*style-src 'sha256-/);
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('x-frame-options')).toBe('DENY');
    expect(response.headers.get('cache-control')).toContain('no-store');
  });

  it('is a representative, or somebody whose account is nobody’s yet', async () => {
    for (const [account, role] of [
      ['representative', 'representative'],
      ['unbound', 'member'],
    ] as const) {
      const { access_token: token } = await signIn(new Browser(), `${account}@${ASSOCIATION}`);
      expect((await who(token!)).body).toMatchObject({ role, association: ASSOCIATION, member: null });
    }
  });

  it('comes by hand and is shown how to go on', async () => {
    for (const path of ['/issuer/authorize', '/issuer/']) {
      const response = await fetch(`${url}${path}`);
      const page = await response.text();
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(page).toContain(
        `kiroku token --role officer --association ${ASSOCIATION} --subject officer-1@${ASSOCIATION}`,
      );
      expect(page).toContain(`--role member --association ${ASSOCIATION} --member ${MEMBER.ref}`);
      expect(page).toContain('--unbound');
      expect(page).not.toMatch(/<script|<form/);
    }
  });

  it('is sent by no page elsewhere, nor under a name that is not of this machine', async () => {
    const page = (await new Browser().go(authorize())).headers.get('location')!;
    const refused = [
      await rawGet(authorize(), { host: 'kiroku.attacker.example' }),
      await rawGet('/issuer/jwks.json', { host: 'kiroku.attacker.example' }),
      await rawGet(page, { host: new URL(url).host, origin: 'https://attacker.example' }, 'POST'),
      await rawGet(page, { host: new URL(url).host, origin: 'null' }, 'POST'),
      await rawGet(authorize({ response_mode: 'form_post' }), { host: new URL(url).host }),
    ];
    expect(refused).toEqual([400, 400, 400, 400, 400]);
    expect(await rawGet(authorize(), { host: new URL(url).host })).toBe(303);
  });

  it('is an officer for the API, by code and proof key', async () => {
    const { access_token: token } = await signIn(new Browser(), `officer-1@${ASSOCIATION}`);
    expect(decodeProtectedHeader(token!)).toMatchObject({ typ: 'at+jwt' });
    expect(await who(token!)).toMatchObject({
      status: 200,
      body: { role: 'officer', subject: `officer-1@${ASSOCIATION}`, association: ASSOCIATION, scopes: [] },
    });
  });

  it('is a member with the scopes that were asked for, bound to one reference', async () => {
    const account = `member@${ASSOCIATION}:${MEMBER.ref}`;
    const { access_token: token } = await signIn(new Browser(), account, 'openid own:read catalogue:read');
    expect((await who(token!)).body).toMatchObject({ role: 'member', member: MEMBER.ref });
    expect(decodeJwt(token!)['scope']).toContain('own:read');
  });

  it('is asked again for the next sign-in, and may be somebody else', async () => {
    const browser = new Browser();
    await signIn(browser, `officer-1@${ASSOCIATION}`);
    const { access_token: token } = await signIn(browser, 'operator');
    expect((await who(token!)).body).toMatchObject({ role: 'operator', association: null });
  });

  it('gets no access by an ID token', async () => {
    const { id_token: token } = await signIn(new Browser(), `officer-1@${ASSOCIATION}`);
    expect(await who(token!)).toMatchObject({ status: 401, body: { code: 'token-refused' } });
  });

  it('is nobody who is not offered', async () => {
    const browser = new Browser();
    const page = (await browser.go(authorize())).headers.get('location')!;
    expect((await browser.go(page, { account: 'officer-1@another' })).status).toBe(400);
  });

  it('goes on only where it began', async () => {
    const page = (await new Browser().go(authorize())).headers.get('location')!;
    for (const form of [undefined, { account: 'operator' }]) {
      const response = await new Browser().go(page, form);
      expect([response.status, response.headers.get('location')]).toEqual([400, null]);
    }
  });

  it.each([
    ['a client that nobody knows', { client_id: 'other' }],
    ['an address that is not of the console', { redirect_uri: 'https://elsewhere.example/signed-in' }],
  ])('is not sent anywhere by %s', async (_what, over) => {
    const response = await new Browser().go(authorize(over));
    const page = await response.text();
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
    expect(page).toContain('ログインできません');
  });

  it.each([
    ['no proof key', { code_challenge: undefined, code_challenge_method: undefined }],
    ['a plain proof key', { code_challenge_method: 'plain' }],
    ['a token in the address', { response_type: 'token' }],
  ])('gets no code with %s', async (_what, over) => {
    const response = await new Browser().go(authorize(over));
    expect(response.headers.get('location') ?? '').not.toContain('code=');
    expect(response.headers.get('location') ?? 'error=').toContain('error=');
  });
});

it('writes nothing to the terminal', async () => {
  await fetch(`${url}/issuer/nowhere`);
  expect(written).toEqual([]);
});

it('is limited by address, as everything that needs no token', async () => {
  const { headers } = await fetch(`${url}/issuer/jwks.json`);
  expect(headers.get('ratelimit')).toContain('"open"');
});
