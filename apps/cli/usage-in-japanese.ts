/** What the library says of a command line that it cannot take, and the same in Japanese. */
const SAYINGS: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown option '(.+?)'/, '不明なオプションです: $1'],
  [/^error: unknown command '(.+?)'/, '不明なコマンドです: $1'],
  [/^error: missing required argument '(.+?)'/, '引数がありません: $1'],
  [/^error: required option '(.+?)' not specified/, '必須のオプションがありません: $1'],
  [/^error: option '(.+?)' argument missing/, 'オプションの値がありません: $1'],
  [
    /^error: option '(.+?)' argument '(.*)' is invalid\. Allowed choices are (.+)\./,
    'オプション $1 の値 $2 は使えません。使える値: $3',
  ],
  [
    /^error: too many arguments.*? Expected (\d+) arguments? but got (\d+)\./,
    '引数が多すぎます（$1 個まで。$2 個ありました）',
  ],
  [/^\(Did you mean (?:one of )?(.+)\?\)/m, '（もしかして: $1）'],
];

/** In Japanese as far as it is known; what is not stands as it is. */
export function usageInJapanese(text: string): string {
  return SAYINGS.reduce((told, [saying, japanese]) => told.replace(saying, japanese), text);
}
