import { Command, Option } from 'commander';
import { CommandError, EXIT } from '../exit-codes.js';
import { checkpointDirectory, dataDirectory, databaseUrl, keyDirectory } from '../surroundings.js';
import { languageOf } from '../said.js';
import type { VerifyOptions } from '../verify/verify-options.js';

interface Options extends Omit<VerifyOptions, 'target' | 'json' | 'stampFailure'> {
  readonly json?: boolean;
  readonly live?: boolean;
  readonly association: readonly string[];
  readonly rows: boolean;
  readonly identities?: boolean;
  readonly tsa?: string;
  readonly digests?: boolean;
}

export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'verify an issued document, a bundle, a proof, an acknowledgement or a running log without trusting whoever made it',
    )
    .argument('[target]', 'a file, known by its content, or the address of a log: https://…/v1/log/<association>')
    .option('--key <key>', 'verifier key (name+hash+key), or a file with one a line; may be repeated', collect, [])
    .option('--entry <file>', 'bytes of the entry that an acknowledgement is of')
    .option('--leaf <hash>', 'or its leaf hash: base64, or 64 hexadecimal digits')
    .option('--proof <file>', 'proof that came beside an issued document; a PDF has it inside')
    .option('--older <file>', 'an older proof of completeness, which this one has to go on from')
    .option('--max-age <seconds>', 'how old a checkpoint, or the head of a proof of completeness, may be')
    .option('--stamp-max-age <seconds>', 'how old the newest timestamp of a running log may be; it is told in any case')
    .option(
      '--token <token>',
      'lets the entries of a running log be read, by https and with --key; better in KIROKU_TOKEN',
    )
    .option(
      '--tsa <file>',
      'certificate of the time-stamping authority, or of whoever certified it (PEM): timestamps are held to it',
    )
    .option('--because <text>', 'why they are read, which members are shown; without it they are not read')
    .option('--live', 'verify a running Kiroku by its database instead, changing nothing')
    .option('--association <id>', 'with --live: this one alone; may be repeated', collect, [])
    .option('--no-rows', 'with --live: the log alone, without comparing the rows of views')
    .option('--identities', 'with --live: open what logs commit to of identities, and name references of one person')
    .option('--digests', 'print the SHA-256 of verify.mjs and of the page in a bundle, as this version has them')
    .option('--json', 'print the report as JSON')
    .addOption(new Option('--lang <language>', 'language of the report').choices(['ja', 'en']))
    .addHelpText(
      'after',
      `
Without --key a log or a bundle is verified by the keys that it hands out itself, which the report says: it is then
shown to be consistent in itself, and not to be genuine.

Ends with 0: verified, 1: the evidence is broken, 2: it could not be checked.

Environment, for --live:
  KIROKU_DATA_DIR            data directory of the embedded Kiroku (.kiroku)
  DATABASE_URL               another PostgreSQL instead, as its owner; then also
  KIROKU_KEY_DIRECTORY       where the file provider keeps keys: what is sealed is read to make rows again
  KIROKU_CHECKPOINT_DIRECTORY  where the newest checkpoints are kept outside of the database
  EVENT_STORE, KURRENTDB_URL   as the services have them, where events are in a KurrentDB`,
    )
    .action(verify);
}

async function verify(
  target: string | undefined,
  { live, association, rows, identities, tsa, digests, ...options }: Options,
): Promise<void> {
  if (digests === true) {
    const { verifierDigests } = await import('#platform');
    OUTPUT.out(await verifierDigests());
    return;
  }
  if (live === true ? target !== undefined : target === undefined) {
    throw new CommandError(
      {
        ja: '検証するものを指定してください: ファイル、ログのアドレス、又は --live。',
        en: 'Say what to verify: a file, the address of a log, or --live.',
      },
      EXIT.usage,
    );
  }
  const told = { json: options.json ?? false, lang: options.lang ?? languageOf(process.env) };
  if (target === undefined) return verifyDatabase({ association, rows, identities }, told);
  if (identities === true)
    throw new CommandError(
      { ja: '--identities は --live とだけ使えます。', en: '--identities: goes with --live alone.' },
      EXIT.usage,
    );
  const [{ runVerify }, { stampFailureBy }] = await Promise.all([
    import('../verify/run-verify.js'),
    import('../verify/stamp-failure.js'),
  ]);
  const stampFailure = tsa === undefined ? undefined : () => stampFailureBy(tsa);
  const surroundingToken = process.env['KIROKU_TOKEN'];
  process.exitCode = await runVerify({ ...options, ...told, target, surroundingToken, stampFailure }, OUTPUT);
}

async function verifyDatabase(
  { association, rows, identities = false }: Pick<Options, 'association' | 'rows' | 'identities'>,
  told: Pick<VerifyOptions, 'json' | 'lang'>,
): Promise<void> {
  const [{ verifyRunning }, { liveProgress }, { reportInWords }] = await Promise.all([
    import('../verify/live/verify-running.js'),
    import('../verify/live/live-progress.js'),
    import('../verify/run-verify.js'),
  ]);
  const { env, stderr } = process;
  const isEmbedded = !env['DATABASE_URL'];
  const asked = {
    url: databaseUrl(),
    keyDirectory: env['KIROKU_KEY_DIRECTORY'] ?? keyDirectory(dataDirectory()),
    checkpointDirectory: isEmbedded ? checkpointDirectory(dataDirectory()) : env['KIROKU_CHECKPOINT_DIRECTORY'] || null,
    associations: association,
    withRows: rows,
    withIdentities: identities,
    onProgress: liveProgress((text) => stderr.write(text), stderr.isTTY === true),
  };
  process.exitCode = await reportInWords(() => verifyRunning(asked), told, OUTPUT);
}

const OUTPUT = {
  out: (text: string) => process.stdout.write(text),
  error: (text: string) => process.stderr.write(`kiroku: ${text}`),
};

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}
