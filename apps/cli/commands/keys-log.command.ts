import { Command } from 'commander';
import { CommandError, EXIT } from '../exit-codes.js';
import { LogKeyService, logKeyTable, type LogKeysShown } from '../keys/log-key-service.js';
import { defaultUrl, developmentToken } from '../service-client.js';

interface Options {
  readonly association?: string;
  readonly token?: string;
  readonly url: string;
  readonly json?: boolean;
}

/** `kiroku keys log`: what signs checkpoints. */
export function keysLogCommand(): Command {
  const command = new Command('log').description('keys that sign the checkpoints of a log').addHelpText(
    'after',
    `
To replace a key: rotate, give the new one to whoever verifies – witnesses follow it by themselves –, and retire the
version before. Until then both sign. Nothing has to be stopped.`,
  );
  add(command, 'list', 'the keys, where the log announced them and which of them sign').action((options: Options) =>
    run(options, (service) => service.list()),
  );
  add(command, 'rotate', 'make the next key and announce it in the log; the one before signs as well').action(
    (options: Options) =>
      run(options, async (service) => {
        const newest = (await service.list()).keys.at(-1)!;
        return service.rotate(newest.version + 1);
      }),
  );
  add(command, 'retire', 'let a version sign no more; what it signed stays good')
    .requiredOption('--key-version <version>', 'which; never the newest', versionOf)
    .action((options: Options & { readonly keyVersion: number }) =>
      run(options, (service) => service.retire(options.keyVersion)),
    );
  return command;
}

function add(command: Command, name: string, description: string): Command {
  return command
    .command(name)
    .description(description)
    .option('--association <id>', 'whose log')
    .option('--token <token>', 'bearer token of an operator; better in the environment variable KIROKU_TOKEN')
    .option('--url <url>', 'where Kiroku answers', defaultUrl())
    .option('--json', 'as JSON')
    .exitOverride();
}

async function run(options: Options, work: (service: LogKeyService) => Promise<LogKeysShown>): Promise<void> {
  const { association, url, json } = options;
  if (!association) throw new CommandError('Say --association <id>.', EXIT.usage);
  const token = options.token ?? process.env['KIROKU_TOKEN'] ?? (await developmentToken(association, 'operator'));
  const keys = await work(new LogKeyService(url, token, association));
  process.stdout.write(json ? `${JSON.stringify(keys, null, 2)}\n` : logKeyTable(keys));
}

function versionOf(text: string): number {
  const version = Number(text);
  if (!Number.isSafeInteger(version) || version < 1)
    throw new CommandError('--key-version is a version: 1, 2, …', EXIT.usage);
  return version;
}
