import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { CommandError } from '../exit-codes.js';
import { addressOf, DEFAULT_URL, developmentToken, explain, send } from '../service-client.js';

interface PostOptions {
  readonly association?: string;
  readonly url: string;
  readonly token?: string;
}

export function postCommand(): Command {
  return new Command('post')
    .description('post a transfer (JSON) from a file, or from standard input, and print the acknowledgement')
    .argument('<file>', 'file with one transfer as JSON; - for standard input')
    .option('--association <id>', 'take a development token of an integrator of this association')
    .option('--token <token>', 'bearer token; better in the environment variable KIROKU_TOKEN')
    .option('--url <url>', 'where Kiroku answers', DEFAULT_URL)
    .action(post);
}

async function post(file: string, options: PostOptions): Promise<void> {
  const transfer = await readTransfer(file);
  const token = options.token ?? process.env['KIROKU_TOKEN'] ?? (await developmentToken(options.association));
  const response = await send(addressOf(options.url, '/v1/transfers'), token, transfer);
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) {
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    return;
  }
  throw new CommandError(explain(response.status, answer));
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
