import type { Paper } from '#disclosure';

/** As a disclosure request is answered typically: a page of words, and twenty records. No two are the same. */
export function typicalDisclosure(of: number): Paper {
  const words =
    '個人情報の保護に関する法律第33条第5項において準用する同条第1項の規定による請求について、次のとおり開示します。';
  const code = `7K2M-9QWX-4RTB-${String(of % 10_000).padStart(4, '0')}`;
  return {
    language: 'ja',
    title: '第三者提供記録の開示書',
    issuer: '見本健康保険組合',
    addressee: `髙﨑 ${NAMES[of % NAMES.length]}${of} 様`,
    issuedOn: '令和8年11月29日（2026年11月29日）',
    blocks: [
      { kind: 'text', text: words },
      {
        kind: 'facts',
        facts: [
          ['請求の日', '令和8年11月1日（2026年11月1日）'],
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
      {
        kind: 'table',
        caption: '提供の記録',
        columns: ['年月日', '相手方', '項目', '根拠', '位置'].map((title, place) => ({ title, width: WIDTHS[place]! })),
        rows: Array.from({ length: RECORDS }, (_, row) => recordOf(of * RECORDS + row)),
      },
    ],
    check: {
      code,
      url: `https://kiroku.example/check#${code}`,
      promises: ['この書面は、発行された時から変わっていません。', '開いた鎖にある記録は、すべて載っています。'],
    },
  };
}

const RECORDS = 20;
const WIDTHS = [2, 3, 3, 2, 1];
const NAMES = ['太郎', '花子', '健一', '由美', '𠮷乃'];
const PARTIES = ['見本健診センター株式会社', '例示再保険株式会社', '医療法人見本会中央病院', '東都データ処理株式会社'];
const ITEMS = ['氏名、生年月日、健康診査の結果', 'レセプトの写し、氏名', '被保険者等記号・番号、資格の得喪'];

function recordOf(row: number): readonly string[] {
  return [
    `令和8年${1 + (row % 9)}月${1 + (row % 28)}日`,
    `${PARTIES[row % PARTIES.length]}（東京都千代田区霞が関${row % 30}丁目2番3号）`,
    ITEMS[row % ITEMS.length]!,
    '法第27条第1項本文（本人の同意）',
    String(row),
  ];
}
