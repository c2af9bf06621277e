import { Command, CommanderError } from 'commander';
import { COMMANDS } from './commands.js';
import { CommandError, EXIT } from './exit-codes.js';

/** Does what the words of a command line ask; the exit code. What is wrong is said on standard error. */
export async function runCommand(words: readonly string[]): Promise<number> {
  try {
    const program = new Command('kiroku').description('Kiroku 記録 – the data-sharing ledger').exitOverride();
    for (const command of await commandsFor(words[0])) program.addCommand(command.exitOverride());
    await program.parseAsync(words, { from: 'user' });
    return Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    return report(error);
  }
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
