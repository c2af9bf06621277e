import { fork, spawn, type ChildProcess } from 'node:child_process';

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly env?: Record<string, string>;
  readonly input?: string;
}

/** Runs the command as a person does and waits for its end. */
export function runCli(args: readonly string[], options: Surroundings = {}): Promise<CliRun> {
  const child = spawn(process.execPath, ['deploy/bin/kiroku.mjs', ...args], {
    env: { ...process.env, ...options.env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  child.stdin.end(options.input ?? '');
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, ...output })));
}

/**
 * Runs commands in one process that has loaded the product, one after the other: most of the time of a command goes into
 * that. A command that does not end by itself, or that asks what its process is, is for `runCli`; so is the first of each.
 */
export class Commands {
  readonly #child: ChildProcess;
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    const file = new URL('./command-process.mjs', import.meta.url);
    this.#child = fork(file, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  }

  run(words: readonly string[], { env, input = '' }: Surroundings = {}): Promise<CliRun> {
    const answer = this.#last.then(() => this.#ask({ words, env: { ...process.env, ...env }, input }));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  end(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  #ask(message: object): Promise<CliRun> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error('The process of the commands ended.'));
      this.#child.once('exit', ended);
      this.#child.once('message', (run) => {
        this.#child.off('exit', ended);
        resolve(run as CliRun);
      });
      this.#child.send(message, (error) => error && reject(error));
    });
  }
}
