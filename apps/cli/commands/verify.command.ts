import { Command, Option } from 'commander';
import { languageOf, type VerifyOptions } from '../verify/verify-options.js';

type Options = Omit<VerifyOptions, 'target' | 'json'> & { readonly json?: boolean };

export function verifyCommand(): Command {
  return new Command('verify')
    .description('verify a bundle, a document, an acknowledgement or a running log without trusting whoever made it')
    .argument('<target>', 'a file, known by its content, or the address of a log: https://…/v1/log/<association>')
    .option('--key <key>', 'verifier key (name+hash+key), or a file with one a line; may be repeated', collect, [])
    .option('--entry <file>', 'bytes of the entry that an acknowledgement is of')
    .option('--leaf <hash>', 'or its leaf hash: base64, or 64 hexadecimal digits')
    .option('--token <token>', 'lets the entries of a running log be read; better in KIROKU_TOKEN')
    .option('--json', 'print the report as JSON')
    .addOption(new Option('--lang <language>', 'language of the report').choices(['ja', 'en']))
    .addHelpText(
      'after',
      `
Without --key a log is verified by the keys that it hands out itself, which the report says: it is then shown to be
consistent in itself, and not to be genuine.

Ends with 0: verified, 1: the evidence is broken, 2: it could not be checked.`,
    )
    .action(verify);
}

async function verify(target: string, { json = false, lang, token, ...options }: Options): Promise<void> {
  const { runVerify } = await import('../verify/run-verify.js');
  process.exitCode = await runVerify(
    {
      ...options,
      target,
      json,
      lang: lang ?? languageOf(process.env),
      token: token ?? process.env['KIROKU_TOKEN'],
    },
    { out: (text) => process.stdout.write(text), error: (text) => process.stderr.write(`kiroku: ${text}`) },
  );
}

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}
