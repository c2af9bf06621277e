// The whole of `verify.mjs`: a verifier in one file, which needs Node and nothing else.
import { parseArgs } from 'node:util';
import { runVerify } from './run-verify.js';
import { languageOf, type VerifyOptions } from './verify-options.js';

const USAGE = `verify.mjs – verifies evidence of Kiroku 記録, and trusts nobody

  node verify.mjs <file or address> [--key <key or file>]…

  file      a bundle, a document, an acknowledgement or a checkpoint: it is known by its content
  address   of a running log: https://…/v1/log/<association>

  --key     verifier key (name+hash+key), or a file with one a line; may be said more than once
  --entry   file with the bytes of the entry that an acknowledgement is of
  --leaf    or its leaf hash: base64, or 64 hexadecimal digits
  --older   an older proof of completeness, which this one has to go on from
  --max-age seconds that a checkpoint, or the head of a proof of completeness, may be old
  --token   lets the entries of a running log be read (or in KIROKU_TOKEN); sent by https, and with --key alone
  --because why they are read, which members are shown; without it they are not read
  --json    the report as JSON
  --lang    ja or en

Ends with 0: verified · 1: the evidence is broken · 2: it could not be checked
`;

process.exitCode = 2;
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

async function main(args: readonly string[]): Promise<number> {
  const output = {
    out: (text: string) => process.stdout.write(text),
    error: (text: string) => process.stderr.write(text),
  };
  const options = readOptions(args);
  if (options) return runVerify(options, output);
  output.error(USAGE);
  return args.includes('--help') ? 0 : 2;
}

function readOptions(args: readonly string[]): VerifyOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true, default: [] },
        entry: { type: 'string' },
        leaf: { type: 'string' },
        older: { type: 'string' },
        'max-age': { type: 'string' },
        token: { type: 'string' },
        because: { type: 'string' },
        json: { type: 'boolean', default: false },
        lang: { type: 'string', default: languageOf(process.env) },
      },
    });
    const { lang, 'max-age': maxAge, ...others } = values;
    const surroundingToken = process.env['KIROKU_TOKEN'];
    const [target] = positionals;
    if (target === undefined || positionals.length > 1 || (lang !== 'ja' && lang !== 'en')) return null;
    return { target, lang, surroundingToken, maxAge, ...others };
  } catch {
    return null;
  }
}
