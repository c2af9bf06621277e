import { KirokuInProcess } from '../harness/kiroku-in-process.js';

interface Operation {
  operationId: string;
  security?: object[];
}
interface Contract {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

let kiroku: KirokuInProcess;
let contract: Contract;
beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  contract = (await kiroku.get<Contract>('/openapi.json')).body;
}, 60_000);
afterAll(() => kiroku.stop());

const OPEN = ['/health/live', '/health/ready', '/issuer/jwks.json', '/issuer/.well-known/oauth-authorization-server'];

/** Open as well, of an association that is there. */
const PUBLICATION = '/v1/publications/{association}';

/** Takes a file; what is no file is refused by its type before anybody is asked who they are. */
const FILES = ['/v1/transfers/imports', '/v1/registers/imports'];
const NDJSON = { 'content-type': 'application/x-ndjson' };

function routes(): { method: string; path: string }[] {
  return Object.entries(contract.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => ({ method: method.toUpperCase(), path })),
  );
}

function concrete(path: string): string {
  return path.replace(/\{[^}]+\}/g, '6e0f9b1c-7a52-4b7e-9a3c-2f8c7f0d9b11');
}

async function ask(method: string, path: string, authorization?: string): Promise<{ status: number; code?: string }> {
  const { statusCode, body } = await kiroku.app.inject({
    method: method as 'GET',
    url: concrete(path),
    headers: { ...(authorization ? { authorization } : {}), ...(FILES.includes(path) ? NDJSON : {}) },
    ...(method === 'POST' ? { payload: FILES.includes(path) ? '' : {} } : {}),
  });
  return { ...(JSON.parse(body) as { code?: string }), status: statusCode };
}

describe('a route', () => {
  it('is open only for health, docs, openapi, the issuer and what is published', async () => {
    const all = routes();
    expect(all.length).toBeGreaterThan(12);
    for (const { method, path } of all) {
      const { status } = await ask(method, path);
      expect([path, status]).toEqual([path, path === PUBLICATION ? 404 : OPEN.includes(path) ? 200 : 401]);
    }
    for (const path of [
      '/docs',
      '/docs/problems',
      '/docs/start.js',
      '/docs/swagger-ui-bundle.js',
      '/docs/swagger-ui.css',
    ]) {
      expect([path, (await kiroku.get(path)).status]).toEqual([path, 200]);
    }
  });

  it('takes no token that is not ours', async () => {
    const good = await kiroku.token('officer', 'mihon-seizo');
    const [head, body, signature] = good.split('.') as [string, string, string];
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    const otherClaims = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), association: 'mihon-unyu' }),
    ).toString('base64url');
    const bad = [
      unsigned,
      `${head}.${otherClaims}.${signature}`,
      `${head}.${body}.${signature.slice(2)}AA`,
      'nonsense',
      '',
    ];
    for (const token of bad) expect((await ask('GET', '/v1/provision-records', `Bearer ${token}`)).status).toBe(401);
    expect((await kiroku.get(`/v1/provision-records?access_token=${good}`)).status).toBe(401);
    expect((await ask('GET', '/v1/provision-records', `Bearer ${good}`)).status).toBe(200);
  });
});

describe('the contract and its pages', () => {
  it('is OpenAPI 3.1 with a unique operation id for every route', () => {
    const ids = Object.values(contract.paths).flatMap((operations) =>
      Object.values(operations).map((operation) => operation.operationId),
    );
    expect(contract.openapi).toBe('3.1.0');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('loads nothing from another host', async () => {
    for (const path of ['/docs', '/docs/problems', '/docs/start.js']) {
      const { body, headers } = await kiroku.get<string>(path);
      expect(body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
      expect(body).not.toMatch(/https?:\/\//);
      expect(String(headers['content-security-policy'])).toContain("script-src 'self'");
    }
  });

  it('explains every problem type in both languages', async () => {
    const { body } = await kiroku.get<string>('/docs/problems');
    for (const code of ['transfer-differs', 'member-unknown', 'token-missing', 'invalid-request', 'not-yet-visible']) {
      expect(body).toContain(`id="${code}"`);
    }
    const english = await kiroku.get<{ title: string }>('/v1/provision-records', undefined, {
      'accept-language': 'en-US,en;q=0.9',
    });
    const japanese = await kiroku.get<{ title: string }>('/v1/provision-records');
    expect([english.body.title, japanese.body.title]).toEqual([
      'A bearer token is missing',
      'アクセストークンがありません',
    ]);
  });
});
