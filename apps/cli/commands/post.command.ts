import { Command } from 'commander';
import { CommandError } from '../exit-codes.js';
import { readJson } from '../read-json.js';
import { addressOf, defaultUrl, developmentToken, explain, send } from '../service-client.js';

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
    .option('--url <url>', 'where Kiroku answers', defaultUrl())
    .action(post);
}

async function post(file: string, options: PostOptions): Promise<void> {
  const transfer = JSON.stringify(await readJson(file));
  const token = options.token ?? process.env['KIROKU_TOKEN'] ?? (await developmentToken(options.association));
  const response = await send(addressOf(options.url, '/v1/transfers'), token, transfer);
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) {
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    return;
  }
  throw new CommandError(explain(response.status, answer));
}
