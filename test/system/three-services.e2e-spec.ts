import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { DEVELOPMENT_ISSUER, DevelopmentIssuer, type Role } from '#access';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';
import { feed } from '../harness/feeds.js';
import { runCli } from '../harness/run-cli.js';

// The services as a distributed installation runs them: each in a process of its own, tokens of an outside issuer.
const SERVICES = ['ledger', 'disclosure', 'projector'] as const;
type Service = (typeof SERVICES)[number];

interface SampleFile {
  readonly association: { readonly id: string; readonly insurerNumber: string };
  readonly parties: object[];
  readonly members: { readonly ref: string; readonly household: string }[];
  readonly arrangements: { id: string; title: object; versions: ({ controlTotals: unknown } & object)[] }[];
  readonly standing: ({ readonly member: string } & object)[];
}

const sample = JSON.parse(readFileSync('deploy/samples/mihon-sekkei.json', 'utf8')) as SampleFile;
const m18 = feed('M18');
const ASSOCIATION = sample.association.id;

let database: TestDatabase;
let secrets: string;
let issuer: DevelopmentIssuer;
let jwks: Server;
const running = new Map<Service, { process: ChildProcess; url: string }>();

beforeAll(async () => {
  database = await createTestDatabase();
  secrets = await mkdtemp(join(tmpdir(), 'kiroku-services-'));
  issuer = (await DevelopmentIssuer.open(join(secrets, 'issuer.json'), true))!;
  jwks = createServer((_request, response) => response.end(JSON.stringify(issuer.publicKeys())));
  await new Promise<void>((resolve) => jwks.listen(0, '127.0.0.1', resolve));
  expect((await runCli(['migrate'], { env: { DATABASE_URL: database.url } })).code).toBe(0);
  await Promise.all(SERVICES.map(start));
}, 60_000);

afterAll(async () => {
  const codes = await Promise.all(SERVICES.map(stop));
  jwks.close();
  await database.drop();
  await rm(secrets, { recursive: true, force: true });
  expect(codes).toEqual(SERVICES.map(() => 'SIGTERM'));
}, 60_000);

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function start(service: Service): Promise<void> {
  const port = await freePort();
  const env = {
    ...process.env,
    PORT: String(port),
    DATABASE_URL: database.url,
    KIROKU_KEY_DIRECTORY: join(secrets, 'keys'),
    KIROKU_ISSUER: DEVELOPMENT_ISSUER,
    KIROKU_JWKS_URL: `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/jwks.json`,
    KIROKU_LOG_LEVEL: 'warn',
  };
  const child = spawn(process.execPath, [`dist/apps/${service}/main.js`], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  running.set(service, { process: child, url });
  const deadline = Date.now() + 30_000;
  while (
    !(await fetch(`${url}/health/ready`)
      .then((answer) => answer.ok)
      .catch(() => false))
  ) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error(`${service} did not become ready.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function stop(service: Service): Promise<string | null> {
  const { process: child } = running.get(service)!;
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? String(code)));
    child.kill('SIGTERM');
  });
}

async function ask(
  service: Service,
  path: string,
  role: Role,
  body?: object,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const member = role === 'member' ? m18.post.members[0]!.ref : null;
  const token = await issuer.issue({ role, association: role === 'operator' ? null : ASSOCIATION, member });
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
  await create('/v1/associations', 'operator', sample.association);
  for (const party of sample.parties) await create('/v1/parties', 'officer', party);
  const { insurerNumber } = sample.association;
  for (const member of sample.members) await create('/v1/members', 'officer', { insurerNumber, ...member });
  for (const { id, title, versions } of sample.arrangements) {
    for (const [index, { controlTotals: _none, ...terms }] of versions.entries()) {
      await create(`/v1/arrangements/${id}/versions`, 'officer', { version: index + 1, title, terms });
    }
  }
  for (const [index, { member, ...declaration }] of sample.standing.entries()) {
    const id = `0d9a3f44-7c1c-4c59-9a39-${String(index).padStart(12, '0')}`;
    await create(`/v1/members/${member}/standing`, 'officer', { id, ...declaration });
  }
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
