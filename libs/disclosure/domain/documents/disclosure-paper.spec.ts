import { completenessSha256 } from '#proof';
import { aContent, anExtra, RECORD } from '../../testing/a-request.js';
import { aDecision, aHead, someFacts, textsOf } from '../../testing/a-paper.js';
import { disclosurePaper, type DisclosureFacts } from './disclosure-paper.js';

const LINE = { position: '0000000000000012', leaf: 'q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=' };
const completeness = { heads: [] } as unknown as DisclosureFacts['completeness'] & object;

function facts(over: Partial<DisclosureFacts> = {}): DisclosureFacts {
  const records = { asOf: '0000000000000042', list: [{ record: RECORD, version: 1 }] };
  return {
    ...someFacts({ head: aHead({ kind: 'RECORDS_DISCLOSURE' }), decision: aDecision({ records }) }),
    disclosed: [aContent({ line: LINE })],
    heldFrom: '2026-01-01',
    references: ['7b89296c-2f52-4c39-9c3b-0f9a2d2d6f01'],
    completeness,
    ...over,
  };
}
const titlesOf = (over: Partial<DisclosureFacts>) =>
  disclosurePaper(facts(over)).paper.blocks.flatMap((block) =>
    block.kind === 'table' ? block.columns.map(({ title }) => title) : [],
  );
const textOf = (over: Partial<DisclosureFacts> = {}) => textsOf(disclosurePaper(facts(over)).paper);

