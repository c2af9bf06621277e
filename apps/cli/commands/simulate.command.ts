import { Command, InvalidArgumentError } from 'commander';
import { dayInJapan, isDay } from '#statute';
import { CommandError, EXIT } from '../exit-codes.js';
import { readSamples, type Sample } from '../serve/samples.js';
import { defaultUrl, developmentToken } from '../service-client.js';
import { readHabits } from '../simulate/feeds.js';
import { postLoad, type PostedCounts } from '../simulate/post-load.js';
import { importRows, operationRow } from '../simulate/rows.js';
import { loadName, simulate, type SimulationOptions } from '../simulate/simulation.js';
import type { Step } from '../simulate/steps.js';
import { Summary } from '../simulate/summary.js';
import { TextOutput } from '../simulate/text-output.js';
import { OPERATIONS_FILE, writeFiles } from '../simulate/write-files.js';

/** Fixed, so that the same command gives the same bytes on any day. */
const UNTIL_DEFAULT = '2026-09-30';
const MEMBERS_MAX = 10_000_000;
const YEARS_MAX = 30;
/** More digits could be taken for a person's number in the names made of it. */
const SEED_MAX = 4_294_967_295;
/** One call names no more members; an import does. */
const MEMBERS_PER_CALL_MAX = 1_000;
const MEMBERS_PER_TRANSFER_MAX = 200_000;

interface Options extends SimulationOptions {
  readonly association?: string;
  readonly out?: string;
  readonly operations?: boolean;
  readonly post?: boolean;
  readonly url: string;
  readonly token?: string;
  readonly json?: boolean;
}

export function simulateCommand(): Command {
  return new Command('simulate')
    .description(
      'make a load of all feeds of the catalogue: seasons, batches, corrections, withdrawals; invented persons only',
    )
    .requiredOption(
      '--members <n>',
      'members in all, shared among the sample associations',
      wholeNumber(1, MEMBERS_MAX),
    )
    .option('--years <n>', 'how many years', wholeNumber(1, YEARS_MAX), 1)
    .option('--seed <n>', 'the same seed gives the same bytes', wholeNumber(0, SEED_MAX), 1)
    .option('--until <day>', 'last day, in Japan', day, UNTIL_DEFAULT)
    .option('--association <id>', 'for this sample association alone')
    .option(
      '--members-per-transfer <n>',
      'a larger batch is sent in parts',
      wholeNumber(1, MEMBERS_PER_TRANSFER_MAX),
      MEMBERS_PER_CALL_MAX,
    )
    .option(
      '--out <folder>',
      `write an import file for each association, and ${OPERATIONS_FILE} with all other requests`,
    )
    .option('--operations', 'print the other requests instead of the transfers: members, standing, amendments')
    .option('--post', 'do it all against a running service')
    .option('--url <url>', 'where Kiroku answers', defaultUrl())
    .option('--token <token>', 'bearer token for one association; better in the environment variable KIROKU_TOKEN')
    .option('--json', 'print the counts as JSON, and nothing else unless it goes to --out or --post')
    .action(run);
}

async function run(options: Options): Promise<void> {
  refuseContradictions(options);
  const samples = await chosenSamples(options.association);
  const habits = await readHabits();
  const summary = new Summary();
  const load = loadName(options, samples);
  const steps = counted(simulate({ ...options, transfersOnly: printsTransfers(options) }, samples, habits), summary);
  const posted = await send(steps, options, samples.length > 1);
  report({ load, ...(posted ? { posted } : {}) }, summary, options);
  if (posted && posted.refused > 0) process.exitCode = EXIT.failed;
}

/** Whether standard output gets the transfers, and nothing goes anywhere else. */
function printsTransfers({ out, post, operations, json }: Options): boolean {
  return !out && !post && !operations && !json;
}

/** Where the load goes: files, a service, or standard output. */
async function send(steps: Generator<Step>, options: Options, isMixed: boolean): Promise<PostedCounts | null> {
  if (options.out) await writeFiles(steps, options.out);
  else if (options.post) return postAll(steps, options);
  else if (options.json) for (const _step of steps);
  else await print(steps, options.operations === true, isMixed);
  return null;
}

function postAll(steps: Generator<Step>, options: Options): Promise<PostedCounts> {
  const given = options.token ?? process.env['KIROKU_TOKEN'];
  const tokens = new Map<string, Promise<string>>();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  return postLoad(steps, {
    url: options.url,
    tokenOf: (association) => {
      const token = tokens.get(association) ?? (given ? Promise.resolve(given) : developmentToken(association));
      tokens.set(association, token);
      return token;
    },
    onStage: say,
    onRefusal: say,
  });
}

async function print(steps: Iterable<Step>, operations: boolean, isMixed: boolean): Promise<void> {
  const output = new TextOutput(process.stdout);
  for (const step of steps) {
    if ((step.kind === 'operation') !== operations) continue;
    for (const row of step.kind === 'operation' ? [operationRow(step)] : importRows(step, isMixed)) {
      const wait = output.line(row);
      if (wait) await wait;
    }
  }
  await output.flush();
}

function* counted(steps: Iterable<Step>, summary: Summary): Generator<Step> {
  for (const step of steps) {
    summary.count(step);
    yield step;
  }
}

function report(facts: { load: string; posted?: PostedCounts }, summary: Summary, options: Options): void {
  const { whole, associations } = summary;
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...facts, ...whole, associations }, null, 2)}\n`);
    return;
  }
  const { transfers, lines, corrections, voids } = whole;
  const { posted } = facts;
  const answered = posted ? `; ${posted.accepted} accepted, ${posted.refused} refused` : '';
  // Standard output may hold the load itself.
  process.stderr.write(
    `${facts.load}: ${options.members} members, ${transfers} transfers with ${lines} lines, ${corrections} corrections, ${voids} voids${answered}\n`,
  );
}

function refuseContradictions({ out, post, operations, until, membersPerTransfer, token, association }: Options): void {
  const refuse = (text: string) => {
    throw new CommandError(text, EXIT.usage);
  };
  if ([out, post, operations].filter(Boolean).length > 1) refuse('Say one of --out, --post and --operations.');
  if (post && membersPerTransfer > MEMBERS_PER_CALL_MAX)
    refuse(`--post names at most ${MEMBERS_PER_CALL_MAX} members in a transfer; larger ones belong to an import.`);
  if (post && (token ?? process.env['KIROKU_TOKEN']) && !association)
    refuse('A token is for one association: say --association <id> with it.');
  if (until > dayInJapan(new Date().toISOString())) refuse('--until lies ahead: what is done lies behind us.');
}

async function chosenSamples(association: string | undefined): Promise<Sample[]> {
  const samples = await readSamples();
  const chosen = association ? samples.filter((sample) => sample.association.id === association) : samples;
  if (chosen.length > 0) return chosen;
  const ids = samples.map((sample) => sample.association.id).join(', ');
  throw new CommandError(`${association} is no sample association; there are ${ids}.`, EXIT.usage);
}

function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Say a whole number from ${min} to ${max}.`);
  };
}

function day(text: string): string {
  if (isDay(text)) return text;
  throw new InvalidArgumentError('Say a day as YYYY-MM-DD.');
}
