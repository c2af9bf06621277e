import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { Command, Option } from 'commander';
import type { Language } from '#platform';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '#proof';
import { CommandError, EXIT } from '../exit-codes.js';
import { languageOf } from '../said.js';
import { writeDurably } from '../witness/durable-file.js';
import { logAddress } from '../witness/limited-fetch.js';
import { LogClient } from '../witness/log-client.js';
import { CannotCheck } from '../witness/outcome.js';
import { readMapKey } from '../witness/replay/replayed.js';
import { EXIT_OF } from '../witness/report.js';
import { told } from '../witness/report-text.js';
import { runWitness, type WitnessRun } from '../witness/run-witness.js';
import { WRONG } from '../witness/usage-words.js';
import { openWitnessKey } from '../witness/witness-key.js';
import { WitnessState, type Followed } from '../witness/witness-state.js';

interface Options {
  readonly log: string;
  readonly state: string;
  readonly key?: readonly string[];
  readonly trustFirstKey?: boolean;
  readonly signingKey?: string;
  readonly name: string;
  readonly replay?: boolean;
  readonly mapKeyFile?: string;
  readonly tokenFile?: string;
  readonly because?: string;
  readonly post?: boolean;
  readonly beginAnew?: boolean;
  readonly maxAge: string;
  readonly report?: string;
  readonly json?: boolean;
  readonly lang: Language;
}

/** A quarter of an hour: a running ledger signs anew each minute. */
const SECONDS_OLD_DEFAULT = 900;

export function witnessCommand(): Command {
  const command = new Command('witness')
    .enablePositionalOptions()
    .description(
      'watch the log of another association: prove that it only grew, and cosign it; exits with 0 in order, 1 evidence broken, 2 could not be checked',
    )
    .option('--log <url>', 'the log: https://…/v1/log/<association>')
    .option('--state <dir>', 'where this witness keeps what it saw last; a directory of its own for each log')
    .option('--key <key...>', 'verifier key of the log (name+hash+base64), for the first run')
    .option('--trust-first-key', 'for the first run without --key: believe the keys that the log itself publishes now')
    .option('--signing-key <file>', 'key to cosign with; made where it is not there (default: in the state)')
    .option('--name <name>', 'name of a key that is made', `${hostname()}/kiroku-witness`)
    .option('--replay', 'also read every entry and make leaves, chains and maps from them')
    .option(
      '--map-key-file <file>',
      'for --replay: the key of the map’s places, base64 (default: the log is asked for it)',
    )
    .option('--token-file <file>', 'bearer token for --replay')
    .option('--because <text>', 'for --replay: why entries are read, which members are shown')
    .option('--post', 'hand the cosignature to the log')
    .option('--begin-anew', 'go on without the head that was kept, where it was lost: nothing before is compared')
    .option('--max-age <seconds>', 'how old a head may be', String(SECONDS_OLD_DEFAULT))
    .option('--report <file>', 'write the report there as JSON, for monitoring')
    .option('--json', 'print the report as JSON')
    .addOption(new Option('--lang <language>', 'of the report').choices(['ja', 'en']).default(languageOf(process.env)))
    .action(witness);
  command.addCommand(clearFailureCommand());
  return command.addCommand(trustKeyCommand());
}

async function witness(options: Options): Promise<void> {
  const state = WitnessState.open(required(options.state, '--state'));
  try {
    const report = await runWitness(state, await prepare(state, options));
    const json = `${JSON.stringify(report, null, 2)}\n`;
    if (options.report) writeDurably(options.report, json, 0o644);
    process.stdout.write(options.json ? json : told(report, options.lang));
    process.exitCode = EXIT_OF[report.ok];
  } finally {
    state.release();
  }
}

async function prepare(state: WitnessState, options: Options): Promise<WitnessRun> {
  const secondsOldMax = Number(options.maxAge);
  if (!/^\d{1,9}$/.test(options.maxAge)) throw new CommandError(WRONG.maxAge, EXIT.usage);
  const token = options.tokenFile === undefined ? undefined : fileText(options.tokenFile);
  if (options.replay && token === undefined) {
    throw new CommandError(WRONG.tokenMissing, EXIT.usage);
  }
  if (options.replay && options.because === undefined) {
    throw new CommandError(WRONG.becauseMissing, EXIT.usage);
  }
  const path = options.signingKey ?? state.path('signing-key');
  const key = openWitnessKey(path, options.name);
  const url = logAddress(required(options.log ?? state.followed()?.log, '--log'));
  const client = new LogClient(url, token, options.because, options.lang);
  // A word of its own, "replayed", needs a key of its own: a cosignature says nothing but which key made it, and when.
  const replayKey = () => openWitnessKey(`${path}.replay`, `${key.verifier.name}/replay`);
  const replay = options.replay ? { mapKey: mapKeyOf(options.mapKeyFile, client), key: replayKey } : null;
  const followed = await followedLog(state, url.href, options, client);
  const [isPosting, isBeginningAnew] = [options.post === true, options.beginAnew === true];
  return { followed, client, key, replay, isPosting, isBeginningAnew, secondsOldMax, now: () => new Date() };
}

