import { Controller, Get, Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import {
  Clock,
  createHttpApp,
  DatabaseModule,
  JsonLogger,
  Limits,
  LIMITS_BY_DEFAULT,
  Open,
  PlatformModule,
  Refusal,
  registerProblems,
} from '#platform';
import { Persons, type PersonState } from '../directory/persons.js';
import { accessProblems } from '../domain/access-problems.js';
import { accountProblems } from '../domain/account-problems.js';
import type { Caller } from '../domain/caller.js';
import type { Role } from '../domain/permissions.js';
import { AccountStanding } from './account-standing.js';
import { AccessGuard } from './access.guard.js';
import { CurrentCaller, Permit } from './permit.js';
import { TokenVerifier } from './token-verifier.js';

registerProblems({ ...accessProblems, ...accountProblems });
const ISSUER = 'https://issuer.example';
const { privateKey, publicKey } = await generateKeyPair('EdDSA');
const local = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1' }] });
let isIssuerUp = true;
const [MEMBER, OTHER] = ['0b9c2f6e-3f39-4f5e-9d51-0f6d1c9d7a10', '7a1d4c4e-59b2-4a0e-8c36-6f9ad2a51b21'];
/** Whose tokens are of no more use. */
const ended = new Set<string>();
async function refuseEnded({ subject }: Caller): Promise<void> {
  if (ended.has(subject)) throw new Refusal('token-ended', { challenge: 'error="invalid_token"' });
}
const persons = new Map<string, PersonState>();

const hour = (most: number) => ({ most, seconds: 3_600 });
const TERMS = { ...LIMITS_BY_DEFAULT, 'member-reads': hour(2), 'bad-tokens': hour(2), open: hour(2) };

@Controller('v1')
class RoomController {
  @Open()
  @Get('open')
  open(): string {
    return 'open';
  }

  @Permit('record:read')
  @Get('records')
  records(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }

  @Permit('own-view:read')
  @Get('me')
  me(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }

  @Permit('member-view:read')
  @Get('member')
  member(): string {
    return 'member';
  }

  @Permit('catalogue:read')
  @Get('catalogue')
  catalogue(): string {
    return 'catalogue';
  }

  @Get('forgotten')
  forgotten(): string {
    return 'forgotten';
  }
}

@Module({})
class GuardedModule {}

let app: NestFastifyApplication;
beforeAll(async () => {
  const keys: typeof local = Object.assign(
    (...args: Parameters<typeof local>) => (isIssuerUp ? local(...args) : Promise.reject(new Error('down'))),
    { jwks: local.jwks },
  );
  const module: DynamicModule = {
    module: GuardedModule,
    imports: [PlatformModule, DatabaseModule.disconnected()],
    controllers: [RoomController],
    providers: [
      { provide: TokenVerifier, useValue: new TokenVerifier({ issuer: ISSUER, audience: 'kiroku', keys }) },
      { provide: Persons, useValue: { state: async (_association: string, ref: string) => persons.get(ref) ?? null } },
      {
        provide: AccountStanding,
        useValue: { refuseEnded, admit: async () => undefined, bound: async (caller: Caller) => caller },
      },
      { provide: APP_GUARD, useClass: AccessGuard },
      { provide: Limits, useValue: new Limits(TERMS, new Clock()) },
    ],
  };
  app = await createHttpApp(module, new JsonLogger('silent'));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
beforeEach(() => {
  persons.clear();
  isIssuerUp = true;
});
afterAll(() => app.close());

const tokenOf = (role: Role, subject = 'staff-1', claims: object = { arrangements: '*' }) =>
  new SignJWT({ role, association: 'mihon-seizo', member: MEMBER, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k1' })
    .setIssuer(ISSUER)
    .setAudience('kiroku')
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(privateKey);

async function ask(url: string, authorization?: string) {
  const response = await app.inject({ url, headers: authorization === undefined ? {} : { authorization } });
  return {
    status: response.statusCode,
    code: safe(response.body)?.code,
    body: response.body,
    headers: response.headers,
  };
}
const safe = (body: string) => (body.startsWith('{') ? JSON.parse(body) : null);

describe('the guard of the portal', () => {
  const look = async () => ask('/v1/me', `Bearer ${await tokenOf('member')}`);

  it('lets a member in, under the reference by which the person is known now', async () => {
    persons.set(MEMBER, { ref: OTHER, isClosed: false, erasedAt: null });
    const { status, body } = await look();
    expect([status, JSON.parse(body).member]).toEqual([200, OTHER]);
  });

  it('lets nobody in for the dead', async () => {
    persons.set(MEMBER, { ref: MEMBER, isClosed: true, erasedAt: null });
    expect(await look()).toMatchObject({ status: 403, code: 'portal-closed' });
  });

  it('leaves a member whom nobody knows to the route', async () => {
    const { status, body } = await look();
    expect([status, JSON.parse(body).member]).toEqual([200, MEMBER]);
  });
});

describe('the guard', () => {
  it('lets everybody in where a route is open, even with a bad token', async () => {
    expect(await ask('/v1/open')).toMatchObject({ status: 200, body: 'open' });
    expect(await ask('/v1/open', 'Bearer nonsense')).toMatchObject({ status: 200 });
    expect(await ask('/health/live')).toMatchObject({ status: 200 });
  });

  it('hands a permitted caller to the controller', async () => {
    const { status, body } = await ask('/v1/records', `Bearer ${await tokenOf('officer')}`);
    expect([status, JSON.parse(body)]).toEqual([
      200,
      { role: 'officer', subject: 'staff-1', association: 'mihon-seizo', member: null, issuedAt: expect.any(Number) },
    ]);
  });

  it('refuses a token that was ended, also on a route that it may not ask', async () => {
    ended.add('gone');
    for (const url of ['/v1/records', '/v1/me', '/v1/forgotten']) {
      const { headers, ...answer } = await ask(url, `Bearer ${await tokenOf('officer', 'gone')}`);
      expect(answer).toMatchObject({ status: 401, code: 'token-ended' });
      expect(headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    }
  });

  it('takes the scheme in any case', async () => {
    expect(await ask('/v1/records', `bearer ${await tokenOf('auditor')}`)).toMatchObject({ status: 200 });
  });

  it.each(['integrator', 'member', 'operator'] as const)('refuses a role that is not permitted: %s', async (role) => {
    expect(await ask('/v1/records', `Bearer ${await tokenOf(role)}`)).toMatchObject({
      status: 403,
      code: 'not-permitted',
    });
  });

  it('refuses a token whose scopes hold something else, and says what is missing', async () => {
    const token = await tokenOf('officer', 'staff-1', { scope: 'openid transfers:read' });
    const { headers, body, ...answer } = await ask('/v1/records', `Bearer ${token}`);
    expect(answer).toMatchObject({ status: 403, code: 'scope-missing' });
    expect(JSON.parse(body)).toMatchObject({ scope: 'records:read', role: 'officer' });
    expect(headers['www-authenticate']).toBe('Bearer error="insufficient_scope", scope="records:read"');
    expect(body).not.toContain('challenge');
    const right = await tokenOf('officer', 'staff-1', { scope: 'records:read' });
    expect(await ask('/v1/records', `Bearer ${right}`)).toMatchObject({ status: 200 });
  });

  it('asks of an integrator for its scopes and its arrangements', async () => {
    const code = async (claims: object) =>
      (await ask('/v1/catalogue', `Bearer ${await tokenOf('integrator', 'x', claims)}`)).code;
    const scope = 'catalogue:read';
    expect(await code({ arrangements: ['B01'] })).toBe('scope-missing');
    expect(await code({ scope })).toBe('arrangements-missing');
    expect(await code({ scope, arrangements: [] })).toBe('arrangements-missing');
    expect(await code({ scope, arrangements: ['B01'] })).toBeUndefined();
  });

  it('refuses everybody where a route names no permission', async () => {
    for (const role of ['integrator', 'officer', 'member', 'auditor', 'operator'] as const) {
      expect(await ask('/v1/forgotten', `Bearer ${await tokenOf(role)}`)).toMatchObject({ status: 403 });
    }
  });

  it('answers a missing token with 401 and how to sign in', async () => {
    const { headers, ...answer } = await ask('/v1/records');
    expect(answer).toMatchObject({ status: 401, code: 'token-missing' });
    expect(headers['www-authenticate']).toBe('Bearer');
  });

  it('never takes a token from the address, the cookie or another scheme', async () => {
    const token = await tokenOf('officer');
    for (const name of ['access_token', 'token', 'authorization']) {
      expect(await ask(`/v1/records?${name}=${token}`)).toMatchObject({ status: 401, code: 'token-missing' });
    }
    expect(await ask('/v1/records', `Basic ${token}`)).toMatchObject({ status: 401, code: 'token-missing' });
    const cookie = await app.inject({ url: '/v1/records', headers: { cookie: `access_token=${token}` } });
    expect(cookie.statusCode).toBe(401);
  });

  it('says no more of a bad token than that it is bad', async () => {
    const { status, code, body, headers } = await ask('/v1/records', 'Bearer a.b.c');
    expect([status, code]).toEqual([401, 'token-refused']);
    expect(headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    expect(Object.keys(JSON.parse(body)).sort()).toEqual(['code', 'instance', 'status', 'title', 'type']);
  });

  it('refuses more than one token in the header', async () => {
    const token = await tokenOf('officer');
    expect(await ask('/v1/records', `Bearer ${token} ${token}`)).toMatchObject({ status: 401 });
  });

  it('asks to try again when the keys of the issuer cannot be read for a token that it does not know', async () => {
    isIssuerUp = false;
    const { headers, ...answer } = await ask('/v1/records', `Bearer ${await tokenOf('officer', 'staff-2')}`);
    expect(answer).toMatchObject({ status: 503, code: 'issuer-unavailable' });
    expect(headers['retry-after']).toBe('1');
  });
});

describe('what comes too often', () => {
  const from = (remoteAddress: string, authorization?: string, url = '/v1/member') =>
    app.inject({ url, remoteAddress, headers: authorization === undefined ? {} : { authorization } });

  it('is refused to an account, from wherever and with whatever token it comes', async () => {
    const [reader, colleague] = await Promise.all(
      ['reader', 'colleague'].map(async (subject) => `Bearer ${await tokenOf('officer', subject)}`),
    );
    const again = `Bearer ${await tokenOf('officer', 'reader')}`;
    expect((await from('192.0.2.1', reader)).statusCode).toBe(200);
    const last = await from('192.0.2.2', reader);
    expect([last.statusCode, last.headers['ratelimit']]).toEqual([200, '"member-reads";r=0;t=3600']);
    const refused = await from('192.0.2.3', again);
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '1800']);
    expect(Object.keys(refused.json()).sort()).toEqual([
      'code',
      'instance',
      'retryAfterSeconds',
      'status',
      'title',
      'type',
    ]);
    expect((await from('192.0.2.3', colleague)).statusCode).toBe(200);
  });

  it('is refused to the address that sends bad tokens, and not to the good ones behind it', async () => {
    const bad = async (address = '198.51.100.7') => (await from(address, 'Bearer nonsense', '/v1/records')).statusCode;
    expect([await bad(), await bad(), await bad(), await bad()]).toEqual([401, 401, 429, 429]);
    expect(await bad('198.51.100.8')).toBe(401);
    const good = await from('198.51.100.7', `Bearer ${await tokenOf('officer')}`, '/v1/records');
    expect(good.statusCode).toBe(200);
  });

  it('is refused to an address where no token is asked for, save how the service is', async () => {
    const open = async (url: string) => (await from('203.0.113.9', undefined, url)).statusCode;
    expect([await open('/v1/open'), await open('/v1/open'), await open('/v1/open')]).toEqual([200, 200, 429]);
    for (let probe = 0; probe < 5; probe += 1) expect(await open('/health/live')).toBe(200);
  });

  it('does not believe who says to come from another address', async () => {
    const headers = { 'x-forwarded-for': '10.0.0.1', forwarded: 'for=10.0.0.1', 'x-real-ip': '10.0.0.1' };
    const open = async () => (await app.inject({ url: '/v1/open', remoteAddress: '203.0.113.10', headers })).statusCode;
    expect([await open(), await open(), await open()]).toEqual([200, 200, 429]);
  });
});
