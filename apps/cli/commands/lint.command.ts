import { Command, Option } from 'commander';
import type { Role } from '#access';
import { CommandError, EXIT } from '../exit-codes.js';
import { addressOf, defaultUrl, developmentToken, explain, send } from '../service-client.js';

interface Options {
  readonly association: string;
  readonly role: Role;
  readonly on?: string;
  readonly token?: string;
  readonly url: string;
  readonly json?: boolean;
}

interface Answer {
  readonly on: string;
  readonly arrangements: number;
  readonly findings: readonly Finding[];
}

interface Finding {
  readonly check: string;
  readonly code: string;
  readonly severity: string;
  readonly arrangement: { readonly id: string; readonly version: number } | null;
  readonly pointer: string;
  readonly printed: string | null;
  readonly instead: string | null;
  readonly ja: string;
  readonly en: string;
  readonly citations: readonly { readonly ref: string }[];
}

export function lintCommand(): Command {
  return new Command('lint')
    .description(
      'check what an association publishes: joint-use matters, routes, articles, purposes, words; exits with 3 where anything is to be mended',
    )
    .requiredOption('--association <id>', 'whose publication')
    .option('--on <day>', 'as it is published on this day; today when left out')
    .addOption(
      new Option('--role <role>', 'role of the development token').choices(['officer', 'auditor']).default('officer'),
    )
    .option('--token <token>', 'bearer token; better in the environment variable KIROKU_TOKEN')
    .option('--url <url>', 'where Kiroku answers', defaultUrl())
    .option('--json', 'print the answer as JSON')
    .action(lint);
}

async function lint({ association, role, on, url, json, ...options }: Options): Promise<void> {
  const token = options.token ?? process.env['KIROKU_TOKEN'] ?? (await developmentToken(association, role));
  const address = addressOf(url, '/v1/lint');
  if (on) address.searchParams.set('on', on);
  const response = await send(address, token);
  const answer = (await response.json().catch(() => null)) as Answer | null;
  if (!response.ok || !answer?.findings) throw new CommandError(explain(response.status, answer));
  process.stdout.write(json ? `${JSON.stringify(answer, null, 2)}\n` : `${told(answer)}\n`);
  if (answer.findings.some(({ severity }) => severity !== 'information')) process.exitCode = EXIT.differs;
}

function told({ on, arrangements, findings }: Answer): string {
  const head = `${on}: ${arrangements} arrangements, ${findings.length} findings`;
  return [head, ...findings.map(inWords)].join('\n');
}

function inWords(finding: Finding): string {
  const { check, severity, arrangement, pointer, printed, instead, ja, en, citations } = finding;
  const place = arrangement ? `${arrangement.id} v${arrangement.version}` : '-';
  const words = printed === null ? '' : `  「${printed}」 → 「${instead}」`;
  return [
    `${check}\t${severity}\t${place}\t${pointer || '-'}${words}`,
    `\t${ja}`,
    `\t${en} [${citations.map(({ ref }) => ref).join(', ')}]`,
  ].join('\n');
}
