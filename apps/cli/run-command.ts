import { Command, CommanderError } from 'commander';
import { COMMANDS, SAY_WHAT_IS_BROKEN } from './commands.js';
import { CommandError, EXIT } from './exit-codes.js';

/** Does what the words of a command line ask; the exit code. What is wrong is said on standard error. */
export async function runCommand(words: readonly string[]): Promise<number> {
  try {
    // Options belong to the command that they stand behind: `witness clear-failure --state …` has a --state of its own.
    const program = new Command('kiroku')
      .description('Kiroku 記録 – the data-sharing ledger')
      .enablePositionalOptions()
      .exitOverride();
    for (const command of await commandsFor(words[0])) program.addCommand(throwing(command));
    await program.parseAsync(words, { from: 'user' });
    return Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    const code = report(error);
    return code === EXIT.failed && SAY_WHAT_IS_BROKEN.includes(words[0] ?? '') ? EXIT.usage : code;
  }
}

function commandsFor(name: string | undefined): Promise<Command[]> {
  const asked = name === undefined ? undefined : COMMANDS[name];
  return Promise.all((asked ? [asked] : Object.values(COMMANDS)).map((load) => load()));
}

/** Whatever the library refuses is thrown, by the commands of a command too: left alone it ends the program with 1. */
function throwing(command: Command): Command {
  for (const one of command.commands) throwing(one);
  return command.exitOverride();
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
