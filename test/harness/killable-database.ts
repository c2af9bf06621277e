import { chmodSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from '#platform';
import { prepareBinaries } from '../../libs/platform/embedded-database/binaries.js';
import { chooseDatabaseUser } from '../../libs/platform/embedded-database/database-user.js';
import { startEmbeddedDatabase } from '../../libs/platform/embedded-database/index.js';
import {
  clearLeftovers,
  findOwnPostmaster,
  startPostmaster,
  stopPostmaster,
  type PostmasterPlace,
} from '../../libs/platform/embedded-database/postmaster.js';
import { MadeCluster } from './made-cluster.js';

/** A durable PostgreSQL of its own that nobody starts again when it is killed, save whoever killed it. */
export class KillableDatabase {
  private constructor(
    readonly url: string,
    /** As a service. */
    readonly urlOf: (service: Service) => string,
    /** The temporary folder; the services' secrets may lie in it as well. */
    readonly directory: string,
    private readonly place: PostmasterPlace,
    private readonly ownsDirectory: boolean,
  ) {}

  /** In a temporary folder, or in one of the caller's, who then removes it. */
  static async create(folder?: string): Promise<KillableDatabase> {
    const directory = folder ?? (await mkdtemp(join(tmpdir(), 'kiroku-crash-')));
    chmodSync(directory, 0o711); // PostgreSQL's user must be able to pass through.
    const dataDir = join(directory, 'data');
    const log = () => {};
    // Started as the product starts it; then taken over, without the watch that would start it again.
    const cluster = await MadeCluster.make();
    cluster.copyTo(dataDir);
    cluster.remove();
    const made = await startEmbeddedDatabase({ dataDir, log });
    await made.stop();
    const clusterDir = join(made.dataDir, 'postgres');
    const user = chooseDatabaseUser(clusterDir);
    const place = { clusterDir, binaries: prepareBinaries(user, log), user, durable: true, log };
    const database = new KillableDatabase(made.url, made.urlOf, directory, place, folder === undefined);
    await database.start();
    return database;
  }

  async start(): Promise<void> {
    await clearLeftovers(this.place);
    await startPostmaster(this.place, Number(new URL(this.url).port));
  }

  /** Starts it where it has ended by itself. */
  async startAgain(): Promise<void> {
    if (findOwnPostmaster(this.place.clusterDir) === undefined) await this.start();
  }

  /** kill -9 of the postmaster; its children end as soon as they notice. */
  async kill(): Promise<void> {
    process.kill(findOwnPostmaster(this.place.clusterDir)!, 'SIGKILL');
    while (findOwnPostmaster(this.place.clusterDir) !== undefined) await sleep(10);
  }

  /** Stops it as an operator does; it can be started again. */
  stop(): Promise<void> {
    return stopPostmaster(this.place);
  }

  async remove(): Promise<void> {
    await clearLeftovers(this.place);
    if (this.ownsDirectory) await rm(this.directory, { recursive: true, force: true });
  }
}
