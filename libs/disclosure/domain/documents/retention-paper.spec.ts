import { Ajv2020 } from 'ajv/dist/2020.js';
import { rulesetById } from '#statute';
import { dataText, type DocumentHead } from './issued-document.js';
import type { PaperLanguage } from './paper.js';
import { RETENTION_DATA_SCHEMA } from './retention-data.js';
import type { RetainedRecord, RetentionFacts } from './retention-facts.js';
import { retentionPaper } from './retention-paper.js';

const RULESET = rulesetById('jp-appi-2022-04')!;
const SERIES = { id: 's', from: '2026-01-01', to: '2026-01-31', firstOn: '2026-01-05', lastOn: '2026-01-20' };

function aRecord(over: Partial<RetainedRecord> = {}): RetainedRecord {
  return {
    id: 't1:1',
    register: 'provision',
    duty: 'REC_CONSENT_27',
    method: 'EACH',
    proxyMethod: null,
    occurredOn: '2026-01-10',
    series: null,
    party: { id: 'p', name: '隣県健康保険組合', address: '大阪府', representative: '代表', class: 'KENPO' },
    person: { ref: 'ref-1', name: '髙﨑 𠮷', symbol: '12', number: '345', branch: null, erased: false },
    madeOn: '2026-01-11',
    retainUntil: '2029-01-11',
    disposableFrom: '2029-01-12',
    keptFor: [],
    ruleset: RULESET.id,
    ...over,
  };
}

const head = (language: PaperLanguage): DocumentHead => ({
  documentId: '33333333-3333-4333-8333-333333333333',
  kind: 'RETENTION_CERTIFICATE',
  language,
  issuedOn: '2026-11-29',
  association: 'mihon-unyu',
  code: '7K2M-0000-0000-0000',
  url: null,
  salt: 'AAAAAAAAAAAAAAAAAAAAAA==',
  of: null,
  replaces: null,
});
const MEMBER = { kind: 'member', ref: 'ref-1', name: '髙﨑 𠮷', symbol: '12', number: '345', branch: null } as const;
const PERIOD = { kind: 'period', register: 'provision', from: '2025-04-01', to: '2026-03-31' } as const;
const facts = (records: readonly RetainedRecord[], over: Partial<RetentionFacts> = {}): RetentionFacts => ({
  matter: MEMBER,
  issuer: '見本運輸健康保険組合',
  asOf: '2026-11-29',
  through: '0000000000000009',
  recordsHeldFrom: '2025-04-01',
  ruleset: RULESET,
  records,
  holds: [],
  promises: [],
  ...over,
});
const built = (
  records: readonly RetainedRecord[],
  over: Partial<RetentionFacts> = {},
  language: PaperLanguage = 'ja',
) => retentionPaper(head(language), facts(records, over));
const blocksOf = (...of: Parameters<typeof built>) =>
  built(...of).paper.blocks.map((block) => (block.kind === 'table' ? { ...block, rows: [...block.rows] } : block));
const said = (...of: Parameters<typeof built>) => JSON.stringify(blocksOf(...of));
const rowsOf = (...of: Parameters<typeof built>) =>
  blocksOf(...of).flatMap((block) => (block.kind === 'table' ? (block.rows as string[][]) : []));

