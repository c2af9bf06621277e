// The whole of `verify.mjs`: a verifier in one file, which needs Node and nothing else.
import { parseArgs } from 'node:util';
import { languageAsked, languageOf } from '../said.js';
import { runVerify } from './run-verify.js';
import type { VerifyOptions } from './verify-options.js';

const USAGE_EN = `verify.mjs – verifies evidence of Kiroku 記録, and trusts nobody

  node verify.mjs <file or address> [--key <key or file>]…

  file      an issued document, a bundle, a proof, an acknowledgement or a checkpoint: it is known by its content
  address   of a running log: https://…/v1/log/<association>

  --key     verifier key (name+hash+key), or a file with one a line; may be said more than once
  --entry   file with the bytes of the entry that an acknowledgement is of
  --leaf    or its leaf hash: base64, or 64 hexadecimal digits
  --proof   file with the proof that came beside an issued document (CSV, JSON); a PDF has it inside
  --older   an older proof of completeness, which this one has to go on from
  --max-age seconds that a checkpoint, or the head of a proof of completeness, may be old
  --stamp-max-age seconds that the newest timestamp of a running log may be old
  --token   lets the entries of a running log be read (or in KIROKU_TOKEN); sent by https, and with --key alone
  --because why they are read, which members are shown; without it they are not read
  --json    the report as JSON
  --lang    ja or en

Ends with 0: verified · 1: the evidence is broken · 2: it could not be checked
`;

const USAGE_JA = `verify.mjs – 記録 (Kiroku) の証拠を検証します。誰も信用しません

  node verify.mjs <ファイル又はアドレス> [--key <鍵又はファイル>]…

  ファイル   書面、監査資料（zip）、証明、受理証又はチェックポイント。種類は中身で見分けます
  アドレス   稼働中のログ: https://…/v1/log/<組合>

  --key     検証鍵 (name+hash+key)、又は 1 行に 1 つ書いたファイル。繰り返せます
  --entry   受理証の対象である記録本体のファイル
  --leaf    又はその葉ハッシュ: base64、若しくは 16 進数 64 桁
  --proof   書面（CSV、JSON）と一緒に渡された証明のファイル。PDF は中に持っています
  --older   これより古い完全性の証明。続きであることを確かめます
  --max-age チェックポイント又は完全性の証明の先頭が、何秒前のものまで認めるか
  --stamp-max-age 稼働中のログの最新のタイムスタンプが、何秒前のものまで認めるか
  --token   稼働中のログの記録本体を読むためのトークン (KIROKU_TOKEN でも可)。https と --key があるときだけ送ります
  --because 読む理由。加入者に示されます。無ければ読みません
  --json    報告を JSON で
  --lang    ja 又は en

終了コード 0: 検証できた · 1: 証拠が壊れている · 2: 検証できなかった
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
  const options = readOptions(args, (why) => output.error(`${why}\n\n`));
  if (options) return runVerify(options, output);
  output.error(languageAsked(args, process.env) === 'ja' ? USAGE_JA : USAGE_EN);
  return args.includes('--help') ? 0 : 2;
}

function readOptions(args: readonly string[], refuse: (why: string) => void): VerifyOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true, default: [] },
        entry: { type: 'string' },
        leaf: { type: 'string' },
        proof: { type: 'string' },
        older: { type: 'string' },
        'max-age': { type: 'string' },
        'stamp-max-age': { type: 'string' },
        token: { type: 'string' },
        because: { type: 'string' },
        json: { type: 'boolean', default: false },
        lang: { type: 'string', default: languageOf(process.env) },
      },
    });
    const { lang, 'max-age': maxAge, 'stamp-max-age': stampMaxAge, ...others } = values;
    const surroundingToken = process.env['KIROKU_TOKEN'];
    const [target] = positionals;
    if (target === undefined || positionals.length > 1 || (lang !== 'ja' && lang !== 'en')) return null;
    return { target, lang, surroundingToken, maxAge, stampMaxAge, ...others };
  } catch (error) {
    if (!args.includes('--help')) refuse((error as Error).message);
    return null;
  }
}
