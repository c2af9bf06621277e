import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Role } from '#access';
import { migrateDatabase } from '../../apps/cli/commands/migrate-database.js';
import { KillableDatabase } from '../harness/killable-database.js';
import { startIssuer, type OutsideIssuer } from '../harness/outside-issuer.js';
import { registerSample, sampleFile } from '../harness/sample-association.js';
import { ServiceProcess, SERVICES, type ServiceName } from '../harness/service-process.js';
import type { Probed } from './clear-problem.js';
import type { WriterPlace } from './writer.js';

/** Two logs, so that batches span them. */
export const ASSOCIATIONS = ['mihon-seizo', 'mihon-seizo-two'] as const;
const MEMBERS_MORE = 14;
/** Longer than a service takes to find that its database does not answer. */
const PROBE_MILLISECONDS_MAX = 30_000;

/** A database and the three services, each a process of its own, with two associations to write for. */
export class CrashStage {
  readonly #services = new Map<ServiceName, ServiceProcess>();

  private constructor(
    readonly database: KillableDatabase,
    readonly issuer: OutsideIssuer,
    readonly keyDirectory: string,
  ) {}

  /** In a temporary folder, or in one of the caller's. */
  static async start(folder?: string): Promise<CrashStage> {
    const database = await KillableDatabase.create(folder);
    const issuer = await startIssuer(database.directory);
    const stage = new CrashStage(database, issuer, join(database.directory, 'keys'));
    try {
      await stage.#startServices();
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  service(name: ServiceName): ServiceProcess {
    return this.#services.get(name)!;
  }

  /** Registers both associations; where to write for each. */
  async places(): Promise<WriterPlace[]> {
    return Promise.all(ASSOCIATIONS.map((association) => this.#register(association)));
  }

  async ask(
    service: ServiceName,
    path: string,
    who: { role: Role; association: string },
    body?: object,
  ): Promise<{ status: number; text: string }> {
    const token = await this.issuer.token(who.role, who.role === 'operator' ? null : who.association);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
    const answer = await fetch(this.service(service).url + path, init);
    return { status: answer.status, text: await answer.text() };
  }

  /** Posts as writers do and tells all of the answer, or of there being none. */
  async probe(service: ServiceName, path: string, token: string, body?: object): Promise<Probed> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
    const signal = AbortSignal.timeout(PROBE_MILLISECONDS_MAX);
    return fetch(this.service(service).url + path, { ...init, signal }).then(
      async (answer) => ({
        status: answer.status,
        retryAfter: answer.headers.get('retry-after'),
        type: answer.headers.get('content-type') ?? '',
        text: await answer.text(),
      }),
      (error: Error) => ({ status: 0, retryAfter: null, type: '', text: error.message }),
    );
  }

  async stopServices(): Promise<void> {
    await Promise.all([...this.#services.values()].map((service) => service.stop()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#services.values()].map((service) => service.kill()));
    this.issuer.close();
    await this.database.remove();
  }

  async #startServices(): Promise<void> {
    await migrateDatabase(this.database.url);
    const env = {
      KIROKU_KEY_DIRECTORY: this.keyDirectory,
      KIROKU_LOG_LEVEL: 'error',
      ...this.issuer.env,
    };
    for (const name of SERVICES) {
      const own = { ...env, DATABASE_URL: this.database.urlOf(name) };
      this.#services.set(name, await ServiceProcess.prepare(name, own));
    }
    await Promise.all([...this.#services.values()].map((service) => service.start()));
  }

  async #register(association: string): Promise<WriterPlace> {
    const sample = sampleFile('mihon-seizo');
    const create = async (path: string, role: Role, body: object) => {
      const { status, text } = await this.ask('ledger', path, { role, association }, body);
      if (status !== 201) throw new Error(`Preparing ${association}: ${path} was answered with ${status}: ${text}`);
    };
    await registerSample({ ...sample, association: { ...sample.association, id: association } }, create);
    const more = Array.from({ length: MEMBERS_MORE }, () => randomUUID());
    for (const [index, ref] of more.entries()) {
      await create('/v1/members', 'officer', {
        ref,
        symbol: 'mihon',
        number: `${index + 1}`,
        name: `見本 ${index + 1}`,
      });
    }
    const token = await this.issuer.token('integrator', association);
    const members = [...sample.members.map(({ ref }) => ref), ...more];
    return { url: this.service('ledger').url, association, token, members };
  }
}
