import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ExportedRecord } from '#records';
import { rulesetById } from '#statute';
import { dataText, type DocumentHead } from './issued-document.js';
import type { PaperBlock, PaperLanguage } from './paper.js';
import { REGISTER_DATA_SCHEMA } from './register-data.js';
import type { RegisterFacts } from './register-facts.js';
import { registerPaper } from './register-paper.js';

const RULESET = rulesetById('jp-appi-2022-04')!;
const KENPO = { id: 'p1', name: '隣県健康保険組合', address: '大阪府', representative: '髙﨑 𠮷', class: 'KENPO' };
const ITEM = { code: 'CHECKUP_RESULT', ja: '健診結果', en: 'checkup results' };
const field = (code: string, over: object = {}) => ({ code, statutory: true, present: true, from: null, ...over });
const FIELDS = [field('date', { statutory: false }), field('party'), field('person'), field('items'), field('consent')];

function aRecord(over: Partial<ExportedRecord> = {}): ExportedRecord {
  return {
    id: 't1:1',
    transfer: '11111111-1111-4111-8111-111111111111',
    line: 1,
    status: 'in-force',
    duty: 'REC_CONSENT_27',
    route: 'C1',
    method: 'EACH',
    proxyMethod: null,
    proxyBy: null,
    contractRef: null,
    occurredOn: '2026-01-10',
    series: null,
    party: KENPO,
    person: { ref: 'ref-1', name: '見本 花子', symbol: '12', number: '345', branch: '00', erased: false },
    items: [ITEM],
    consentId: 'c1',
    acquisition: null,
    confirmedHow: null,
    fields: FIELDS,
    complete: true,
    missing: [],
    madeOn: '2026-01-11',
    retainUntil: '2029-01-11',
    disposableFrom: '2029-01-12',
    keptFor: [],
    quarantine: null,
    notEvidencedBefore: null,
    ruleset: RULESET.id,
    position: '0000000000000007',
    citations: [],
    linePosition: '0000000000000005',
    leafHash: 'bGVhZg==',
    correctionReason: null,
    earlier: [],
    ...over,
  };
}

const headIn = (language: PaperLanguage): DocumentHead => ({
  documentId: '33333333-3333-4333-8333-333333333333',
  kind: 'REGISTER',
  language,
  issuedOn: '2026-11-29',
  association: 'mihon-unyu',
  code: '7K2M-0000-0000-0000',
  url: null,
  salt: 'AAAAAAAAAAAAAAAAAAAAAA==',
  of: null,
  replaces: null,
});
const facts = (records: readonly ExportedRecord[], over: Partial<RegisterFacts> = {}): RegisterFacts => ({
  register: 'provision',
  from: '2025-04-01',
  to: '2026-03-31',
  issuer: '見本運輸健康保険組合',
  recordsHeldFrom: '2025-04-01',
  through: '0000000000000009',
  ruleset: RULESET,
  records,
  promises: ['この書面は台帳に記録されています。'],
  ...over,
});
const built = (records: readonly ExportedRecord[], over: Partial<RegisterFacts> = {}, language: PaperLanguage = 'ja') =>
  registerPaper(headIn(language), facts(records, over));

/** All that a reader sees, a text for each thing. */
function texts(blocks: readonly PaperBlock[]): string {
  const said = blocks.flatMap((block) => {
    if (block.kind === 'list') return block.items;
    if (block.kind === 'facts') return block.facts.map((pair) => pair.join('='));
    if (block.kind === 'table')
      return [
        block.caption,
        ...block.columns.map(({ title }) => title),
        ...[...block.rows].map((row) => row.join('|')),
      ];
    return [block.text];
  });
  return said.join('\n');
}
const shown = (...of: Parameters<typeof built>) => texts(built(...of).paper.blocks);
const tables = (blocks: readonly PaperBlock[]) => blocks.filter((block) => block.kind === 'table');

