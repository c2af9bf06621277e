import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { Command } from 'commander';
import { ImportFileError, MemberReader, type ImportEncoding } from '#readers';
import { CommandError, EXIT } from '../exit-codes.js';
import { encodingOption, openFile } from '../import-file.js';
import { MemberBatches } from '../import-members/member-batches.js';
import type { MemberOutcome } from '../import-members/member-outcome.js';
import { defaultUrl, developmentToken } from '../service-client.js';

interface Options {
  readonly association?: string;
  readonly token?: string;
  readonly url: string;
  readonly encoding: ImportEncoding;
  readonly outcomes?: string;
  readonly json?: boolean;
}

type Counts = Record<'read' | MemberOutcome['status'], number>;

export function importMembersCommand(): Command {
  return new Command('import-members')
    .description('register the members of a file (CSV), and tell what became of its rows')
    .argument('<file>', 'the file, which may be compressed (.gz); - for standard input')
    .option('--association <id>', 'take a development token of an officer of this association')
    .option('--token <token>', 'bearer token; better in the environment variable KIROKU_TOKEN')
    .option('--url <url>', 'where Kiroku answers', defaultUrl())
    .addOption(encodingOption())
    .option('--outcomes <file>', 'write the outcome of each row to this file (NDJSON, in the order of the rows)')
    .option('--json', 'print the counts as JSON instead of a summary')
    .addHelpText(
      'after',
      '\nThe same file again registers nobody twice. Exits with 0 when every row is of a registered member, and with 1 otherwise.',
    )
    .action(importMembers);
}

async function importMembers(file: string, options: Options): Promise<void> {
  const token =
    options.token ?? process.env['KIROKU_TOKEN'] ?? (await developmentToken(options.association, 'officer'));
  const counts: Counts = { read: 0, registered: 0, known: 0, refused: 0 };
  const outcomes = options.outcomes ? createWriteStream(options.outcomes) : null;
  const failed = new Promise<never>((_, reject) => {
    outcomes?.on('error', ({ code }: NodeJS.ErrnoException) =>
      reject(new CommandError(`The outcomes could not be written to ${options.outcomes} (${code}).`)),
    );
  });
  const batches = new MemberBatches(options.url, token, (outcome) => {
    counts.read += 1;
    counts[outcome.status] += 1;
    outcomes?.write(`${JSON.stringify(outcome)}\n`);
  });
  await Promise.race([failed, feed(file, options.encoding, batches)]);
  if (outcomes) await Promise.race([failed, new Promise<void>((resolve) => outcomes.end(resolve))]);
  process.stdout.write(options.json ? `${JSON.stringify(counts, null, 2)}\n` : summaryOf(counts));
  if (counts.refused > 0 || counts.read === 0) process.exitCode = EXIT.failed;
}

async function feed(file: string, encoding: ImportEncoding, batches: MemberBatches): Promise<void> {
  const reader = new MemberReader(encoding);
  const bytes: Readable = file === '-' ? process.stdin : openFile(file);
  try {
    for await (const piece of bytes) {
      for (const row of reader.push(piece as Buffer)) await batches.take(row);
    }
    for (const row of reader.end()) await batches.take(row);
  } catch (error) {
    if (error instanceof ImportFileError) throw new CommandError(error.details.join('\n'));
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== undefined || code?.startsWith('Z_')) throw new CommandError(`${file} cannot be read (${code}).`);
    throw error;
  }
  await batches.end();
}

function summaryOf({ read, registered, known, refused }: Counts): string {
  const summary = `${read} rows read: ${registered} registered, ${known} known before, ${refused} refused\n`;
  return read === 0 ? `${summary}the file has no row: is it the one that was meant?\n` : summary;
}
