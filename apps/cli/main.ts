import { EXIT } from './exit-codes.js';
import { runCommand } from './run-command.js';

// A reader that has seen enough, such as head, closes the pipe: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failed),
);

process.exitCode = await runCommand(process.argv.slice(2));
