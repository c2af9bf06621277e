/** As written, and in kana. */
type Name = readonly [string, string];

/** Invented names: every family name is a play on 見本 (sample), variant characters included. */
export const FAMILIES: readonly Name[] = [
  ['見本', 'ミホン'],
  ['髙見本', 'タカミホン'],
  ['見本﨑', 'ミホンザキ'],
  ['𠮷見本', 'ヨシミホン'],
  ['見本橋', 'ミホンバシ'],
  ['見本田', 'ミホンダ'],
  ['見本澤', 'ミホンザワ'],
  ['小見本', 'コミホン'],
  ['見本原', 'ミホンバラ'],
  ['西見本', 'ニシミホン'],
];

export const GIVEN: Readonly<Record<'男' | '女', readonly Name[]>> = {
  男: [
    ['太郎', 'タロウ'],
    ['次郎', 'ジロウ'],
    ['大地', 'ダイチ'],
    ['健', 'ケン'],
    ['蓮', 'レン'],
    ['悠斗', 'ユウト'],
    ['アレックス', 'アレックス'],
    ['つばさ', 'ツバサ'],
  ],
  女: [
    ['花子', 'ハナコ'],
    ['さくら', 'サクラ'],
    ['ひかり', 'ヒカリ'],
    ['幸子', 'サチコ'],
    ['葵', 'アオイ'],
    ['みどり', 'ミドリ'],
    ['凛', 'リン'],
    ['マリア', 'マリア'],
  ],
};
