import { randomBytes } from 'node:crypto';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DevelopmentIssuer, type Role } from '#access';
import { canPrepare, preparedOnce } from './prepared.js';

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Kiroku as a person starts it: the command in a process of its own, on a data directory of its own. */
export class RunningKiroku {
  private constructor(
    readonly dataDir: string,
    readonly url: string,
    private readonly wrapper: ChildProcess,
    private readonly exited: Promise<number | null>,
    readonly output: { text: string },
  ) {}

  /** On a data directory that is named as it is; else on one of its own, in which a first start loaded the samples. */
  static async start(options: { dataDir?: string; env?: Record<string, string> } = {}): Promise<RunningKiroku> {
    const dataDir = options.dataDir ?? newDataDir();
    const ownsData = !options.dataDir && !options.env?.['DATABASE_URL'];
    if (ownsData) await copyStarted(dataDir);
    return RunningKiroku.#start(dataDir, options.env);
  }

  static async #start(dataDir: string, more: Record<string, string> = {}): Promise<RunningKiroku> {
    const { DATABASE_URL: _ours, ...surroundings } = process.env;
    const env = { ...surroundings, PORT: '0', KIROKU_DATA_DIR: dataDir, ...more };
    const wrapper = spawn(process.execPath, ['deploy/bin/kiroku.mjs', 'serve'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { text: '' };
    const exited = new Promise<number | null>((resolve) => wrapper.once('exit', resolve));
    const url = await new Promise<string>((resolve, reject) => {
      const take = (chunk: Buffer) => {
        output.text += chunk.toString();
        const found = output.text.match(/answers at (http:\S+)/);
        if (found) resolve(found[1]!);
      };
      wrapper.stdout!.on('data', take);
      wrapper.stderr!.on('data', take);
      void exited.then((code) => reject(new Error(`Kiroku ended with ${code} before it answered:\n${output.text}`)));
    });
    return new RunningKiroku(dataDir, url, wrapper, exited, output);
  }

  async token(role: Role, association: string | null, member: string | null = null, subject?: string): Promise<string> {
    const issuer = await DevelopmentIssuer.open(join(this.dataDir, 'secrets', 'issuer.jwk.json'), false);
    return issuer!.issue({ role, association, member, ...(subject && { subject }) });
  }

  async get<Body = Record<string, unknown>>(
    path: string,
    token?: string,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    return this.#ask<Body>(path, { headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) } });
  }

  async post<Body = Record<string, unknown>>(path: string, token: string, body: unknown): Promise<Answer<Body>> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'accept-language': 'en' };
    return this.#ask<Body>(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** Ends it as a person does; the exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.wrapper.kill(signal);
    return this.exited;
  }

  /** kill -9 of the service itself, at once. PostgreSQL lives on, as it would. */
  async kill(): Promise<void> {
    process.kill(this.servicePid(), 'SIGKILL');
    await this.exited;
  }

  servicePid(): number {
    const { pid } = this.wrapper;
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
  }

  /** Process id of the postmaster, out of PostgreSQL's own file. */
  postmasterPid(): number {
    return Number(readFileSync(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  async #ask<Body>(path: string, init: RequestInit): Promise<Answer<Body>> {
    const response = await fetch(new URL(path, this.url), init);
    const text = await response.text();
    const isJson = /(?<!nd)json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body };
  }
}

/** A data directory in which a first start loaded the samples and was ended. */
function started(): Promise<string> {
  return preparedOnce('started', async (directory) => {
    const first = await RunningKiroku.start({ dataDir: join(directory, 'data') });
    const code = await first.stop('SIGINT');
    if (code !== 0) throw new Error(`The first start ended with ${code}:\n${first.output.text}`);
    writeFileSync(join(directory, 'output'), first.output.text);
  });
}

/** What a first start says on a terminal. */
export async function firstOutput(): Promise<string> {
  if (canPrepare()) return readFileSync(join(await started(), 'output'), 'utf8');
  const dataDir = newDataDir();
  const first = await RunningKiroku.start({ dataDir });
  await first.stop('SIGINT');
  await removeDataDir(dataDir);
  return first.output.text;
}

/** Makes it one in which a first start loaded the samples; where none can be copied the next start loads them. */
export async function copyStarted(dataDir: string): Promise<void> {
  if (!canPrepare()) return;
  const from = await started();
  // Owners and modes come along: PostgreSQL opens no others.
  for (const part of ['', '-checkpoints']) execFileSync('cp', ['-a', join(from, `data${part}`), `${dataDir}${part}`]);
}

/** A name under the temporary folder, which the database's user can enter; Kiroku makes the directory. */
export function newDataDir(): string {
  return join(tmpdir(), `kiroku-test-${randomBytes(6).toString('hex')}`);
}

export async function removeDataDir(dataDir: string): Promise<void> {
  for (const path of [dataDir, `${dataDir}-checkpoints`]) await rm(path, { recursive: true, force: true });
}
