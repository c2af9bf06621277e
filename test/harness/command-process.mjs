// One process that runs commands one after the other, as run-command.js does in one of its own each. The words, the
// surroundings and the input come by message; the code and what was printed go back. It ends with whoever started it.
import { Readable } from 'node:stream';
import { runCommand } from '../../dist/apps/cli/run-command.js';

process.once('disconnect', () => process.exit());
process.on('message', (asked) => void answer(asked));

async function answer({ words, env, input }) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  const stdin = Readable.from([Buffer.from(input)]);
  Object.defineProperty(process, 'stdin', { configurable: true, value: stdin });
  const printed = { stdout: '', stderr: '' };
  const written = Object.keys(printed).map((name) => gather(process[name], (text) => (printed[name] += text)));
  process.exitCode = undefined;
  const code = await runCommand(words);
  process.exitCode = undefined;
  for (const end of written) end();
  process.send({ code, ...printed });
}

/** Takes what is written to a stream, until the answer is called. */
function gather(stream, take) {
  const { write } = stream;
  stream.write = (chunk, encoding, done) => {
    take(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const written = typeof encoding === 'function' ? encoding : done;
    if (written) process.nextTick(written);
    return true;
  };
  return () => (stream.write = write);
}