it('cites the articles of the duties that are in a register, and of no other', () => {
  const said = (...duties: string[]) =>
    shown(
      duties.map((duty) => aRecord({ duty })),
      { register: 'receipt' },
    );
  expect(said('REC_24_1_III', 'REC_24_1_IV')).toMatch(/24条1項3号[^]*24条1項4号/);
  expect(said('REC_24_1_III')).not.toMatch(/24条1項[124]号/);
  expect(shown([aRecord({ duty: 'REC_31_3' })])).toContain('個人情報保護法施行規則28条');
  expect(shown([aRecord()])).not.toMatch(/20条1項1号|30条/);
});

describe('the register of provisions (art. 29, Rules 20)', () => {
  it('names every field as the law does, and marks the day that Rules 20(1)(ii) does not ask for', () => {
    const said = shown([aRecord()]);
    for (const name of [
      '個人データを提供した年月日（法定外）',
      '第三者の氏名又は名称及び住所並びに法人等の代表者の氏名=隣県健康保険組合　大阪府　髙﨑 𠮷',
      '本人の氏名その他の本人を特定するに足りる事項',
      '個人データの項目',
      '本人の同意を得ている旨',
    ])
      expect(said).toContain(name);
    expect(said).toContain('見本 花子 記号 12 番号 345 枝番 00|健診結果|同意を得ている（本人の同意）');
    const optOut = aRecord({ duty: 'REC_OPTOUT', route: 'O', fields: [field('date'), ...FIELDS.slice(1, 4)] });
    expect(shown([optOut])).not.toContain('法定外');
  });

  it('says from when the ledger has records, that others are no part of it, and days by both calendars', () => {
    const said = shown([aRecord()]);
    expect(said).toContain('台帳が記録を有する最初の日=令和7年4月1日（2025年4月1日）');
    expect(said).toContain('保存 令和11年1月11日（2029年1月11日）');
    expect(said).toContain('この記録簿に、その存否を明らかにできない記録');
    expect(shown([aRecord()], {}, 'en')).toContain('The ledger has records from=2025-04-01');
  });

  it('joins what one party got in one way to one table, and keeps each batch apart', () => {
    const series = { id: 's1', from: '2026-01-01', to: '2026-01-31', firstOn: '2026-01-10', lastOn: '2026-01-20' };
    const batch = { method: 'BATCH', series: { ...series, closedBy: 'period' } };
    const february = { ...batch.series, id: 's2', from: '2026-02-01', to: '2026-02-28' };
    const records = [
      aRecord({ id: 'a' }),
      aRecord({ id: 'b', ...batch }),
      aRecord({ id: 'c' }),
      aRecord({ id: 'd', ...batch }),
      aRecord({ id: 'e', ...batch, series: february }),
      aRecord({ id: 'f', party: { ...KENPO, id: 'p2', name: '別の健保' } }),
    ];
    const { blocks } = built(records).paper;
    expect(tables(blocks).map(({ rows }) => [...rows].length)).toEqual([2, 2, 1, 1]);
    expect(texts(blocks)).toContain('一括の対象期間=令和8年1月1日（2026年1月1日）～令和8年1月31日（2026年1月31日）');
  });

  it('says what is missing, in the field and by its legal name', () => {
    const fields = FIELDS.map((one) => (one.code === 'consent' ? { ...one, present: false } : one));
    const said = shown([aRecord({ fields, complete: false, missing: ['consent'] })]);
    expect(said).toContain('【記載なし】');
    expect(said).toContain('法定事項の欠落：本人の同意を得ている旨');
    expect(said).toContain('うち法定の記載事項に欠けるもの=1');
    const party = { ...KENPO, representative: null };
    const lacking = FIELDS.map((one) => (one.code === 'party' ? { ...one, present: false } : one));
    expect(shown([aRecord({ party, fields: lacking, missing: ['party'] })])).toContain('大阪府 【記載なし】');
  });

  it('says in which record a field stands that was left out, Rules 20(2)', () => {
    const fields = FIELDS.map((one) => (one.code === 'consent' ? { ...one, from: 't0:1' } : one));
    expect(shown([aRecord({ fields })])).toContain('同意を得ている（本人の同意）（記録 t0:1 に記載）');
  });

  it('says what a corrected record said before, and why it was corrected', () => {
    const earlier = { version: 1, recordedAt: '2026-01-11T00:00:00Z', occurredOn: '2026-01-09', party: KENPO };
    const before = { ...earlier, items: [ITEM], purpose: ITEM, position: '0000000000000003', leafHash: 'eA==' };
    const record = aRecord({ status: 'corrected', correctionReason: '提供日の誤り', earlier: [before] });
    const said = shown([record]);
    expect(said).toContain('訂正済み\n訂正の理由：提供日の誤り\n訂正前（第1版）：令和8年1月9日（2026年1月9日）／');
    expect(said).toContain('台帳位置 0000000000000003');
    expect(built([record]).table[1]).toContain('提供日の誤り');
  });

  it('says why a record is kept beyond its end, and that a series has none yet', () => {
    const open = aRecord({ method: 'BATCH', retainUntil: null, keptFor: ['SERIES_OPEN'] });
    expect(shown([open])).toContain('保存 終期未定');
    expect(shown([open])).toContain('終期後も保存：一連の提供又は受領が続いている');
    expect(shown([aRecord({ keptFor: ['LEGAL_HOLD'] })], {}, 'en')).toContain('held for a dispute or an inquiry');
  });

  it('names a person who was erased by the reference alone, and none in a record of art. 31(3)', () => {
    const person = { ref: 'ref-1', name: null, symbol: null, number: null, branch: null, erased: true };
    expect(shown([aRecord({ person })])).toContain('【消去済み】 加入者参照 ref-1');
    const fields = [field('confirmationMethod'), field('date'), field('party'), field('items')];
    const related = aRecord({ duty: 'REC_31_3', route: 'P', fields, confirmedHow: '契約書で確認' });
    expect(shown([related])).toContain('契約書で確認');
    expect(shown([related])).not.toContain('本人の氏名');
  });

  it('is empty where there are none, and says so', () => {
    expect(shown([])).toContain('この期間の記録はありません。');
    expect([tables(built([]).paper.blocks), built([]).table.length]).toEqual([[], 1]);
  });
});

