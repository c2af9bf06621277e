import { Command, CommanderError } from 'commander';
import { COMMANDS, SAY_WHAT_IS_BROKEN } from './commands.js';
import { CommandError, EXIT } from './exit-codes.js';
import { inLanguage, languageAsked, type TerminalLanguage } from './said.js';
import { usageInJapanese } from './usage-in-japanese.js';

/** Does what the words of a command line ask; the exit code. What is wrong is said on standard error. */
export async function runCommand(words: readonly string[]): Promise<number> {
  const language = languageAsked(words, process.env);
  try {
    // Options belong to the command that they stand behind: `witness clear-failure --state …` has a --state of its own.
    const program = new Command('kiroku')
      .description('Kiroku 記録 – the data-sharing ledger')
      .enablePositionalOptions()
      .exitOverride()
      .configureOutput({ outputError: (text, write) => write(language === 'ja' ? usageInJapanese(text) : text) });
    for (const command of await commandsFor(words[0])) program.addCommand(throwing(command, program));
    await program.parseAsync(words, { from: 'user' });
    return Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    const code = report(error, language);
    return code === EXIT.failed && SAY_WHAT_IS_BROKEN.includes(words[0] ?? '') ? EXIT.usage : code;
  }
}

function commandsFor(name: string | undefined): Promise<Command[]> {
  const asked = name === undefined ? undefined : COMMANDS[name];
  return Promise.all((asked ? [asked] : Object.values(COMMANDS)).map((load) => load()));
}

/** Whatever the library refuses is thrown, by the commands of a command too: left alone it ends the program with 1. */
function throwing(command: Command, program: Command): Command {
  for (const one of command.commands) throwing(one, program);
  return command.exitOverride().configureOutput(program.configureOutput());
}

function report(error: unknown, language: TerminalLanguage): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof CommandError) {
    process.stderr.write(`kiroku: ${inLanguage(error.said, language)}\n`);
    return error.exitCode;
  }
  process.stderr.write(`kiroku: a fault of the program: ${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.failed;
}