describe('the retention certificate of a person', () => {
  it.each([
    ['each time', { method: 'EACH' }, '翌日から3年', '令和8年1月11日（2026年1月11日）'],
    ['ahead of the send', { method: 'EACH', madeOn: '2026-01-01' }, '翌日から3年', '令和8年1月10日'],
    ['in a batch', { method: 'BATCH', series: { ...SERIES, closedBy: 'period' } }, '3年', '令和8年1月20日'],
    ['by a contract', { method: 'CONTRACT', series: { ...SERIES, closedBy: null } }, '1年', '令和8年1月20日'],
    ['by the other side, in a batch', { method: 'PROXY', proxyMethod: 'BATCH' }, '一括して', '令和8年1月10日'],
    ['by the other side', { method: 'PROXY' }, '翌日から3年', '令和8年1月11日'],
  ])('says of a record that was made %s by which rule its end is counted, and from when', (_how, over, rule, from) => {
    const [row] = rowsOf([aRecord(over)]);
    expect(row!.join('|')).toContain(rule);
    expect(row!.join('|')).toContain(`起算の基準となる日 ${from}`);
    expect(row!.join('|')).toContain('令和11年1月11日（2029年1月11日）|令和11年1月12日（2029年1月12日）');
  });

  it('names the person as registered, with party and day of each record', () => {
    expect(said([aRecord()])).toContain('髙﨑 𠮷 12 345');
    expect(rowsOf([aRecord()])[0]!.slice(0, 3)).toEqual([
      '令和8年1月10日（2026年1月10日）',
      '提供記録（同意による提供）',
      '隣県健康保険組合',
    ]);
    const erased = { ...MEMBER, name: null, symbol: null, number: null };
    expect(said([aRecord()], { matter: erased })).toContain('【消去済み】');
  });

  it('says what keeps a record beyond its end, and what is not known yet', () => {
    const open = aRecord({ retainUntil: null, disposableFrom: null, keptFor: ['SERIES_OPEN', 'LEGAL_HOLD'] });
    const [row] = rowsOf([open]);
    expect(row!.slice(-3)).toEqual(['未定', '未定', '一連の提供又は受領が続いている、紛争・照会等のための保全']);
  });

  it('names holds by what they cover and until when, without a reason and without what they aim at', () => {
    const holds = [
      { code: 'LEGAL_HOLD', scope: 'party', until: null },
      { code: 'OTHER_STATUTE', scope: 'member', until: '2030-03-31' },
    ] as const;
    const list = blocksOf([aRecord()], { holds }).find((block) => block.kind === 'list');
    expect(list).toEqual({
      kind: 'list',
      items: [
        '紛争・照会等のための保全　ある相手方との記録　解除されるまで',
        '他の法令による保存　この本人の記録　令和12年3月31日（2030年3月31日）',
      ],
    });
    expect(said([aRecord()])).toContain('ありません。');
  });

  it('cites the articles of the registers alone that its records are in', () => {
    const receipt = aRecord({ register: 'receipt', duty: 'REC_24_1_II' });
    expect(said([aRecord()])).not.toContain('30条4項');
    expect(said([receipt])).not.toContain('29条2項');
    for (const one of ['29条2項', '施行規則21条', '30条4項', '施行規則25条'])
      expect(said([aRecord(), receipt])).toContain(one);
    expect(said([], { matter: PERIOD })).not.toContain('施行規則25条');
  });

  it('tells nothing of the restricted chain save that it is no matter of it', () => {
    expect(said([])).toContain('その存否を明らかにできない記録');
    expect(said([])).toContain('保存している記録はありません。');
  });
});

describe('the retention certificate of a period', () => {
  const alike = [aRecord({ id: 'a' }), aRecord({ id: 'b' })];
  const later = aRecord({ id: 'c', retainUntil: '2030-01-11', disposableFrom: '2030-01-12' });

  it('counts records that are kept alike, those that go first before others', () => {
    expect(rowsOf([later, ...alike], { matter: PERIOD }).map((row) => [row[2], row.at(-1)])).toEqual([
      ['令和11年1月11日（2029年1月11日）', '2'],
      ['令和12年1月11日（2030年1月11日）', '1'],
    ]);
  });

  it('lists no holds beside groups that say what keeps them', () => {
    const held = aRecord({ keptFor: ['LEGAL_HOLD'] });
    const { data } = built([held], { matter: PERIOD, holds: null });
    expect(data).not.toHaveProperty('holds');
    const paper = said([held], { matter: PERIOD, holds: null });
    expect([paper.includes('紛争・照会等のための保全'), paper.includes('廃棄を止める')]).toEqual([true, false]);
  });

  it('names no person and no party', () => {
    const { paper, table, data } = built([later, ...alike], { matter: PERIOD });
    const all = JSON.stringify([paper.blocks, table, data]) + said([later, ...alike], { matter: PERIOD });
    for (const one of ['髙﨑', 'ref-1', '隣県', 't1:1', '345']) expect(all).not.toContain(one);
  });
});

it.each(['ja', 'en'] as const)(
  'a retention certificate in %s is data of its schema, and a table as wide as its head',
  (language) => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(RETENTION_DATA_SCHEMA);
    for (const matter of [MEMBER, PERIOD]) {
      const aHold = { code: 'LEGAL_HOLD', scope: 'member', until: null } as const;
      const holds = matter === MEMBER ? [aHold] : null;
      const { data, table } = built([aRecord(), aRecord({ retainUntil: null })], { matter, holds }, language);
      expect([validate(JSON.parse(dataText(head(language), data))), validate.errors]).toEqual([true, null]);
      expect(new Set(table.map((row) => row.length)).size).toBe(1);
      expect(table).toHaveLength(3);
    }
    expect(validate({ ...built([]).data, about: {} })).toBe(false);
  },
);
