import { spawn } from 'node:child_process';

/** Longer than a server takes that reads its log anew. */
const COMMAND_MILLISECONDS_MAX = 120_000;

type Command = 'KURRENTDB_KILL' | 'KURRENTDB_STOP' | 'KURRENTDB_START';

/**
 * The KurrentDB under test, where the environment names shell commands that take it away and bring it back:
 * `KURRENTDB_KILL` (as kill -9 does), `KURRENTDB_STOP` (as an operator does), `KURRENTDB_START`. Of a cluster they
 * take away one node, the leader if it is to be a test.
 */
export class KurrentDbServer {
  private constructor(
    private readonly commands: Readonly<Record<Command, string>>,
    /** Whether the others go on without the node that is gone. */
    readonly isCluster: boolean,
  ) {}

  /** Null where the environment does not give it into the hands of a test. */
  static of(env: NodeJS.ProcessEnv): KurrentDbServer | null {
    const { KURRENTDB_KILL, KURRENTDB_STOP, KURRENTDB_START, KURRENTDB_URL = '' } = env;
    if (!KURRENTDB_KILL || !KURRENTDB_STOP || !KURRENTDB_START) return null;
    const [hosts = ''] = KURRENTDB_URL.split('?');
    const isCluster = hosts.includes(',') || hosts.includes('+discover:');
    return new KurrentDbServer({ KURRENTDB_KILL, KURRENTDB_STOP, KURRENTDB_START }, isCluster);
  }

  run(name: Command): Promise<void> {
    // What is started outlives the command, so its output must not be waited for.
    const child = spawn('sh', ['-c', this.commands[name]], { stdio: 'ignore', timeout: COMMAND_MILLISECONDS_MAX });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) =>
        code === 0 ? resolve() : reject(new Error(`${name} ended with ${signal ?? code}.`)),
      );
    });
  }
}
