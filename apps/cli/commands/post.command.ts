import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { DevelopmentIssuer } from '#access';
import { CommandError, EXIT } from '../exit-codes.js';
import { dataDirectory, issuerKeyPath } from '../surroundings.js';

interface PostOptions {
  readonly association?: string;
  readonly url: string;
  readonly token?: string;
}

const REQUEST_MILLISECONDS_MAX = 30_000;

export function postCommand(): Command {
  return new Command('post')
    .description('post a transfer (JSON) from a file, or from standard input, and print the acknowledgement')
    .argument('<file>', 'file with one transfer as JSON; - for standard input')
    .option('--association <id>', 'take a development token of an integrator of this association')
    .option('--token <token>', 'bearer token; better in the environment variable KIROKU_TOKEN')
    .option(
      '--url <url>',
      'where Kiroku answers',
      process.env['KIROKU_URL'] ?? `http://127.0.0.1:${process.env['PORT'] ?? 3000}`,
    )
    .action(post);
}

async function post(file: string, options: PostOptions): Promise<void> {
  const transfer = await readTransfer(file);
  const token = options.token ?? process.env['KIROKU_TOKEN'] ?? (await developmentToken(options.association));
  const response = await send(addressOf(options.url), token, transfer);
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) {
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    return;
  }
  throw new CommandError(explain(response.status, answer));
}

function addressOf(url: string): URL {
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new CommandError(`${url} is no address: say it like http://127.0.0.1:3000`, EXIT.usage);
  }
  return new URL('/v1/transfers', url);
}

async function readTransfer(file: string): Promise<string> {
  const content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8').catch(unreadable(file));
  try {
    return JSON.stringify(JSON.parse(content));
  } catch (error) {
    throw new CommandError(
      `${file === '-' ? 'Standard input' : file} is not JSON: ${(error as Error).message.replace(/"[^"]*"/g, '…')}`,
    );
  }
}

function unreadable(file: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    throw new CommandError(`${file} cannot be read (${error.code}).`);
  };
}

async function developmentToken(association: string | undefined): Promise<string> {
  if (!association) throw new CommandError('Say --association <id>, or give a token in KIROKU_TOKEN.', EXIT.usage);
  const dataDir = dataDirectory();
  const issuer = await DevelopmentIssuer.open(issuerKeyPath(dataDir), false);
  if (!issuer) throw new CommandError(`There is no development issuer in ${dataDir}. Start Kiroku once: npm start`);
  return issuer.issue({ role: 'integrator', association, member: null });
}

async function send(url: URL, token: string, body: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'accept-language': 'en' };
  try {
    return await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(REQUEST_MILLISECONDS_MAX) });
  } catch {
    throw new CommandError(`Nothing answers at ${url.origin}. Is Kiroku running? Start it with: npm start`);
  }
}

interface Problem {
  readonly title?: string;
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly groups?: readonly { readonly findings: readonly { readonly code: string; readonly en: string }[] }[];
}

function explain(status: number, answer: unknown): string {
  const problem = (answer ?? {}) as Problem;
  const fields = (problem.errors ?? []).map(({ pointer, detail }) => `  ${pointer || '(whole)'} ${detail}`);
  const findings = (problem.groups ?? []).flatMap((group) => group.findings.map(({ code, en }) => `  ${code}: ${en}`));
  const title = `${problem.title ?? 'The request was refused'} (${status} ${problem.code ?? ''})`.replace(' )', ')');
  return [title, ...(problem.detail ? [problem.detail] : []), ...fields, ...new Set(findings)].join('\n');
}
