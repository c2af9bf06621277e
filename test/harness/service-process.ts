import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export const SERVICES = ['ledger', 'disclosure', 'projector'] as const;
export type ServiceName = (typeof SERVICES)[number];

const READY_MILLISECONDS_MAX = 120_000;
const OUTPUT_KEPT = 4_000;

/** One service as a distributed installation runs it, in a process that can be killed and started again. */
export class ServiceProcess {
  #child: ChildProcess | null = null;
  #exited: Promise<string> = Promise.resolve('');
  #output = '';

  private constructor(
    readonly name: ServiceName,
    readonly url: string,
    private readonly env: Record<string, string>,
  ) {}

  /** Chooses where it will answer, at every start the same place. */
  static async prepare(name: ServiceName, env: Record<string, string>): Promise<ServiceProcess> {
    const port = await freePort();
    return new ServiceProcess(name, `http://127.0.0.1:${port}`, { PORT: String(port), ...env });
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts it, and resolves once it is ready. */
  async start(): Promise<void> {
    const { DATABASE_URL: _ours, ...surroundings } = process.env;
    const child = spawn(process.execPath, [`dist/apps/${this.name}/main.js`], {
      env: { ...surroundings, ...this.env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    this.#output = '';
    child.stderr.on('data', (chunk: Buffer) => (this.#output = (this.#output + chunk.toString()).slice(-OUTPUT_KEPT)));
    this.#exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? String(code))));
    const deadline = Date.now() + READY_MILLISECONDS_MAX;
    while (!(await this.isReady())) {
      const isGone = child.exitCode !== null || child.signalCode !== null;
      if (isGone || Date.now() > deadline) throw new Error(`${this.name} did not become ready.\n${this.#output}`);
      await sleep(50);
    }
  }

  async isReady(): Promise<boolean> {
    return fetch(`${this.url}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
  }

  /** kill -9. */
  kill(): Promise<string> {
    return this.stop('SIGKILL');
  }

  /** The signal by which it ended, or its exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<string> {
    this.#child?.kill(signal);
    return this.#exited;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
