import type { DirectoryEntry } from '#access';
import type { DescribedLine } from '#ledger';
import type { RecordedTransferRow, StatutoryRecordRow } from '../projection/rows.js';
import { describeRecord } from './describe-record.js';

const row: StatutoryRecordRow = {
  association: 'mihon-kenpo',
  transferId: '55555555-5555-4555-8555-555555555555',
  line: 2,
  register: 'provision',
  firstPosition: '7',
  version: 1,
  owed: true,
  chain: 'open',
  allowed: true,
  memberRef: '11111111-1111-4111-8111-111111111111',
  route: 'C1',
  duty: 'REC_CONSENT_27',
  method: 'EACH',
  occurredOn: '2026-06-10',
  madeOn: '2026-06-11',
  retainUntil: '2029-06-11',
  linePart: null,
};
const transfer = { ruleset: 'jp-appi-2022-04', position: '12', status: 'recorded' } as RecordedTransferRow;
const party = {
  id: 'mihon-seizo',
  name: '株式会社みほん製造',
  address: '東京都',
  representative: '代表取締役 見本',
  class: 'EMPLOYER',
};
const described: DescribedLine = {
  party,
  items: [{ code: 'NAME', ja: '氏名', en: 'Name' }],
  purpose: { code: 'U08', ja: '', en: '' },
  consentId: '33333333-3333-4333-8333-333333333333',
  acquisition: '本人から',
  confirmedHow: '書面',
  optOutPublished: true,
  header: {} as DescribedLine['header'],
};
const person: DirectoryEntry = {
  insurerNumber: null,
  symbol: '10',
  number: '123',
  branch: '01',
  name: '髙﨑 見本',
  kana: null,
  birthDate: null,
  sex: null,
  relation: null,
  household: null,
};

interface Given {
  readonly row?: Partial<StatutoryRecordRow>;
  readonly transfer?: Partial<RecordedTransferRow>;
  readonly line?: Partial<DescribedLine>;
  readonly person?: DirectoryEntry | undefined;
}

function record(given: Given = {}) {
  const known = 'person' in given ? given.person : person;
  return describeRecord(
    { ...row, ...given.row },
    { ...transfer, ...given.transfer },
    { ...described, ...given.line },
    known,
  );
}

const absent = (given: Given) =>
  record(given)
    .fields.filter(({ present }) => !present)
    .map(({ code }) => code);
const receipt = (duty: string, route = 'C1') => ({ register: 'receipt' as const, duty, route });

describe('a record as the register shows it', () => {
  it('names transfer, line, day, person, party, items and consent', () => {
    expect(record()).toMatchObject({
      id: `${row.transferId}:2`,
      occurredOn: '2026-06-10',
      person: { ref: row.memberRef, name: '髙﨑 見本', symbol: '10', number: '123', branch: '01' },
      party,
      items: described.items,
      consentId: described.consentId,
      position: '0000000000000012',
      ruleset: 'jp-appi-2022-04',
    });
  });

  it('cites art. 29 for a provision and art. 30 for a receipt', () => {
    expect(record().citations.map(({ ref }) => ref)).toEqual(['APPI 29(1)', 'APPI 29(2)']);
    expect(record({ row: receipt('REC_24_1_II') }).citations.map(({ ref }) => ref)).toEqual([
      'APPI 30(1)',
      'APPI 30(3)',
    ]);
  });

  it('marks the fields of the statute, in the order of the ruleset (Rules 20(1)(ii))', () => {
    expect(record().fields).toEqual([
      { code: 'date', statutory: false, present: true },
      { code: 'party', statutory: true, present: true },
      { code: 'person', statutory: true, present: true },
      { code: 'items', statutory: true, present: true },
      { code: 'consent', statutory: true, present: true },
    ]);
  });

  it('names nobody whom the directory no longer knows', () => {
    expect(record({ person: undefined }).person).toMatchObject({ ref: row.memberRef, name: null, number: null });
  });
});

describe('what a record is told to lack', () => {
  it.each<[string, Given, string[]]>([
    ['nothing, where all is there', {}, []],
    [
      'nothing of a private person, who has no representative',
      { line: { party: { ...party, representative: null, class: 'PRIVATE_PERSON' } } },
      [],
    ],
    ['the party without its name', { line: { party: { ...party, name: null } } }, ['party']],
    ['the party without its address', { line: { party: { ...party, address: null } } }, ['party']],
    ['a corporation without its representative', { line: { party: { ...party, representative: null } } }, ['party']],
    ['the person whom the directory no longer knows', { person: undefined }, ['person']],
    ['items, where none is left', { line: { items: [] } }, ['items']],
    ['the consent, where none carried the line', { line: { consentId: null } }, ['consent']],
    ['the acquisition', { row: receipt('REC_24_1_II'), line: { acquisition: null } }, ['acquisition']],
    [
      'the publication of the opt-out (Rules 24(1)(i))',
      { row: receipt('REC_24_1_I', 'O'), line: { optOutPublished: false } },
      ['optOutPublication'],
    ],
    [
      'how consent was confirmed (art. 31(3))',
      { row: { duty: 'REC_31_3', route: 'P' }, line: { confirmedHow: null } },
      ['confirmationMethod'],
    ],
  ])('%s', (_, given, codes) => {
    expect(absent(given)).toEqual(codes);
  });

  it('is nothing for receipts by opt-out and of person-related information where all is there', () => {
    expect(absent({ row: receipt('REC_24_1_I', 'O') })).toEqual([]);
    expect(absent({ row: { duty: 'REC_31_3', route: 'P' } })).toEqual([]);
  });
});

describe('the consent of a record without a consent of its own', () => {
  const none = { consentId: null };

  it('is there by the published matter where it is implied (C1i)', () => {
    expect(absent({ row: { route: 'C1i' }, line: none })).toEqual([]);
  });

  it('is missing where something stood against the implied consent', () => {
    expect(absent({ row: { route: 'C1i', allowed: false }, line: none })).toEqual(['consent']);
  });

  it('is with the provider where data was received by consent', () => {
    expect(absent({ row: receipt('REC_24_1_II'), line: none })).toEqual([]);
  });

  it('is missing on other routes, sent or received', () => {
    expect(absent({ row: { duty: 'REC_CONSENT_28', route: 'F' }, line: none })).toEqual(['consent']);
    expect(absent({ row: receipt('REC_24_1_II', 'F'), line: none })).toEqual(['consent']);
  });
});
