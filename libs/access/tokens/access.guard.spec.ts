import { Controller, Get, Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createHttpApp, DatabaseModule, JsonLogger, Open, PlatformModule, registerProblems } from '#platform';
import { Persons, type PersonState } from '../directory/persons.js';
import { accessProblems } from '../domain/access-problems.js';
import type { Caller } from '../domain/caller.js';
import type { Role } from '../domain/permissions.js';
import { AccessGuard } from './access.guard.js';
import { CurrentCaller, Permit } from './permit.js';
import { TokenVerifier } from './token-verifier.js';

registerProblems(accessProblems);
const ISSUER = 'https://issuer.example';
const { privateKey, publicKey } = await generateKeyPair('EdDSA');
const local = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1' }] });
let isIssuerUp = true;
const [MEMBER, OTHER] = ['0b9c2f6e-3f39-4f5e-9d51-0f6d1c9d7a10', '7a1d4c4e-59b2-4a0e-8c36-6f9ad2a51b21'];
const persons = new Map<string, PersonState>();

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
      { provide: APP_GUARD, useClass: AccessGuard },
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

const tokenOf = (role: Role, subject = 'staff-1') =>
  new SignJWT({ role, association: 'mihon-seizo', member: MEMBER })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k1' })
    .setIssuer(ISSUER)
    .setAudience('kiroku')
    .setSubject(subject)
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
    persons.set(MEMBER, { ref: OTHER, isClosed: false });
    const { status, body } = await look();
    expect([status, JSON.parse(body).member]).toEqual([200, OTHER]);
  });

  it('lets nobody in for the dead', async () => {
    persons.set(MEMBER, { ref: MEMBER, isClosed: true });
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
      { role: 'officer', subject: 'staff-1', association: 'mihon-seizo', member: null },
    ]);
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
    const { status, code, body } = await ask('/v1/records', 'Bearer a.b.c');
    expect([status, code]).toEqual([401, 'token-refused']);
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
