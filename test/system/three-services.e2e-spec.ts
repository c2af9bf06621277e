import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Role } from '#access';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';
import { giveMandate } from '../harness/auditing.js';
import { feed } from '../harness/feeds.js';
import { startIssuer, type OutsideIssuer } from '../harness/outside-issuer.js';
import { runCli } from '../harness/run-cli.js';
import { registerSample, sampleFile } from '../harness/sample-association.js';
import { ServiceProcess, SERVICES, type ServiceName } from '../harness/service-process.js';

// The services as a distributed installation runs them: each in a process of its own, tokens of an outside issuer.
const sample = sampleFile('mihon-sekkei');
const m18 = feed('M18');
const ASSOCIATION = sample.association.id;

let database: TestDatabase;
let secrets: string;
let issuer: OutsideIssuer;
const running = new Map<ServiceName, ServiceProcess>();

beforeAll(async () => {
  database = await createTestDatabase();
  secrets = await mkdtemp(join(tmpdir(), 'kiroku-services-'));
  issuer = await startIssuer(secrets);
  expect((await runCli(['migrate'], { env: { DATABASE_URL: database.url } })).code).toBe(0);
  const env = {
    KIROKU_KEY_DIRECTORY: join(secrets, 'keys'),
    KIROKU_LOG_LEVEL: 'warn',
    ...issuer.env,
  };
  for (const name of SERVICES)
    running.set(name, await ServiceProcess.prepare(name, { ...env, DATABASE_URL: database.urlOf(name) }));
  await Promise.all([...running.values()].map((service) => service.start()));
}, 120_000);

afterAll(async () => {
  const ends = await Promise.all([...running.values()].map((service) => service.stop()));
  issuer.close();
  await database.drop();
  await rm(secrets, { recursive: true, force: true });
  expect(ends).toEqual(SERVICES.map(() => 'SIGTERM'));
}, 60_000);

async function ask(
  service: ServiceName,
  path: string,
  role: Role,
  body?: object,
  subject?: string,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const member = role === 'member' ? m18.post.members[0]!.ref : null;
  const token = await issuer.token(role, role === 'operator' ? null : ASSOCIATION, member, subject);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
  const answer = await fetch(`${running.get(service)!.url}${path}`, init);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function create(path: string, role: Role, body: object): Promise<void> {
  const answer = await ask('ledger', path, role, body);
  expect({ path, status: answer.status, body: answer.status === 201 ? null : answer.body }).toEqual({
    path,
    status: 201,
    body: null,
  });
}

it('takes an association from its registration to a line in the view of a member, over HTTP alone', async () => {
  await registerSample(sample, create);
  await giveMandate((path, officer, body) => ask('ledger', path, 'officer', body, officer));
  const posted = await ask('ledger', '/v1/transfers', 'integrator', m18.post);
  expect(posted.status).toBe(201);
  const { id, position } = posted.body as { id: string; position: string };

  const own = await ask('disclosure', `/v1/me/transfers?atLeast=${position}`, 'member');
  expect(own.body['transfers']).toEqual([expect.objectContaining({ transfer: id, statutoryRecord: true })]);
  const registers = await Promise.all(
    (['ledger', 'disclosure'] as const).map((service) =>
      ask(service, `/v1/provision-records?atLeast=${position}`, 'auditor'),
    ),
  );
  for (const register of registers) expect(register.body['records']).toHaveLength(m18.post.members.length);
  const refused = await ask('disclosure', '/v1/transfers', 'integrator', m18.post);
  expect(refused.status).toBe(404);
}, 60_000);

it('goes on in every process while the key of the association is rotated, and without a restart', async () => {
  const ring = (what: string, body: object = {}) =>
    ask('ledger', `/v1/keys/${what}`, 'operator', { association: ASSOCIATION, ...body });
  const versions = async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      // The version stands behind the mark and the way of wrapping; what has none is of before.
      `SELECT DISTINCT encode(substring(wrapped FROM 3 FOR 4), 'hex') AS version FROM access.data_key
       WHERE association = $1 AND wrapped IS NOT NULL`,
      [ASSOCIATION],
    );
    await client.end();
    return rows.map(({ version }) => version).sort();
  };
  expect(await versions()).toEqual(['00000001']);
  // The projector and the outward service know one version of the key now.
  expect((await ask('disclosure', '/v1/me/transfers', 'member')).status).toBe(200);
  expect((await ring('rotations', { version: 2 })).status).toBe(200);
  const person = { number: 'after-the-rotation', name: '見本 更新' };
  const { ref } = (await ask('ledger', '/v1/members', 'officer', person)).body as { ref: string };
  const post = { ...m18.post, externalId: 'after-the-rotation', members: [{ ref }] };
  const { id, position } = (await ask('ledger', '/v1/transfers', 'integrator', post)).body as Record<string, string>;
  expect(await versions()).toEqual(['00000001', '00000002']);
  const seen = async () => {
    const path = `/v1/provision-records?limit=200&atLeast=${position}`;
    const { records } = (await ask('disclosure', path, 'officer')).body as { records: Seen[] };
    return records.find(({ transfer }) => transfer === id)!.person.name;
  };
  expect(await seen()).toBe(person.name);
  expect((await ring('rewrappings')).body).toMatchObject({ next: null });
  expect(await versions()).toEqual(['00000002']);
  expect(await seen()).toBe(person.name);
  const own = await ask('disclosure', '/v1/me/transfers', 'member');
  expect((own.body['transfers'] as { party: { name: string } }[])[0]!.party.name).toBeTruthy();
}, 60_000);

it('lets an operator sign out where every route of /v1/me is', async () => {
  const headers = {
    authorization: `Bearer ${await issuer.token('operator', null, null, 'an-operator-who-leaves')}`,
    'content-type': 'application/json',
  };
  const end = () => {
    const init = { method: 'POST', headers, body: JSON.stringify({ why: 'SIGNED_OUT' }) };
    return fetch(`${running.get('disclosure')!.url}/v1/me/tokens/ending`, init);
  };
  expect((await end()).status).toBe(204);
  expect((await end()).status).toBe(401);
}, 60_000);

interface Seen {
  readonly transfer: string;
  readonly person: { readonly name: string | null };
}
