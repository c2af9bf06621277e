import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CommandBus } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { RegisterMember, DevelopmentIssuer, type Role, type TokenWish } from '#access';
import { createHttpApp, createPool, JsonLogger } from '#platform';
import { migrateDatabase } from '../../apps/cli/commands/migrate-database.js';
import { loadSamples } from '../../apps/cli/serve/load-samples.js';
import { ServeModule } from '../../apps/cli/serve/serve.module.js';
import { beginAudit } from './auditing.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { canPrepare, preparedOnce } from './prepared.js';

export interface Injected<Body> {
  readonly status: number;
  readonly headers: Record<string, string | string[] | number | undefined>;
  readonly body: Body;
}

/** All services in the process of the test, on a database of its own, with the samples loaded. */
export class KirokuInProcess {
  /** Reasons of the auditor, by association; and those of the tokens that were given to it. */
  readonly #auditing = new Map<string, Promise<string>>();
  readonly #reasonOf = new Map<string, string>();

  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    /** Sees and changes everything, as no service does. */
    readonly owner: Pool,
    private readonly issuer: DevelopmentIssuer,
    private readonly secrets: string,
    /** Every route that the server answers: method and address, parameters in braces. */
    readonly routes: readonly string[],
  ) {}

  /** Logs are signed where a suite asks for it: to all others their logs are what they wrote. */
  static async start({ keepsCheckpoints = false } = {}): Promise<KirokuInProcess> {
    const secrets = await mkdtemp(join(tmpdir(), 'kiroku-secrets-'));
    if (!canPrepare()) return KirokuInProcess.#startAnew(secrets, keepsCheckpoints);
    const samples = await preparedOnce('samples', async (directory) => {
      const first = await KirokuInProcess.#startAnew(join(directory, 'secrets'));
      await first.app.close();
      await writeFile(join(directory, 'database'), new URL(first.database.url).pathname.slice(1));
    });
    await cp(join(samples, 'secrets'), secrets, { recursive: true });
    const template = await readFile(join(samples, 'database'), 'utf8');
    return KirokuInProcess.#startOn(await createTestDatabase(template), secrets, keepsCheckpoints);
  }

  static async #startAnew(secrets: string, keepsCheckpoints = false): Promise<KirokuInProcess> {
    const database = await createTestDatabase();
    await migrateDatabase(database.url);
    const kiroku = await KirokuInProcess.#startOn(database, secrets, keepsCheckpoints);
    await loadSamples(kiroku.app);
    return kiroku;
  }

  static async #startOn(database: TestDatabase, secrets: string, keepsCheckpoints: boolean): Promise<KirokuInProcess> {
    const issuer = (await DevelopmentIssuer.open(join(secrets, 'issuer.json'), true))!;
    const options = {
      databaseUrl: database.urlOf('ledger'),
      projectorUrl: database.urlOf('projector'),
      tokens: issuer.tokenOptions(),
      developmentIssuer: issuer,
      keyDirectory: join(secrets, 'keys'),
      checkpointDirectory: join(secrets, 'checkpoints'),
      keepsCheckpoints,
    };
    const app = await createHttpApp(ServeModule.forRoot(options), new JsonLogger('silent'));
    const routes: string[] = [];
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onRoute', ({ method, url }) => {
        for (const one of [method].flat()) routes.push(`${one} ${url.replace(/:(\w+)/g, '{$1}')}`);
      });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return new KirokuInProcess(app, database, createPool(database.url), issuer, secrets, routes);
  }

  /**
   * A token of the one account of a role. The auditor has a mandate of any association that is registered, and gives a
   * reason with every request, so that nobody is masked: whoever is to audit otherwise comes with `tokenOf`.
   */
  async token(role: Role, association: string | null, member: string | null = null): Promise<string> {
    const token = await this.issuer.issue({ role, association, member });
    if (role === 'auditor' && association !== null) this.#reasonOf.set(token, await this.#audit(association));
    return token;
  }

  /** A token as nobody else needs it: with some scopes, held to some arrangements. */
  tokenFor(wish: Omit<TokenWish, 'member'> & { readonly member?: string | null }): Promise<string> {
    return this.issuer.issue({ member: null, ...wish });
  }

  /** Where the issuer keeps its key, for tokens that it would not issue. */
  get issuerKeyFile(): string {
    return join(this.secrets, 'issuer.json');
  }

  /** Where the keys of associations are, and below it where checkpoints are kept: for commands of their own process. */
  get directories(): { readonly keys: string; readonly checkpoints: string } {
    return { keys: join(this.secrets, 'keys'), checkpoints: join(this.secrets, 'checkpoints') };
  }

  /** A token of somebody else of the same role. */
  tokenOf(subject: string, role: Role, association: string): Promise<string> {
    return this.issuer.issue({ role, association, member: null, subject });
  }

  async get<Body = Record<string, unknown>>(
    url: string,
    token?: string,
    headers: Record<string, string> = {},
  ): Promise<Injected<Body>> {
    return this.#inject<Body>({
      method: 'GET',
      url,
      headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    });
  }

  async post<Body = Record<string, unknown>>(url: string, token: string, payload: object): Promise<Injected<Body>> {
    return this.#inject<Body>({
      method: 'POST',
      url,
      payload,
      headers: { authorization: `Bearer ${token}`, 'accept-language': 'en' },
    });
  }

  /** Sends bytes as they are; NDJSON where the headers say nothing else. */
  async upload<Body = Record<string, unknown>>(
    url: string,
    token: string,
    payload: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<Injected<Body>> {
    const type = { 'content-type': 'application/x-ndjson', 'accept-language': 'en' };
    const all = { ...type, authorization: `Bearer ${token}`, ...headers };
    return this.#inject<Body>({ method: 'POST', url, payload, headers: all });
  }

  /** Changes what was read with an ETag. */
  async patch<Body = Record<string, unknown>>(
    url: string,
    token: string,
    etag: string | null,
    payload: object,
  ): Promise<Injected<Body>> {
    const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en', ...(etag && { 'if-match': etag }) };
    return this.#inject<Body>({ method: 'PATCH', url, payload, headers });
  }

  async put<Body = Record<string, unknown>>(url: string, token: string, payload: object): Promise<Injected<Body>> {
    const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en' };
    return this.#inject<Body>({ method: 'PUT', url, payload, headers });
  }

  async delete<Body = Record<string, unknown>>(url: string, token: string): Promise<Injected<Body>> {
    return this.#inject<Body>({ method: 'DELETE', url, headers: { authorization: `Bearer ${token}` } });
  }

  /** Rows of a look into the database itself. */
  async rows(statement: string, values: readonly unknown[] = []): Promise<object[]> {
    return (await this.owner.query<object>(statement, [...values])).rows;
  }

  /** Registers members as the route does, without the way over HTTP; their references. */
  async registerMembers(association: string, count: number): Promise<string[]> {
    const commands = this.app.get(CommandBus);
    const caller = { role: 'officer', subject: 'test' } as const;
    const refs: string[] = [];
    const register = async (index: number) => {
      const entry = { insurerNumber: '06990014', symbol: 'many', number: String(index), branch: '00' };
      const rest = { name: `見本 ${index}`, kana: null, birthDate: null, sex: null, relation: null, household: null };
      return commands.execute(new RegisterMember(association, caller, null, { ...entry, ...rest }));
    };
    for (let from = 0; from < count; from += 100) {
      const some = Array.from({ length: Math.min(100, count - from) }, (_, index) => register(from + index));
      refs.push(...(await Promise.all(some)).map(({ ref }) => ref));
    }
    return refs;
  }

  #audit(association: string): Promise<string> {
    const known = this.#auditing.get(association) ?? beginAudit(association, this.app.get(CommandBus));
    this.#auditing.set(association, known);
    return known;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.owner.end();
    await this.database.drop();
    await rm(this.secrets, { recursive: true, force: true });
  }

  async #inject<Body>(request: {
    method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
    url: string;
    headers: Record<string, string>;
    payload?: object | string | Buffer;
  }): Promise<Injected<Body>> {
    const reason = this.#reasonOf.get(String(request.headers['authorization']).replace('Bearer ', ''));
    const asked = { ...request, headers: { ...(reason && { 'kiroku-reason': reason }), ...request.headers } };
    const { statusCode, headers, body } = await this.app.inject(asked);
    const isJson = /(?<!nd)json/.test(String(headers['content-type']));
    return { status: statusCode, headers, body: (isJson ? JSON.parse(body) : body) as Body };
  }
}
