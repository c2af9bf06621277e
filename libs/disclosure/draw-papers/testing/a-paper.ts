import type { Paper, PaperBlock } from '../../domain/documents/paper.js';

export const A_CODE = '7K2M-9QWX-4RTB-HC0Z';

/** A paper as a disclosure has one: a page of words and facts, and a table of records. */
export function aPaper(changed: Partial<Paper> = {}): Paper {
  return {
    language: 'ja',
    title: '第三者提供記録の開示書',
    issuer: '見本健康保険組合',
    addressee: '髙﨑𠮷濵 様',
    issuedOn: '令和8年11月29日（2026年11月29日）',
    blocks: [{ kind: 'heading', text: '開示の内容' }, aTable(recordRows(3))],
    check: {
      code: A_CODE,
      url: `https://kiroku.example/check#${A_CODE}`,
      promises: ['この書面は、発行された時から変わっていません。', '開いた鎖にある記録は、すべて載っています。'],
    },
    ...changed,
  };
}

export function aTable(rows: Iterable<readonly string[]>): PaperBlock {
  const columns = [
    { title: '年月日', width: 2 },
    { title: '相手方', width: 3 },
    { title: '項目', width: 3 },
    { title: '根拠', width: 2 },
    { title: '位置', width: 1 },
  ];
  return { kind: 'table', caption: '提供の記録', columns, rows };
}

export function* recordRows(count: number): Generator<readonly string[]> {
  for (let row = 1; row <= count; row++) {
    yield [
      '令和8年11月29日',
      '見本健診センター株式会社（東京都千代田区霞が関一丁目2番3号）',
      '氏名、生年月日、健康診査の結果、レセプトの写し',
      '法第27条第1項本文（本人の同意）',
      `No.${row}`,
    ];
  }
}

/** As a disclosure request is answered typically: a page of words, and twenty records. */
export function aTypicalDisclosure(of = 0): Paper {
  const words =
    '個人情報の保護に関する法律第33条第5項において準用する同条第1項の規定による請求について、次のとおり開示します。';
  return aPaper({
    addressee: `見本 太郎${of} 様`,
    blocks: [
      { kind: 'text', text: words },
      {
        kind: 'facts',
        facts: [
          ['請求の日', '令和8年11月1日'],
          ['対象の期間', '令和8年4月1日から令和8年9月30日まで'],
          ['受付の番号', `R-${of}`],
        ],
      },
      { kind: 'heading', text: '開示しないもの' },
      {
        kind: 'list',
        items: ['ありません。', '法令により知らせることができない記録は、この一覧の対象ではありません。'],
      },
      { kind: 'heading', text: '苦情の申出先' },
      {
        kind: 'text',
        text: `${words}苦情は、当組合の窓口または個人情報保護委員会へ申し出ることができます。`.repeat(4),
      },
      aTable(recordRows(20)),
    ],
  });
}
