import { Command, Option } from 'commander';
import type { Role } from '#access';
import { addDays } from '#statute';
import { CommandError, EXIT } from '../exit-codes.js';
import { encodingOption, formatOption, type FileOptions } from '../import-file.js';
import { Books, type Difference, type Entry, type Heading } from '../reconcile/books.js';
import { readBooks, type ReadFile } from '../reconcile/read-books.js';
import { addressOf, defaultUrl, developmentToken, explain, send } from '../service-client.js';

/** As many days as one question may ask for. */
const DAYS_PER_QUESTION = 366;

interface Options extends FileOptions {
  readonly association: string;
  readonly role: Role;
  readonly token?: string;
  readonly url: string;
  readonly json?: boolean;
}

export function reconcileCommand(): Command {
  return new Command('reconcile')
    .description(
      'compare an import file (NDJSON or CSV), which holds all that its senders sent from its first to its last day, with the ledger, day by day; exits with 3 where they differ',
    )
    .argument('<file>', 'import file as it was sent')
    .requiredOption('--association <id>', 'whose ledger')
    .addOption(
      new Option('--role <role>', 'role of the development token; auditors see the restricted chain as well')
        .choices(['integrator', 'officer', 'auditor'])
        .default('integrator'),
    )
    .option('--token <token>', 'bearer token; better in the environment variable KIROKU_TOKEN')
    .option('--url <url>', 'where Kiroku answers', defaultUrl())
    .addOption(formatOption())
    .addOption(encodingOption())
    .option('--json', 'print the days that differ as JSON')
    .action(reconcile);
}

async function reconcile(file: string, options: Options): Promise<void> {
  const read = await readBooks(file, options.association, options);
  const token =
    options.token ?? process.env['KIROKU_TOKEN'] ?? (await developmentToken(options.association, options.role));
  const ledger = new Books();
  for (const span of read.books.spans)
    for (const question of questionsOf(span)) await ask(question, token, options, ledger);
  const differences = read.books.differences(ledger);
  const { unread, unreadCount } = read;
  process.stderr.write(toldUnread(read));
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ differences, unread, unreadCount }, null, 2)}\n`
      : told(differences, unreadCount),
  );
  if (differences.length > 0 || unreadCount > 0) process.exitCode = EXIT.differs;
}

const WHAT_WAS_COMPARED =
  'Compared with all that these senders have from the first to the last day of the file, in the chains that the role sees: auditors see the restricted one as well.\n';

interface Span {
  readonly source: string;
  readonly from: string;
  readonly to: string;
}

function* questionsOf({ source, from, to }: Span): Generator<Span> {
  for (let first = from; first <= to; first = addDays(first, DAYS_PER_QUESTION)) {
    const last = addDays(first, DAYS_PER_QUESTION - 1);
    yield { source, from: first, to: last < to ? last : to };
  }
}

async function ask({ source, from, to }: Span, token: string, { url }: Options, ledger: Books): Promise<void> {
  const address = addressOf(url, '/v1/reconciliation');
  address.search = new URLSearchParams({ source, from, to }).toString();
  const response = await send(address, token);
  const answer = (await response.json().catch(() => null)) as { days?: readonly (Heading & Entry)[] } | null;
  if (!response.ok || !answer?.days) throw new CommandError(explain(response.status, answer));
  for (const day of answer.days) ledger.put(day, day);
}

function told(differences: readonly Difference[], unreadCount: number): string {
  if (differences.length === 0 && unreadCount > 0) return 'What can be read of the file agrees with the ledger.\n';
  if (differences.length === 0) return 'The file and the ledger agree.\n';
  const rows = differences.map(({ day, source, arrangement, file, ledger }) =>
    [day, source, arrangement ?? '-', `file ${inWords(file)}`, `ledger ${inWords(ledger)}`].join('\t'),
  );
  return `${rows.join('\n')}\n${WHAT_WAS_COMPARED}`;
}

// The ledger rejects such a row as well: books that agree otherwise may still lack what it meant.
function toldUnread({ unread, unreadCount }: ReadFile): string {
  const rows = unread.map(({ line, pointer, detail }) => `Row ${[line, pointer, detail].filter(Boolean).join(' ')}.\n`);
  const more = unreadCount - unread.length;
  return rows.join('') + (more > 0 ? `${more} more rows cannot be read.\n` : '');
}

// The end of a total is enough to see that it is another one.
function inWords({ transfers, lines, controlTotal }: Entry): string {
  return `${transfers} transfers, ${lines} lines, total …${controlTotal.slice(-8)}`;
}
