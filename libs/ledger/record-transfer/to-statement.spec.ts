import type { Refusal } from '#platform';
import { aMember, aRequest, MY_NUMBER, type RequestFields } from '../testing/statements.js';
import { refuseNumberInIdentity, toStatement } from './to-statement.js';

/** The same number without its hyphens. */
const DIGITS = MY_NUMBER.replaceAll('-', '');
const members = [aMember()];
const statement = (over: Partial<RequestFields> = {}) => toStatement(aRequest(over), 'done', members).statement;
const particulars = { name: '見本商店', class: 'EMPLOYER', location: 'JP' } as const;

function pointersOf(act: () => unknown): string[] {
  try {
    act();
  } catch (refusal) {
    const { code, facts } = refusal as Refusal;
    expect(code).toBe('invalid-request');
    return facts.errors!.map((error) => error.pointer);
  }
  return [];
}

describe('what a request may not say, for its fields contradict each other', () => {
  it.each<[string, Partial<RequestFields>, string]>([
    ['no moment', { occurredOn: null }, '/occurredOn'],
    ['a day that is not that of the instant', { occurredAt: '2026-06-11T00:00:00Z' }, '/occurredOn'],
    ['a party without name', { party: { class: 'EMPLOYER', location: 'JP' } }, '/party'],
    ['a party without class', { party: { name: '見本商店', location: 'JP' } }, '/party'],
    ['a party without location', { party: { name: '見本商店', class: 'EMPLOYER' } }, '/party'],
    ['a party by id and name', { party: { id: 'p', name: '見本商店' } }, '/party'],
    ['a party by id and class', { party: { id: 'p', class: 'EMPLOYER' } }, '/party'],
    ['a party by id and address', { party: { id: 'p', address: '東京都' } }, '/party'],
    ['a party by id and representative', { party: { id: 'p', representative: '代表' } }, '/party'],
    ['a party by id and country', { party: { id: 'p', country: 'DE' } }, '/party'],
    ['a party by id and location', { party: { id: 'p', location: 'JP' } }, '/party'],
    ['a period that ends before it begins', { period: { from: '2026-06-02', to: '2026-06-01' } }, '/period/to'],
    ['an individual number for the id of a party', { party: { id: MY_NUMBER } }, '/party/id'],
  ])('%s', (_, over, pointer) => {
    expect(pointersOf(() => statement(over))).toEqual([pointer]);
  });

  it('is all told at once', () => {
    const period = { from: '2026-06-02', to: '2026-06-01' };
    expect(pointersOf(() => statement({ occurredOn: null, party: {}, period }))).toEqual([
      '/occurredOn',
      '/party',
      '/period/to',
    ]);
  });

  it('is nothing where the day is that of the instant, and the period one day', () => {
    const period = { from: '2026-06-01', to: '2026-06-01' };
    expect(pointersOf(() => statement({ occurredAt: '2026-06-09T15:00:00Z', period }))).toEqual([]);
  });
});

describe('an individual number in the names of a transfer', () => {
  it.each(['source', 'externalId'] as const)('is refused in its %s, for names are hashed', (field) => {
    const names = { source: 'kenpo-core', externalId: 'x-1', [field]: `no ${MY_NUMBER}` };
    expect(pointersOf(() => refuseNumberInIdentity(names))).toEqual([`/${field}`]);
  });

  it('is not suspected in an ordinary name', () => {
    expect(pointersOf(() => refuseNumberInIdentity({ source: 'kenpo-core', externalId: 'B04-2026-06' }))).toEqual([]);
  });

  it.each([
    ['a UUID', `3f2b7c0e-5b0a-4c5c-8d27-${DIGITS}`],
    ['a UUID behind the name of a feed', `B04-3f2b7c0e-5b0a-4c5c-8d27-${DIGITS}`],
    ['a digest', `${'3f2b7c0e5b0a'.repeat(2)}c${DIGITS}abc`],
  ])('is not suspected in %s', (_, externalId) => {
    expect(pointersOf(() => refuseNumberInIdentity({ source: 'kenpo-core', externalId }))).toEqual([]);
  });

  it.each([
    ['a number padded to the form of a UUID', `00000000-0000-0000-0000-${DIGITS}`],
    ['a number beside a UUID', `3f2b7c0e-5b0a-4c5c-8d27-9f0f3f6e1a90:${MY_NUMBER}`],
    ['a number between letters', `a${DIGITS}b`],
  ])('is refused in %s', (_, externalId) => {
    expect(pointersOf(() => refuseNumberInIdentity({ source: 'kenpo-core', externalId }))).toEqual(['/externalId']);
  });
});

describe('the day in Japan of an instant', () => {
  it.each([
    ['2026-06-09T14:59:59.999Z', '2026-06-09'],
    ['2026-06-09T15:00:00.000Z', '2026-06-10'],
    ['2026-06-10T00:00:00+09:00', '2026-06-10'],
    ['2026-06-09T23:59:59+09:00', '2026-06-09'],
    ['2026-06-09T10:00:00-05:00', '2026-06-10'],
  ])('of %s is %s', (occurredAt, day) => {
    expect(statement({ occurredAt, occurredOn: null }).occurredOn).toBe(day);
  });

  it('is kept beside the instant, which is kept in UTC with milliseconds', () => {
    const { occurredAt } = statement({ occurredAt: '2026-06-10T00:00:00+09:00', occurredOn: null });
    expect(occurredAt).toBe('2026-06-09T15:00:00.000Z');
  });
});

describe('what a request leaves out', () => {
  it('is null, none, or personal data', () => {
    expect(statement()).toMatchObject({
      phase: 'done',
      arrangement: { id: 'B04', version: null },
      occurredAt: null,
      period: null,
      dataKind: 'PERSONAL_DATA',
      members,
      details: { ground: {}, record: { method: null, madeOn: null }, confirmation: null, evidence: [], file: null },
    });
  });

  it('is null of a party that is named in place', () => {
    expect(statement({ party: particulars }).party).toEqual({ ...particulars, address: null, representative: null });
  });

  it('is no arrangement where none is named', () => {
    expect(statement({ arrangement: null }).arrangement).toBeNull();
  });
});

it('names an item once that was named twice', () => {
  expect(statement({ items: [{ code: 'NAME' }, { code: 'SEX' }, { code: 'NAME' }] }).items).toEqual(['NAME', 'SEX']);
});
