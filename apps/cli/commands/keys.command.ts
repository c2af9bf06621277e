import { Command } from 'commander';
import { CommandError, EXIT } from '../exit-codes.js';
import { KeyService, type Keys } from '../keys/key-service.js';
import { keyTable } from '../keys/key-table.js';
import { keysLogCommand } from './keys-log.command.js';
import { defaultUrl, developmentToken } from '../service-client.js';

interface Options {
  readonly association?: string;
  readonly token?: string;
  readonly url: string;
  readonly json?: boolean;
}

export function keysCommand(): Command {
  const command = new Command('keys')
    .description('versions of the key of an association, by which the data keys of its members are wrapped')
    .addHelpText(
      'after',
      `
Keys that sign checkpoints are kept by: kiroku keys log. To replace a key of an association: rotate, make a new backup, and retire the versions before. Nothing has to be stopped meanwhile.
What is broken off goes on with: kiroku keys rewrap. A token is one of an operator.`,
    );
  add(command, 'list', 'the versions that are there, and how many data keys each wraps').action((options: Options) =>
    run(options, (service) => service.list()),
  );
  add(command, 'rotate', 'make a new version, and wrap everything by it').action((options: Options) =>
    run(options, async (service) => {
      const { newest } = await service.list();
      await service.rotate(newest + 1);
      await service.settle();
      return rewrap(service);
    }),
  );
  add(command, 'rewrap', 'wrap by the newest version what others wrap; also what a rotation left').action(
    (options: Options) => run(options, rewrap),
  );
  add(command, 'retire', 'destroy versions for good: backups of the database from before cannot be opened any more')
    .requiredOption('--through <version>', 'the last version that goes, with all before it', versionOf)
    .action((options: Options & { readonly through: number }) =>
      run(options, (service) => service.retire(options.through)),
    );
  return command.addCommand(keysLogCommand());
}

function add(command: Command, name: string, description: string): Command {
  return command
    .command(name)
    .description(description)
    .option('--association <id>', 'whose key')
    .option('--token <token>', 'bearer token of an operator; better in the environment variable KIROKU_TOKEN')
    .option('--url <url>', 'where Kiroku answers', defaultUrl())
    .option('--json', 'as JSON')
    .exitOverride();
}

async function run(options: Options, work: (service: KeyService) => Promise<Keys>): Promise<void> {
  const { association, url, json } = options;
  if (!association) throw new CommandError('Say --association <id>.', EXIT.usage);
  const token = options.token ?? process.env['KIROKU_TOKEN'] ?? (await developmentToken(association, 'operator'));
  const keys = await work(new KeyService(url, token, association));
  process.stdout.write(json ? `${JSON.stringify(keys, null, 2)}\n` : keyTable(keys));
}

/** Passes over all keys until one finds nothing left: others may have wrapped a last one by the version before. */
async function rewrap(service: KeyService): Promise<Keys> {
  while ((await service.rewrapAll()) > 0) await service.settle();
  return service.list();
}

function versionOf(text: string): number {
  const version = Number(text);
  if (!Number.isSafeInteger(version) || version < 1)
    throw new CommandError('--through is a version: 1, 2, …', EXIT.usage);
  return version;
}
