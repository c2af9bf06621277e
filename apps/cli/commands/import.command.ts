import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { SingleBar, type Options as BarOptions } from 'cli-progress';
import { Command } from 'commander';
import { CommandError, EXIT } from '../exit-codes.js';
import { encodingOption, formatOf, formatOption, isGzipped, type FileOptions } from '../import-file.js';
import { addressOf, defaultUrl, developmentToken, explain, send } from '../service-client.js';

interface Options extends FileOptions {
  readonly association?: string;
  readonly token?: string;
  readonly url: string;
  readonly outcomes?: string;
  readonly json?: boolean;
}

interface Job {
  readonly id: string;
  readonly status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly bytes: number;
  readonly bytesRead: number;
  readonly read: number;
  readonly recorded: number;
  readonly masked: number;
  readonly rejected: number;
  readonly failure: { readonly code: string; readonly line: number; readonly details: readonly string[] } | null;
  readonly links: { readonly self: string; readonly outcomes: string; readonly rejected: string };
}

const MEDIA_TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv' } as const;
const LOOK_EVERY_MILLISECONDS = 500;
/** Looks that may fail in a row: a service that is being restarted goes on with the import by itself. */
const FAILED_LOOKS_MAX = 120;
const BAR: BarOptions = { format: 'kiroku: {what} {bar} {percentage} % | {lines} lines', clearOnComplete: true };

export function importCommand(): Command {
  return new Command('import')
    .description('import a file of transfers (NDJSON or CSV), and tell what became of its lines')
    .argument('<file>', 'the file, which may be compressed (.gz); - for standard input')
    .option('--association <id>', 'take a development token of an integrator of this association')
    .option('--token <token>', 'bearer token; better in the environment variable KIROKU_TOKEN')
    .option('--url <url>', 'where Kiroku answers', defaultUrl())
    .addOption(formatOption())
    .addOption(encodingOption())
    .option('--outcomes <file>', 'write the outcome of each line to this file (NDJSON, in the order of the lines)')
    .option('--json', 'print the job as JSON instead of a summary')
    .addHelpText(
      'after',
      '\nExits with 0 when every line is on record, and with 1 when one was rejected, the file has none, or the job failed.',
    )
    .action((file: string, options: Options) => importFile(file, options, { path: TRANSFERS, role: 'integrator' }));
}

export function importRegisterCommand(): Command {
  return new Command('import-register')
    .description('bring in a register that was kept so far (CSV), by a saved mapping, and tell what became of its rows')
    .argument('<file>', 'the file, which may be compressed (.gz); - for standard input')
    .requiredOption('--mapping <name>', 'the saved mapping by which it is read')
    .option('--association <id>', 'take a development token of an officer of this association')
    .option('--token <token>', 'bearer token; better in the environment variable KIROKU_TOKEN')
    .option('--url <url>', 'where Kiroku answers', defaultUrl())
    .addOption(encodingOption())
    .option('--outcomes <file>', 'write the outcome of each row to this file (NDJSON, in the order of the rows)')
    .option('--json', 'print the job as JSON instead of a summary')
    .addHelpText(
      'after',
      '\nExits with 0 when every row is on record, and with 1 when one was rejected or the job failed.',
    )
    .action((file: string, { mapping, ...options }: Options & { readonly mapping: string }) =>
      importFile(
        file,
        { ...options, format: 'csv' },
        { path: `${REGISTERS}?mapping=${encodeURIComponent(mapping)}`, role: 'officer' },
      ),
    );
}

/** Where a file is sent, and as whom. */
interface Entrance {
  readonly path: string;
  readonly role: 'integrator' | 'officer';
}

const TRANSFERS = '/v1/transfers/imports';
const REGISTERS = '/v1/registers/imports';

