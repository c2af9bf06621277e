import { aMember, aRequest, FIRST, MASKED_NUMBER, MY_NUMBER, type RequestFields } from '../testing/statements.js';
import { toStatement } from './to-statement.js';

// The last digit is right: written without hyphens it would be suspected anywhere but in a typed field.
const DIGITS = '123456789018';
const SHA256 = `${DIGITS}${'a'.repeat(52)}`;
const RECORD = `3f2b7c0e-5b0a-4c5c-8d27-${DIGITS}`;
const text = `番号 ${MY_NUMBER}`;
const masked = `番号 ${MASKED_NUMBER}`;
const particulars = { name: '見本商店', class: 'EMPLOYER', location: 'JP' } as const;

const read = (over: Partial<RequestFields>) => toStatement(aRequest(over), 'done', []);
const of = (over: object): Partial<RequestFields> => over as Partial<RequestFields>;

describe('an individual number in the words of a request (Number Act 19, 20)', () => {
  it.each<[string, Partial<RequestFields>]>([
    ['the name of the party', { party: { ...particulars, name: text } }],
    ['the address of the party', { party: { ...particulars, address: text } }],
    ['the representative of the party', { party: { ...particulars, representative: text } }],
    ['why the exclusion is chosen', of({ ground: { exclusion: { code: 'X1', reason: text, approvedBy: 'A' } } })],
    ['who approved the exclusion', of({ ground: { exclusion: { code: 'X1', reason: 'r', approvedBy: text } } })],
    ['the act', of({ ground: { law: { act: text, article: '1', requestRef: 'r' } } })],
    ['the article', of({ ground: { law: { act: 'a', article: text, requestRef: 'r' } } })],
    ['the request by law', of({ ground: { law: { act: 'a', article: '1', requestRef: text } } })],
    ['what is protected', { ground: { protects: text } }],
    ['why consent is difficult', { ground: { whyConsentDifficult: text } }],
    ['what was masked', { ground: { masking: ['NAME', text] } }],
    ['the body that asks', { ground: { body: text } }],
    ['its duty', { ground: { duty: text } }],
    ['the hindrance', { ground: { hindrance: text } }],
    ['the contract', { ground: { contractRef: text } }],
    ['the supervision', { ground: { supervisionRef: text } }],
    ['the filing of the opt-out', { ground: { optOut: { filingNo: text, published: true } } }],
    ['the country', { ground: { foreign: { country: text, infoGiven: given(null) } } }],
    ['why a system is unknown', { ground: { foreign: { country: 'US', infoGiven: given(text) } } }],
    ['the series', { record: { seriesId: text } }],
    ['who makes the record', { record: { proxyBy: text } }],
    ['the record that it is based on', { record: { baseRecord: text } }],
    ['how the provider was confirmed', { confirmation: { providerHow: text } }],
    ['how the data was acquired', { confirmation: { acquisition: text } }],
    ['how that was confirmed', { confirmation: { acquisitionHow: text } }],
    ['the document of the confirmation', { confirmation: { documentRef: text } }],
    ['the record of an identical confirmation', { confirmation: { sameAsRecord: text } }],
    ['the kind of an evidence', { evidence: [{ kind: text, ref: 'r' }] }],
    [
      'the name of an evidence',
      {
        evidence: [
          { kind: 'k', ref: 'r' },
          { kind: 'k', ref: text },
        ],
      },
    ],
    ['the format of the file', { file: { sha256: SHA256, bytes: 1, format: text } }],
    ["the other side's operation", { counterpartOperationId: text }],
    ['what came before', { upstream: text }],
    ['what will be studied', { ground: { research: { purpose: text, noUnfairHarm: true } } }],
    ['what attests to the storage', { ground: { storageAttestation: text } }],
  ])('is masked in %s, and the fact is told', (_, over) => {
    const { statement, masked: isMasked } = read(over);
    expect(isMasked).toBe(true);
    expect(JSON.stringify(statement)).not.toContain(MY_NUMBER);
    expect(JSON.stringify(statement)).toContain(masked);
  });

  it('is found however it is written', () => {
    expect(read({ upstream: '１２３４ ５６７８ ９０１８' }).statement.details.upstream).toBe('**** **** ****');
    expect(read({ upstream: DIGITS }).statement.details.upstream).toBe('************');
  });

  it('is not told where there is none', () => {
    expect(read({ upstream: '受付票 12', ground: { protects: '本人' } }).masked).toBe(false);
  });
});

describe('an individual number in what the other side calls its persons', () => {
  const named = (partySubjectId: string, over: Partial<RequestFields> = {}) =>
    toStatement(aRequest(over), 'done', [aMember({ partySubjectId }), aMember()]);

  it('is masked, and no other member’s', () => {
    const { statement, masked: isMasked } = named(DIGITS);
    expect([isMasked, statement.members.map((one) => one.partySubjectId)]).toEqual([true, ['************', null]]);
  });

  it('is left alone where it was said to be a number of another kind', () => {
    const identifiers = [{ pointer: '/members/*/partySubjectId', kind: 'employee' as const }];
    expect(named(DIGITS, { identifiers }).masked).toBe(false);
  });
});

describe('a number of another kind', () => {
  const contract = [{ pointer: '/ground/contractRef', kind: 'contract' as const }];

  it('is left alone in the field that was said to hold one, and what was said is kept', () => {
    const { statement, masked: isMasked } = read({ ground: { contractRef: DIGITS }, identifiers: contract });
    expect([isMasked, statement.details.ground.contractRef]).toEqual([false, DIGITS]);
    expect(statement.details.identifiers).toEqual(contract);
  });

  it('is masked in every other field, and where words stand around it', () => {
    expect(read({ ground: { supervisionRef: DIGITS }, identifiers: contract }).masked).toBe(true);
    expect(read({ ground: { contractRef: `契約 ${DIGITS}` }, identifiers: contract }).masked).toBe(true);
  });

  it('of a corporation, written in thirteen digits, needs no such word', () => {
    expect(read({ upstream: '法人番号 1123456789018' }).masked).toBe(false);
  });
});

describe('a run of digits in a field that has a form of its own', () => {
  it.each<[string, Partial<RequestFields>]>([
    ['the digest of the file', { file: { sha256: SHA256, bytes: 1, format: 'csv' } }],
    ['the digest of an evidence', { evidence: [{ kind: 'k', ref: 'r', sha256: SHA256 }] }],
    ['the household', { household: RECORD }],
    ['the id of a transfer', { record: { baseRecord: RECORD } }],
    ['the id of a record', { confirmation: { sameAsRecord: `${RECORD}:12` } }],
  ])('is left alone: %s', (_, over) => {
    const { statement, masked: isMasked } = read(over);
    expect(isMasked).toBe(false);
    expect(JSON.stringify(statement)).toContain(DIGITS);
  });

  it('is left alone in days and counts', () => {
    const { statement, masked: isMasked } = read({ record: { madeOn: '2026-06-11' }, groupSize: 12 });
    expect([isMasked, statement.details.record.madeOn, statement.details.groupSize]).toEqual([false, '2026-06-11', 12]);
  });

  it('is masked where words stand around the id', () => {
    expect(read({ record: { baseRecord: `${DIGITS} ${FIRST}` } }).masked).toBe(true);
  });
});

function given(unknownReason: string | null) {
  return { country: true, system: false, measures: true, unknownReason };
}
