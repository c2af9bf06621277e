import { dataText, fileName, isSameOrder, withCode, type DocumentHead } from './issued-document.js';

const HEAD: DocumentHead = {
  documentId: '0d9a4b1e-7c55-4d0b-8f3e-6a2c9d1f5b01',
  kind: 'DECISION_NOTICE',
  language: 'ja',
  issuedOn: '2026-04-21',
  association: 'kumiai-a',
  code: '7K2M-0123-4567-89AB',
  url: 'https://kiroku.example.jp/check#7K2M-0123-4567-89AB',
  salt: 'ABEiM0RVZneImaq7zN3u/w==',
  of: null,
  replaces: null,
};

describe('the data of a document', () => {
  it('begins with its head, which nothing that it says takes the place of', () => {
    const data = dataText(HEAD, { code: 'another', request: { kind: 'RQ3' } });
    expect(data).toMatch(/^\{"format":"kiroku\.document\/1","documentId":"0d9a4b1e/);
    expect(JSON.parse(data)).toMatchObject({ code: HEAD.code, salt: HEAD.salt, request: { kind: 'RQ3' } });
    expect(data).not.toContain('https');
  });
});

describe('a table', () => {
  it('holds the code of its document, also where it has no row', () => {
    expect(withCode([['day', 'party']], 'C', 'en')).toEqual([['day', 'party', 'Check code C']]);
    expect(withCode([['day'], ['2026-04-01']], 'C', 'ja')).toEqual([
      ['day', '確認コード C'],
      ['2026-04-01', null],
    ]);
  });
});

describe('what is ordered', () => {
  const wanted = { kind: 'DECISION_NOTICE', format: 'PDF', language: 'ja', of: null, replaces: null } as const;
  const known = { ...HEAD, ...wanted, sha256: '', bytes: 1, dataSha256: '', codeSha256: '' };

  it('is the same with the same parts alone', () => {
    expect(isSameOrder(known, wanted)).toBe(true);
    expect(isSameOrder(known, { ...wanted, language: 'en' })).toBe(false);
    expect(isSameOrder(known, { ...wanted, of: HEAD.documentId })).toBe(false);
  });

  it('is kept under a name that names nobody', () => {
    expect(fileName(known)).toBe(`decision-notice-${HEAD.documentId}.pdf`);
    expect(fileName({ ...known, format: 'CSV_SHIFT_JIS' })).toMatch(/\.csv$/);
  });
});
