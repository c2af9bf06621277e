import { Ajv2020 } from 'ajv/dist/2020.js';
import { rulesetById } from '#statute';
import { DISPOSAL_DATA_SCHEMA } from './disposal-data.js';
import type { DisposalFacts } from './disposal-facts.js';
import { disposalPaper } from './disposal-paper.js';
import { dataText, type DocumentHead } from './issued-document.js';
import type { PaperLanguage } from './paper.js';

const head = (language: PaperLanguage): DocumentHead => ({
  documentId: '33333333-3333-4333-8333-333333333333',
  kind: 'DISPOSAL_CERTIFICATE',
  language,
  issuedOn: '2029-06-20',
  association: 'mihon-unyu',
  code: '7K2M-0000-0000-0000',
  url: null,
  salt: 'AAAAAAAAAAAAAAAAAAAAAA==',
  of: '66666666-6666-4666-8666-666666666666',
  replaces: null,
});
const facts = (over: Partial<DisposalFacts> = {}): DisposalFacts => ({
  disposal: '66666666-6666-4666-8666-666666666666',
  issuer: '見本運輸健康保険組合',
  asOf: '2029-06-12',
  ruleset: rulesetById('jp-appi-2022-04')!,
  certificate: {
    records: 312,
    transfers: 45,
    keys: 7,
    from: '0000000000000101',
    to: '0000000000000145',
    digest: 'a'.repeat(64),
    position: '0000000000000150',
    leafHash: 'bGVhZg==',
  },
  listDigest: 'b'.repeat(64),
  proposed: { role: 'officer', on: '2029-06-12' },
  approved: { role: 'officer', on: '2029-06-13' },
  executed: { role: 'officer', on: '2029-06-14' },
  kept: [{ reasons: ['LEGAL_HOLD', 'DEPENDENT_RECORD'], records: 3 }],
  spared: [{ reasons: ['OTHER_STATUTE'], records: 2 }],
  complete: true,
  promises: [],
  ...over,
});
const built = (over: Partial<DisposalFacts> = {}, language: PaperLanguage = 'ja') =>
  disposalPaper(head(language), facts(over));
const said = (...of: Parameters<typeof built>) =>
  JSON.stringify(
    built(...of).paper.blocks.map((block) => (block.kind === 'table' ? { ...block, rows: [...block.rows] } : block)),
  );

describe('the certificate of a disposal', () => {
  it('says how many records, of how many transfers, and how many keys are gone, and by which rule', () => {
    for (const one of [
      '["廃棄した記録の件数","312"]',
      '["それらが属する授受の件数","45"]',
      '["破棄した暗号鍵の数","7"]',
      '令和11年6月12日（2029年6月12日）',
      '契約書等による記録：最後の提供又は受領の日から起算して1年',
      '施行規則21条',
      '施行規則25条',
    ])
      expect(said()).toContain(one);
  });

  it('says who took which step by role, with the day, and that two persons did', () => {
    expect(said()).toContain(
      '["承認（提案した者とは別の者）","令和11年6月13日（2029年6月13日）","個人情報保護の担当者"]',
    );
    expect(said({}, 'en')).toContain(
      '["approved, by another person than the proposer","2029-06-13","privacy officer"]',
    );
  });

  it('says what was not disposed of, when that was seen, and why', () => {
    expect(said()).toContain(
      '["提案の時点で保存とした件数","紛争・照会等のための保全、この記録によって記載を省略した記録がある","3"]',
    );
    expect(said()).toContain('["提案の後に保存とした件数","他の法令による保存","2"]');
    expect(said({ kept: [], spared: [] })).toContain('"text":"ありません。"');
    expect(said()).not.toContain('一度の廃棄の上限');
    expect(said({ complete: false })).toContain('一度の廃棄の上限');
  });

  it('says where it stands in the log, and over what its digest is', () => {
    for (const one of [
      '0000000000000101',
      '0000000000000145',
      'a'.repeat(64),
      'b'.repeat(64),
      '0000000000000150',
      'bGVhZg==',
    ])
      expect(said()).toContain(one);
    const { certificate } = facts();
    const nothing = { ...certificate, records: 0, transfers: 0, keys: 0, from: null, to: null };
    expect(said({ certificate: nothing })).toContain('["最初の廃棄の位置","なし"]');
  });

  it.each(['ja', 'en'] as const)('is in %s data of its schema, and a table of two columns', (language) => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(DISPOSAL_DATA_SCHEMA);
    const { data, table } = built({}, language);
    expect([validate(JSON.parse(dataText(head(language), data))), validate.errors]).toEqual([true, null]);
    expect(table.every((row) => row.length === 2)).toBe(true);
    expect(table).toContainEqual([expect.any(String), '312']);
    expect(validate({ ...data, certificate: {} })).toBe(false);
  });
});
