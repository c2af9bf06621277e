import { Command, CommanderError } from 'commander';
import { CommandError, EXIT } from './exit-codes.js';

/** Commands are loaded when they are asked for: what lists feeds should not wait for what runs services. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./commands/serve.command.js')).serveCommand(),
  token: async () => (await import('./commands/token.command.js')).tokenCommand(),
  feeds: async () => (await import('./commands/feeds.command.js')).feedsCommand(),
  lint: async () => (await import('./commands/lint.command.js')).lintCommand(),
  post: async () => (await import('./commands/post.command.js')).postCommand(),
  assess: async () => (await import('./commands/assess.command.js')).assessCommand(),
  import: async () => (await import('./commands/import.command.js')).importCommand(),
  'import-register': async () => (await import('./commands/import.command.js')).importRegisterCommand(),
  simulate: async () => (await import('./commands/simulate.command.js')).simulateCommand(),
  reconcile: async () => (await import('./commands/reconcile.command.js')).reconcileCommand(),
  ruleset: async () => (await import('./commands/ruleset.command.js')).rulesetCommand(),
  openapi: async () => (await import('./commands/openapi.command.js')).openApiCommand(),
  projections: async () => (await import('./commands/projections.command.js')).projectionsCommand(),
  migrate: async () => (await import('./commands/migrate.command.js')).migrateCommand(),
};

// A reader that has seen enough, such as head, closes the pipe: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failed),
);

try {
  const program = new Command('kiroku').description('Kiroku 記録 – the data-sharing ledger').exitOverride();
  for (const command of await commandsFor(process.argv[2])) program.addCommand(command.exitOverride());
  await program.parseAsync();
  process.exitCode ??= EXIT.ok;
} catch (error) {
  process.exitCode = report(error);
}

function commandsFor(name: string | undefined): Promise<Command[]> {
  const asked = name === undefined ? undefined : COMMANDS[name];
  return Promise.all((asked ? [asked] : Object.values(COMMANDS)).map((load) => load()));
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof CommandError) {
    process.stderr.write(`kiroku: ${error.message}\n`);
    return error.exitCode;
  }
  process.stderr.write(`kiroku: a fault of the program: ${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.failed;
}