async function followedLog(
  state: WitnessState,
  log: string,
  { key: named = [], trustFirstKey }: Options,
  client: LogClient,
): Promise<Followed> {
  const known = state.followed();
  const given = named.map(readKey);
  if (known) {
    if (known.log !== log) throw new CommandError(WRONG.otherLog(state.directory, known.log));
    const isNew = (key: VerifierKey) => !known.keys.some((one) => formatVerifierKey(one) === formatVerifierKey(key));
    if (given.some(isNew)) {
      throw new CommandError(WRONG.keyNew);
    }
    return known;
  }
  const keys = given.length === 0 && trustFirstKey ? await publishedKeys(client) : given;
  const origin = keys[0]?.name;
  if (origin === undefined) {
    throw new CommandError(WRONG.keyMissing, EXIT.usage);
  }
  if (keys.some(({ name }) => name !== origin)) throw new CommandError(WRONG.keysOfSeveral, EXIT.usage);
  const followed = { log, origin, keys };
  state.follow(followed);
  return followed;
}

async function publishedKeys(client: LogClient): Promise<VerifierKey[]> {
  const published = await client.keys().catch((error: unknown) => {
    throw new CommandError(WRONG.keysUntold(whyOf(error)), EXIT.usage);
  });
  return published.filter(({ retired }) => retired === null).map(({ key }) => readKey(key));
}

function clearFailureCommand(): Command {
  return new Command('clear-failure')
    .description(
      'let runs go on after a failure that somebody looked into; it stays on record, and so does the last good head',
    )
    .requiredOption('--state <dir>', 'of the witness')
    .requiredOption('--because <text>', 'what was found, in your words')
    .action(({ because }: { because: string }, command: Command) =>
      withState(command, (state) => {
        state.clear(because, new Date());
        process.stdout.write('cleared; the last good head is still the one to grow from.\n');
      }),
    );
}

function trustKeyCommand(): Command {
  return new Command('trust-key')
    .description('trust one more key of the log, which somebody whom you trust gave to you')
    .requiredOption('--state <dir>', 'of the witness')
    .requiredOption('--key <key>', 'verifier key: name+hash+base64')
    .action(({ key }: { key: string }, command: Command) =>
      withState(command, (state) => {
        const followed = state.followed();
        const added = readKey(key);
        if (!followed) throw new CommandError(WRONG.noLogYet);
        if (added.name !== followed.origin) throw new CommandError(WRONG.keyOfOther(followed.origin));
        state.follow({ ...followed, keys: [...followed.keys, added] });
      }),
    );
}

function withState(command: Command, act: (state: WitnessState) => void): void {
  const { state: directory } = command.opts<{ state: string }>();
  const state = WitnessState.open(directory);
  try {
    act(state);
  } finally {
    state.release();
  }
}

function required(value: string | undefined, option: string): string {
  if (value === undefined) throw new CommandError(WRONG.missing(option), EXIT.usage);
  return value;
}

function readKey(text: string): VerifierKey {
  try {
    return parseVerifierKey(text);
  } catch (error) {
    throw new CommandError(WRONG.noKey((error as Error).message), EXIT.usage);
  }
}

/** Where the log does not hand it out, nothing can be replayed; that it grew can be looked at all the same. */
function mapKeyOf(path: string | undefined, client: LogClient): () => Promise<Uint8Array> {
  if (path === undefined) return () => client.mapKey();
  const key = readMapKey(fileText(path));
  if (!key) throw new CommandError(WRONG.mapKey, EXIT.usage);
  return async () => key;
}

/** What the log said of it. */
function whyOf(error: unknown): string {
  if (!(error instanceof CannotCheck)) throw error;
  const { found, problem } = error.facts;
  return [error.what, found, problem].filter((word) => word !== undefined).join(', ');
}

function fileText(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new CommandError(WRONG.unreadable(path, (error as NodeJS.ErrnoException).code ?? ''), EXIT.usage);
  }
}