it('the register of receipts (art. 30, Rules 24) says how the provider acquired the data, and what is published', () => {
  const fields = [field('date'), field('party'), field('acquisition'), field('person'), field('items')];
  const duty = { duty: 'REC_24_1_I', route: 'O', fields: [...fields, field('optOutPublication')] };
  const record = aRecord({ ...duty, acquisition: '本人から書面で取得' });
  const said = shown([record], { register: 'receipt' });
  for (const one of ['個人データの提供を受けた年月日', '取得の経緯', '本人から書面で取得', '公表されている'])
    expect(said).toContain(one);
  expect(said).toContain('施行規則24条1項1号');
  expect(built([record], { register: 'receipt' }).paper.title).toBe('第三者提供を受ける際の確認記録簿');
});

describe('the same for programs', () => {
  it('is a table with a row for each record, as wide as its head', () => {
    const { table } = built([aRecord(), aRecord({ person: { ...aRecord().person, name: '髙﨑 𠮷' } })]);
    expect(table.map((row) => row.length)).toEqual([table[0]!.length, table[0]!.length, table[0]!.length]);
    expect(table[2]).toEqual(expect.arrayContaining(['髙﨑 𠮷', '2026-01-10', '2029-01-11', '健診結果', 'bGVhZg==']));
  });

  it('is data of its schema, in either language', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(REGISTER_DATA_SCHEMA);
    for (const language of ['ja', 'en'] as const) {
      const { data } = built([aRecord(), aRecord({ method: null, retainUntil: null })], {}, language);
      const text = JSON.parse(dataText(headIn(language), data)) as { records: object[] };
      expect([validate(text), validate.errors]).toEqual([true, null]);
      expect(text.records[0]).toMatchObject({ record: 't1:1', position: '0000000000000005', leaf: 'bGVhZg==' });
    }
    expect(validate({ ...built([]).data, register: 'other' })).toBe(false);
  });
});
