import { Command } from 'commander';
import { CommandError } from '../exit-codes.js';

export function migrateCommand(): Command {
  return new Command('migrate').description('bring the database at DATABASE_URL to this version').action(async () => {
    const url = process.env['DATABASE_URL'];
    if (!url) throw new CommandError('DATABASE_URL is not set.');
    const { migrateDatabase } = await import('./migrate-database.js');
    for (const name of await migrateDatabase(url)) process.stdout.write(`${name}\n`);
  });
}
