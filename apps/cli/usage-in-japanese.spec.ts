import { Command, Option } from 'commander';
import { languageAsked } from './said.js';
import { usageInJapanese } from './usage-in-japanese.js';

/** What the library itself says of a command line. */
async function saidOf(...words: string[]): Promise<string> {
  let said = '';
  const command = new Command('try')
    .argument('<file>')
    .option('--key <key>')
    .requiredOption('--state <dir>')
    .addOption(new Option('--lang <language>').choices(['ja', 'en']))
    .exitOverride()
    .configureOutput({ writeErr: () => {}, outputError: (text) => void (said += text) });
  const parent = new Command('kiroku').exitOverride().configureOutput({ outputError: (text) => void (said += text) });
  parent.addCommand(command);
  await parent.parseAsync(words, { from: 'user' }).catch(() => {});
  return said;
}

describe('what is wrong with a command line, in Japanese', () => {
  it.each([
    [['try', 'x', '--state', 'd', '--wrong'], '不明なオプションです: --wrong'],
    [['try', 'x', '--state', 'd', '--lung', 'ja'], '不明なオプションです: --lung\n（もしかして: --lang）'],
    [['try', '--state', 'd'], '引数がありません: file'],
    [['try', 'x'], '必須のオプションがありません: --state <dir>'],
    [['try', 'x', '--state', 'd', '--key'], 'オプションの値がありません: --key <key>'],
    [
      ['try', 'x', '--state', 'd', '--lang', 'fr'],
      'オプション --lang <language> の値 fr は使えません。使える値: ja, en',
    ],
    [['try', 'x', 'y', '--state', 'd'], '引数が多すぎます（1 個まで。2 個ありました）'],
    [['trie'], '不明なコマンドです: trie\n（もしかして: try）'],
  ])('of %j', async (words, japanese) => {
    expect(usageInJapanese(await saidOf(...words)).trimEnd()).toBe(japanese);
  });

  it('is asked for by --lang, and else by the surroundings', () => {
    expect(languageAsked(['verify', '--lang', 'ja'], { LANG: 'en_US.UTF-8' })).toBe('ja');
    expect(languageAsked(['verify', '--lang=en'], { LANG: 'ja_JP.UTF-8' })).toBe('en');
    expect(languageAsked(['verify', '--lang', 'fr'], { LANG: 'ja_JP.UTF-8' })).toBe('ja');
    expect(languageAsked(['verify'], { LC_ALL: 'C', LANG: 'ja_JP.UTF-8' })).toBe('en');
  });
});