async function importFile(file: string, options: Options, { path, role }: Entrance): Promise<void> {
  const token = options.token ?? process.env['KIROKU_TOKEN'] ?? (await developmentToken(options.association, role));
  const accepted = await upload(file, options, { path, token });
  const job = await untilItEnded(accepted, options, token);
  if (options.outcomes) await saveOutcomes(job, options.outcomes, options, token);
  process.stdout.write(options.json ? `${JSON.stringify(job, null, 2)}\n` : summaryOf(job));
  // A file without a line is an export that broke more often than a day without a transfer.
  if (job.status !== 'done' || job.rejected > 0 || job.read === 0) process.exitCode = EXIT.failed;
}

async function upload(
  file: string,
  options: Options,
  { path, token }: { readonly path: string; readonly token: string },
): Promise<Job> {
  const bytes = file === '-' ? null : await sizeOf(file);
  const bar = startBar('sending', bytes);
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bar?.increment(chunk.length, { lines: 0 });
      done(null, chunk);
    },
  });
  const source = file === '-' ? process.stdin : createReadStream(file);
  const body = Readable.toWeb(source.on('error', (error: Error) => counted.destroy(error)).pipe(counted));
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': `${MEDIA_TYPES[formatOf(file, options)]}; charset=${options.encoding}`,
    ...(isGzipped(file) ? { 'content-encoding': 'gzip' } : {}),
    'accept-language': 'en',
  };
  const address = addressOf(options.url, path);
  const response = await fetch(address, { method: 'POST', headers, body, duplex: 'half' } as RequestInit).catch(() => {
    throw new CommandError(`Nothing answers at ${address.origin}. Is Kiroku running? Start it with: npm start`);
  });
  bar?.stop();
  return answered(response);
}

async function untilItEnded(accepted: Job, { url }: Options, token: string): Promise<Job> {
  const bar = startBar('recording', accepted.bytes);
  let job = accepted;
  let failedLooks = 0;
  try {
    while (job.status === 'waiting' || job.status === 'running') {
      bar?.update(job.bytesRead, { lines: job.read });
      await setTimeout(LOOK_EVERY_MILLISECONDS);
      try {
        job = await answered(await send(addressOf(url, job.links.self), token));
        failedLooks = 0;
      } catch (error) {
        failedLooks += 1;
        if (failedLooks > FAILED_LOOKS_MAX) throw error;
      }
    }
  } finally {
    bar?.stop();
  }
  return job;
}

async function saveOutcomes(job: Job, file: string, { url }: Options, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en' };
  const response = await fetch(addressOf(url, job.links.outcomes), { headers });
  if (!response.ok || !response.body) throw new CommandError(explain(response.status, null));
  await pipeline(Readable.fromWeb(response.body as never), createWriteStream(file)).catch(
    (error: NodeJS.ErrnoException) => {
      throw new CommandError(`The outcomes could not be written to ${file} (${error.code}).`);
    },
  );
}

async function answered(response: Response): Promise<Job> {
  const answer = (await response.json().catch(() => null)) as Job | null;
  if (!response.ok || !answer) throw new CommandError(explain(response.status, answer));
  return answer;
}

function summaryOf({ id, status, read, recorded, masked, rejected, failure, links }: Job): string {
  const lines = [`${status}: ${read} lines read, ${recorded} recorded (${masked} masked), ${rejected} rejected`];
  if (status === 'done' && read === 0) lines.push('the file has no line: is it the one that was meant?');
  if (failure) lines.push(`${failure.code} after line ${failure.line}`, ...failure.details);
  if (rejected > 0)
    lines.push(`why, line by line: ${links.outcomes}`, `the rejected lines, to repair: ${links.rejected}`);
  return `${[`import ${id}`, ...lines].join('\n')}\n`;
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    throw new CommandError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** A bar for a person at a terminal; none where nobody looks or the end is not known. */
function startBar(what: string, total: number | null): SingleBar | null {
  if (!process.stderr.isTTY || total === null) return null;
  const bar = new SingleBar({ ...BAR, stream: process.stderr });
  bar.start(total, 0, { what, lines: 0 });
  return bar;
}
