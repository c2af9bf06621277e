import { Command, Option } from 'commander';
import { DevelopmentIssuer, ROLES, SCOPES, scopesOf, type Role } from '#access';
import { CommandError, EXIT } from '../exit-codes.js';
import { defaultUrl } from '../service-client.js';
import { readSamples } from '../serve/samples.js';
import { dataDirectory, issuerKeyPath } from '../surroundings.js';
import { clientToken } from './client-token.js';

interface TokenOptions {
  readonly role?: Role;
  readonly association?: string;
  readonly member?: string;
  readonly unbound?: boolean;
  readonly subject?: string;
  readonly arrangement: readonly string[];
  readonly scope: readonly string[];
  readonly client?: string;
  readonly url: string;
}

const collect = (value: string, before: readonly string[]) => [...before, value];

export function tokenCommand(): Command {
  return new Command('token')
    .description('print a bearer token of the development issuer, valid for 12 hours; on the last line')
    .addOption(new Option('--role <role>', 'what the bearer may do').choices(ROLES))
    .option('--association <id>', 'for which association (every role but operator)')
    .option(
      '--member <ref>',
      'to which member reference the token is bound (role member): the first of a sample when left out',
    )
    .option('--unbound', "for an account that is no member's yet: it can redeem a code (role member)")
    .option('--subject <name>', 'who it is, where two persons are needed: somebody of the role when left out')
    .option('--arrangement <id>', 'of which it may touch transfers; again for more (role integrator)', collect, [])
    .option('--scope <scope>', 'what it may do of what its role may; again for more; all when left out', collect, [])
    .option('--client <id>', 'ask the running service for it instead, as an integrating system does with its own key')
    .option('--url <url>', 'where the service is (with --client)', defaultUrl())
    .action(printToken);
}

async function printToken(options: TokenOptions): Promise<void> {
  const unknown = options.scope.find((scope) => !(SCOPES as readonly string[]).includes(scope));
  if (unknown !== undefined)
    throw new CommandError(`${unknown} is no scope. There are: ${SCOPES.join(', ')}.`, EXIT.usage);
  const token = await (options.client === undefined ? roleToken(options) : clientToken(options.client, options));
  process.stdout.write(`${token}\n`);
}

async function roleToken(options: TokenOptions): Promise<string> {
  const { role, association, member, unbound, subject, arrangement, scope } = options;
  if (!role) throw new CommandError('Say --role <role>, or --client <id>.', EXIT.usage);
  if (role !== 'operator' && !association)
    throw new CommandError(`A token for the role ${role} needs --association <id>.`, EXIT.usage);
  if (role !== 'member' && (member || unbound))
    throw new CommandError('--member and --unbound go with --role member only.', EXIT.usage);
  if (member && unbound) throw new CommandError('Say --member or --unbound, not both.', EXIT.usage);
  const useless = scope.filter((one) => !(scopesOf(role) as readonly string[]).includes(one));
  if (useless.length > 0) {
    const there = scopesOf(role).join(', ');
    throw new CommandError(`The role ${role} can do nothing of ${useless.join(', ')}. It has: ${there}.`, EXIT.usage);
  }
  if (role !== 'integrator' && arrangement.length > 0)
    throw new CommandError('--arrangement goes with --role integrator only.', EXIT.usage);
  const dataDir = dataDirectory();
  const issuer = await openIssuer(issuerKeyPath(dataDir));
  if (!issuer) throw new CommandError(`There is no development issuer in ${dataDir}. Start Kiroku once: npm start`);
  return issuer.issue({
    role,
    association: association ?? null,
    member: member ?? (role === 'member' && !unbound ? await sampleMember(association!) : null),
    ...(subject && { subject }),
    ...(arrangement.length > 0 && { arrangements: arrangement }),
    ...(scope.length > 0 && { scopes: scope }),
  });
}

/** The first member of a sample: whoever tries something out has no reference at hand. */
async function sampleMember(association: string): Promise<string> {
  const sample = (await readSamples()).find((one) => one.association.id === association);
  const member = sample?.members[0];
  if (!member) {
    throw new CommandError(
      `Say --member <ref>: ${association} is no sample. POST /v1/members/lookup or /v1/members/search finds references, as an officer. --unbound is for an account that is nobody's yet.`,
      EXIT.usage,
    );
  }
  process.stderr.write(
    `kiroku: without --member this is ${member.name} of the samples (${member.ref}); --unbound is for nobody yet.\n`,
  );
  return member.ref;
}

async function openIssuer(path: string): Promise<DevelopmentIssuer | null> {
  try {
    return await DevelopmentIssuer.open(path, false);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    throw new CommandError(`${path} belongs to another user. Run this as the user who started Kiroku.`);
  }
}
