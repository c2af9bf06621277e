import { COMMANDS } from './commands.js';

/** What cannot be asked without something: said in the line that explains how it is used. */
const OF = [
  'token',
  'post',
  'assess',
  'import',
  'import-register',
  'reconcile',
  'ruleset',
  'log',
  'witness',
  'projections',
  'verify',
];

describe('a command', () => {
  it.each(Object.keys(COMMANDS))('%s goes by its name and explains itself', async (name) => {
    const command = await COMMANDS[name]!();
    expect(command.name()).toBe(name);
    expect(command.description().length).toBeGreaterThan(10);
    expect(command.helpInformation()).toMatch(/--help/);
  });

  it.each(OF)('%s refuses to be asked for nothing', async (name) => {
    const command = (await COMMANDS[name]!()).exitOverride();
    for (const one of [command, ...command.commands]) one.exitOverride().configureOutput({ writeErr: () => {} });
    await expect(command.parseAsync([], { from: 'user' })).rejects.toBeDefined();
  });
});
