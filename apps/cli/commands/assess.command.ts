import { Command, Option } from 'commander';
import type { Assessment } from '../assess/assessment.js';
import { judgementText, type Language } from '../assess/judgement-text.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { readJson } from '../read-json.js';
import { addressOf, defaultUrl, developmentToken, explain, send } from '../service-client.js';

interface Options {
  readonly association?: string;
  readonly token?: string;
  readonly url: string;
  readonly asOf?: string;
  readonly ruleset?: string;
  readonly lang: Language;
  readonly everyRule?: boolean;
  readonly json?: boolean;
}

export function assessCommand(): Command {
  return new Command('assess')
    .description('ask how a transfer (JSON) would be judged, and print the judgement; nothing of it is recorded')
    .argument('<file>', 'file with one transfer as it would be posted; - for standard input')
    .option('--association <id>', 'take a development token of an integrator of this association')
    .option('--token <token>', 'bearer token; better in the environment variable KIROKU_TOKEN')
    .option('--url <url>', 'where Kiroku answers', defaultUrl())
    .option('--as-of <when>', 'by what was known at an earlier day or instant')
    .option('--ruleset <id>', 'a dry run under another version of the law: kiroku ruleset list')
    .addOption(new Option('--lang <language>', 'language of the print').choices(['ja', 'en']).default('ja'))
    .option('--every-rule', 'tell every rule in words, not only those that applied')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      '\nExits with 0 where every line is allowed, 3 where one is not, 1 where it was not understood.',
    )
    .action(assess);
}

async function assess(file: string, options: Options): Promise<void> {
  const body = asked(await readJson(file), options);
  const token = options.token ?? process.env['KIROKU_TOKEN'] ?? (await developmentToken(options.association));
  const response = await send(addressOf(options.url, '/v1/assessments'), token, JSON.stringify(body), options.lang);
  const answer = (await response.json().catch(() => null)) as Assessment | null;
  if (!response.ok || answer === null) throw new CommandError(explain(response.status, answer));
  process.stdout.write(
    options.json
      ? `${JSON.stringify(answer, null, 2)}\n`
      : judgementText(answer, options.lang, options.everyRule === true),
  );
  if (!answer.allowed) process.exitCode = EXIT.blocked;
}

// The name under which it would be recorded, and what would become of a blocked plan, say nothing to a judgement.
function asked(transfer: unknown, { asOf, ruleset }: Options): unknown {
  if (typeof transfer !== 'object' || transfer === null || Array.isArray(transfer)) return transfer;
  const { externalId: _name, onBlocked: _asked, ...rest } = transfer as Record<string, unknown>;
  return { ...rest, ...(asOf === undefined ? {} : { asOf }), ...(ruleset === undefined ? {} : { ruleset }) };
}