describe('the document of disclosed records', () => {
  it('shows each record in its statutory fields, with the person as registered', () => {
    const text = textOf();
    expect(text).toContain('見本製造株式会社\n東京都見本区\n代表者：代表取締役 見本 次郎');
    expect(text).toContain('見本 花子\n記号12 番号345 枝番01');
    expect(text).toContain('氏名');
  });

  it('has no column in which no record says anything', () => {
    // The date is none of the fields that Rules 20 asks of a provision with consent.
    expect(titlesOf({})).toEqual(['番号', '提供先', '本人', '個人データの項目', '本人の同意']);
    const dated = aContent({ record: 'd:1', date: '2026-03-01', line: LINE });
    expect(titlesOf({ disclosed: [aContent({ line: LINE }), dated] })).toContain('年月日');
  });

  it('says as of when it is, from when the ledger has records, and what is not part of it', () => {
    const text = textOf();
    for (const part of ['台帳の位置0000000000000042まで', '令和8年1月1日', '施行令11条', '共同利用'])
      expect(text).toContain(part);
    expect(textOf({ head: aHead({ language: 'en' }) })).toContain('up to position 0000000000000042');
  });

  it('marks a record that was corrected (A52)', () => {
    expect(textOf()).not.toContain('（訂正済み）');
    const disclosed = [aContent({ version: 2, corrected: true, line: LINE })];
    expect(textOf({ disclosed })).toContain('（訂正済み）');
    expect(disclosurePaper(facts({ disclosed })).data).toMatchObject({ records: [{ corrected: true, version: 2 }] });
  });

  it('tells a withheld field with its reason, where it stands and below', () => {
    const withheld = [{ record: RECORD, field: 'items', reason: 'HARM' }];
    const decision = aDecision({ ...facts().decision, outcome: 'PART', withheld });
    const text = textOf({ decision, disclosed: [aContent({ items: null, line: LINE })] });
    expect(text).toContain('|不開示|');
    expect(text).toMatch(/番号1の記録の「個人データの項目」：.*（個人情報保護法33条2項1号）/);
    const others = [aContent({ record: 'first:1', line: LINE }), aContent({ items: null, line: LINE })];
    const second = disclosurePaper(facts({ decision, disclosed: others }));
    expect(textsOf(second.paper)).toMatch(/\n2\|[^]*番号2の記録の「個人データの項目」/);
    expect(second.table.slice(1).map((row) => row.slice(0, 2))).toEqual([
      ['1', 'first:1'],
      ['2', RECORD],
    ]);
  });

  it('neither names nor counts a record that is withheld as a whole, in any form', () => {
    const withheld = [{ record: 'secret:1', field: null, reason: 'HARM' }];
    const list = [...facts().decision.records!.list, { record: 'secret:1', version: 1 }];
    const decision = aDecision({ outcome: 'PART', withheld, records: { asOf: '0000000000000042', list } });
    const built = disclosurePaper(facts({ decision }));
    const text = textsOf(built.paper);
    expect(text).toContain('開示する記録：1件');
    expect(text).toContain('一部の記録は、次の理由により開示しません');
    for (const one of [text, JSON.stringify(built.table), JSON.stringify(built.data)])
      expect(one).not.toContain('secret');
  });

  it('names for verifiers all references, where each line stands, and the one proof of completeness it goes with', () => {
    const { data, completeness: kept } = disclosurePaper(facts());
    expect(kept).toBe(completeness);
    const pinned = completenessSha256(completeness);
    expect(data).toMatchObject({
      references: facts().references,
      completenessSha256: pinned,
      records: [{ ...LINE, record: RECORD }],
    });
    const { completeness: _left, ...rest } = facts();
    const without = disclosurePaper(rest);
    expect(textsOf(without.paper)).toContain('ほかに明細がないことの証明');
    expect(textsOf(disclosurePaper(facts()).paper)).not.toContain('ほかに明細がないことの証明');
    for (const field of ['references', 'completenessSha256']) expect(without.data).not.toHaveProperty(field);
    expect(JSON.stringify(without.data)).not.toContain(LINE.leaf);
    expect(without.paper.check.promises).toHaveLength(2);
    expect(disclosurePaper(facts()).paper.check.promises).toHaveLength(3);
  });

  it('has receipts apart from provisions, and one row for each in the table', () => {
    const receipt = aContent({
      record: 'r:1',
      register: 'receipt',
      fields: ['date', 'party', 'acquisition'],
      date: '2026-03-01',
      acquisition: '本人から取得',
      line: LINE,
    });
    const built = disclosurePaper(facts({ disclosed: [aContent({ line: LINE }), receipt] }));
    expect(textsOf(built.paper)).toMatch(/提供の記録[^]*受領の記録[^]*令和8年3月1日[^]*本人から取得/);
    expect(built.table).toHaveLength(3);
    expect(built.table.every((row) => row.length === built.table[0]!.length)).toBe(true);
    expect(built.table[2]).toContain('2026-03-01');
  });

  it('has what no law asks for in a block of its own, never among the records (A28)', () => {
    expect(JSON.stringify(disclosurePaper(facts()))).not.toMatch(/任意の記載|voluntary/);
    const list = [
      anExtra(),
      anExtra({ record: RECORD, extra: 'FURTHER_FIELDS', fields: ['date', 'purpose'], party: null }),
    ];
    const built = disclosurePaper(facts({ extras: { list, isCut: true } }));
    const text = textsOf(built.paper);
    expect(text).toMatch(
      /提供の記録[^]*任意の記載（法令が求めるものではありません）[^]*共同利用（当団体から）[^]*保健事業/,
    );
    for (const part of ['番号1の記録の補足', 'これより前のものは', '開示する記録：1件', '任意の記載：2件'])
      expect(text).toContain(part);
    const [head, record, extra] = built.table;
    expect(built.table.every((row) => row.length === head!.length)).toBe(true);
    expect(head!.slice(17)).toContain('任意の記載（法令が求めないもの）');
    expect(record!.slice(17)).toEqual([null, null, null, null, null]);
    expect([extra![3], ...extra!.slice(17)]).toEqual([
      null,
      '共同利用',
      '共同利用',
      '当団体から',
      '保健事業',
      'オンライン',
    ]);
    expect(built.data).toMatchObject({ records: [{ record: RECORD }], voluntary: { isCut: true, extras: list } });
  });

  it('marks a withheld field of what is told voluntarily', () => {
    const extras = { list: [anExtra({ party: null })], isCut: false };
    const withheld = [{ record: anExtra().record, field: 'party', reason: 'HARM' }];
    const decision = aDecision({ ...facts().decision, outcome: 'PART', withheld });
    expect(textOf({ extras, decision })).toContain('共同利用（当団体から）|不開示|氏名');
  });
});
