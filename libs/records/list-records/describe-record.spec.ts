import type { DirectoryEntry } from '#access';
import type { DescribedLine } from '#ledger';
import type { RecordedTransferRow, StatutoryRecordRow } from '../projection/rows.js';
import type { RecordKeeping } from '../keeping/record-keeping.js';
import { describeRecord } from './describe-record.js';
import type { Base } from './recorded-fields.js';

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
  isMoved: false,
  memberRef: '11111111-1111-4111-8111-111111111111',
  route: 'C1',
  duty: 'REC_CONSENT_27',
  method: 'EACH',
  occurredOn: '2026-06-10',
  madeOn: '2026-06-11',
  retainUntil: '2029-06-11',
  linePart: null,
  seriesId: null,
  quarantine: null,
  linePosition: '11',
  leafHash: '',
};
const header = {} as RecordedTransferRow['header'];
const transfer = { ruleset: 'jp-appi-2022-04', position: '12', status: 'recorded', header } as RecordedTransferRow;
const keeping: RecordKeeping = { retainUntil: '2029-06-11', disposableFrom: '2029-06-12', reasons: [], series: null };
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
  proxyBy: null,
  contractRef: null,
  numItem: null,
  consentStated: false,
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
  readonly keeping?: RecordKeeping;
  readonly bases?: readonly Base[];
}

function record(given: Given = {}) {
  const known = 'person' in given ? given.person : person;
  return describeRecord({
    row: { ...row, ...given.row },
    transfer: { ...transfer, ...given.transfer },
    described: { ...described, ...given.line },
    person: known,
    keeping: given.keeping ?? keeping,
    bases: given.bases ?? [],
  });
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
      person: { ref: row.memberRef, name: '髙﨑 見本', symbol: '10', number: '123', branch: '01', erased: false },
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
      { code: 'date', statutory: false, present: true, from: null },
      { code: 'party', statutory: true, present: true, from: null },
      { code: 'person', statutory: true, present: true, from: null },
      { code: 'items', statutory: true, present: true, from: null },
      { code: 'consent', statutory: true, present: true, from: null },
    ]);
  });

  it('names no person in the record of a provider of person-related information (Rules 28)', () => {
    const { person: named, fields } = record({ row: { duty: 'REC_31_3', route: 'P' } });
    expect([named.ref, named.name, named.number]).toEqual([row.memberRef, null, null]);
    expect(fields.map(({ code }) => code)).not.toContain('person');
  });

  it('says who made it and how, where the other side made it (PROXY)', () => {
    const made = record({
      row: { method: 'PROXY' },
      transfer: { header: { ...header, record: { proxyMethod: 'BATCH' } } },
      line: { proxyBy: '株式会社みほん製造' },
    });
    expect(made).toMatchObject({ method: 'PROXY', proxyMethod: 'BATCH', proxyBy: '株式会社みほん製造' });
  });

  it('names the paper that takes its place (CONTRACT, Rules 19(3))', () => {
    const line = { contractRef: 'C-2026-1' };
    expect([record({ row: { method: 'CONTRACT' }, line }).contractRef, record({ line }).contractRef]).toEqual([
      'C-2026-1',
      null,
    ]);
  });

  it('names nobody whom the directory no longer knows', () => {
    expect(record({ person: undefined }).person).toMatchObject({
      ref: row.memberRef,
      name: null,
      number: null,
      erased: true,
    });
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
    expect(record(given)).toMatchObject({ complete: codes.length === 0, missing: codes });
  });

  it('is no matter of what is kept besides: a record without it is complete', () => {
    expect(
      record()
        .fields.filter(({ statutory }) => !statutory)
        .map(({ code }) => code),
    ).toEqual(['date']);
    expect(record().complete).toBe(true);
  });

  it('is never complete in quarantine', () => {
    expect(record({ row: { ...receipt('NONE'), quarantine: 'NO_ROUTE' } }).complete).toBe(false);
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

describe('a record that left fields out (Rules 20(2), 24(2))', () => {
  const base: Base = { ...record({ row: receipt('REC_24_1_II') }), id: 'base:1', acquisition: '契約書で確認' };
  const without = { row: receipt('REC_24_1_II'), line: { acquisition: null } };

  it('shows them from the record that it rests on', () => {
    const shown = record({ ...without, bases: [base] });
    expect([shown.acquisition, shown.complete]).toEqual(['契約書で確認', true]);
    expect(shown.fields.find(({ code }) => code === 'acquisition')).toMatchObject({ present: true, from: 'base:1' });
  });

  it('shows its own where it has them', () => {
    const shown = record({ row: receipt('REC_24_1_II'), bases: [base] });
    expect([shown.acquisition, shown.fields.some(({ from }) => from !== null)]).toEqual(['本人から', false]);
  });

  it('lacks what the other lacks too', () => {
    const empty = { ...base, fields: base.fields.map((field) => ({ ...field, present: false })) };
    expect(record({ ...without, bases: [empty] }).missing).toEqual(['acquisition']);
  });

  it('takes neither the person nor the items from another', () => {
    const bare = { person: undefined, line: { items: [] }, bases: [record()] };
    expect(record(bare).missing).toEqual(['person', 'items']);
  });
});
