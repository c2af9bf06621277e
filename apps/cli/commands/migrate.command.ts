import { Command } from 'commander';
import { CommandError } from '../exit-codes.js';

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring the database at DATABASE_URL to this version, as its owner')
    .action(async () => {
      const url = process.env['DATABASE_URL'];
      if (!url) throw new CommandError('DATABASE_URL is not set.');
      const { migrateDatabase } = await import('./migrate-database.js');
      const { RightsError } = await import('#platform');
      const applied = await migrateDatabase(url).catch((error: unknown) => {
        throw error instanceof RightsError ? new CommandError(error.message) : error;
      });
      for (const name of applied) process.stdout.write(`${name}\n`);
    });
}
