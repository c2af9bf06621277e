import { Command, Option } from 'commander';
import { DevelopmentIssuer, ROLES, type Role } from '#access';
import { CommandError, EXIT } from '../exit-codes.js';
import { dataDirectory, issuerKeyPath } from '../surroundings.js';

interface TokenOptions {
  readonly role: Role;
  readonly association?: string;
  readonly member?: string;
  readonly subject?: string;
}

export function tokenCommand(): Command {
  return new Command('token')
    .description('print a bearer token of the development issuer, valid for 12 hours; on the last line')
    .addOption(new Option('--role <role>', 'what the bearer may do').choices(ROLES).makeOptionMandatory())
    .option('--association <id>', 'for which association (every role but operator)')
    .option('--member <ref>', 'to which member reference the token is bound (role member)')
    .option('--subject <name>', 'who it is, where two persons are needed: somebody of the role when left out')
    .action(printToken);
}

async function printToken({ role, association, member, subject }: TokenOptions): Promise<void> {
  if (role !== 'operator' && !association)
    throw new CommandError(`A token for the role ${role} needs --association <id>.`, EXIT.usage);
  if (role === 'member' && !member)
    throw new CommandError('A token for the role member needs --member <ref>.', EXIT.usage);
  if (role !== 'member' && member) throw new CommandError('--member goes with --role member only.', EXIT.usage);
  const dataDir = dataDirectory();
  const issuer = await openIssuer(issuerKeyPath(dataDir));
  if (!issuer) throw new CommandError(`There is no development issuer in ${dataDir}. Start Kiroku once: npm start`);
  const wish = { role, association: association ?? null, member: member ?? null, ...(subject && { subject }) };
  process.stdout.write(`${await issuer.issue(wish)}\n`);
}

async function openIssuer(path: string): Promise<DevelopmentIssuer | null> {
  try {
    return await DevelopmentIssuer.open(path, false);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    throw new CommandError(`${path} belongs to another user. Run this as the user who started Kiroku.`);
  }
}
