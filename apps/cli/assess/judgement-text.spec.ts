import type { Assessment, AssessedGroup } from './assessment.js';
import { judgementText } from './judgement-text.js';

const group: AssessedGroup = {
  lines: [1, 2, 3, 7],
  allowed: false,
  route: 'N3',
  basis: null,
  exclusion: null,
  duty: 'NONE',
  method: null,
  statutoryFields: [],
  retainUntil: null,
  memberView: 'show',
  missing: ['arrangement.announcedFrom', 'consentId'],
  citations: [{ ref: 'APPI 27(5)(iii)', ja: '個人情報保護法27条5項3号（共同利用）', en: 'joint use' }],
  findings: [
    {
      code: 'JOINT_NOT_ANNOUNCED',
      severity: 'blocking',
      pointer: '',
      ja: '公表されていません。',
      en: 'Not announced.',
    },
    { code: 'JOINT_ITEM_OUTSIDE', severity: 'warning', pointer: '/items/3', ja: '項目外です。', en: 'Outside.' },
  ],
  tried: [
    { rule: 'G5.sale', hit: false, decided: false },
    { rule: 'G8.N3.not-announced', hit: true, decided: true },
  ],
};
const assessment: Assessment = {
  allowed: false,
  phase: 'planned',
  dryRun: false,
  ruleset: { id: 'jp-appi-2022-04', title: { ja: '個人情報保護法', en: 'The Act' }, note: null },
  asOf: null,
  masked: false,
  groups: [group],
  rules: [
    { rule: 'G5.sale', when: { ja: '売却である', en: 'the data is sold' } },
    { rule: 'G8.N3.not-announced', when: { ja: '公表されていない', en: 'it was not announced' } },
  ],
  articles: [],
};

describe('a judgement in print', () => {
  it('says line by line what came out, what is missing and where, and which rule decided', () => {
    expect(judgementText(assessment, 'ja')).toBe(`判定: 不可 (予定)
規則版: 個人情報保護法 [jp-appi-2022-04]

■ 明細 1-3, 7: 不可
  根拠                共同利用 [N3]
  記録義務            記録義務なし [NONE]
  本人への表示        表示 [show]
  不足                /arrangement/announcedFrom, /members/*/consentId
  指摘                [不可] 公表されていません。 (JOINT_NOT_ANNOUNCED)
                      [注意] 項目外です。 (JOINT_ITEM_OUTSIDE /items/3)
  条文                APPI 27(5)(iii)  個人情報保護法27条5項3号（共同利用）
  適用した規則        ● G8.N3.not-announced ← 決め手  公表されていない
  該当せず            G5.sale
`);
  });

  it('tells every rule in words where that is asked for, in English', () => {
    const text = judgementText(assessment, 'en', true);
    expect(text).toContain('○ G5.sale  the data is sold');
    expect(text).toContain('● G8.N3.not-announced ← decided  it was not announced');
    expect(text).not.toContain('did not apply');
  });

  it('shows until when a record is kept, or that this is open', () => {
    const recorded = {
      ...group,
      method: 'BATCH',
      duty: 'REC_CONSENT_27',
      statutoryFields: [{ code: 'date', statutory: false }],
    };
    const text = (retainUntil: string | null) =>
      judgementText({ ...assessment, groups: [{ ...recorded, retainUntil }] }, 'en');
    expect(text('2029-06-10')).toMatch(/Keep until +2029-06-10/);
    expect(text(null)).toMatch(/Keep until +set once the series is closed/);
    expect(text(null)).toMatch(/Fields +date \(not statutory\)/);
  });

  it('says that an article may be another, or is not known', () => {
    const articles = [
      {
        printed: '23条5項',
        status: 'ambiguous',
        current: { ref: 'APPI 27(5)', ja: '第三者に該当しない場合', en: 'not a third party' },
        meanings: [{ ref: 'APPI 27(5)' }, { ref: 'APPI 27(6)' }],
      },
      { printed: '刑事訴訟法197条2項', status: 'unknown', current: null, meanings: [] },
    ];
    const text = judgementText({ ...assessment, articles }, 'ja');
    expect(text).toContain('23条5項 → APPI 27(5)  第三者に該当しない場合 (ほかの読み方 APPI 27(6))');
    expect(text).toContain('刑事訴訟法197条2項 → 対応する条文が不明');
  });
});
