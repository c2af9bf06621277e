import { LOOKED_AT, LOOKED_AT_CODES } from './looked-at.js';
import { filtersSet, looksOf, type Look } from './looks.js';

const HANA = '11111111-1111-4111-8111-111111111111';
const TARO = '22222222-2222-4222-8222-222222222222';

const told = (look: Look) => looksOf(look).map(({ subject, fact: { data } }) => [subject, data.chain, data.records]);

describe('a look as events', () => {
  it('is one for each member, with the records of that member alone', () => {
    const seen = [
      { member: HANA, record: 't:1' },
      { member: TARO, record: 't:2' },
      { member: HANA, record: 'u:1' },
    ];
    expect(told({ what: 'PROVISION_RECORDS', seen })).toEqual([
      [HANA, 'open', ['t:1', 'u:1']],
      [TARO, 'open', ['t:2']],
    ]);
  });

  it('keeps what stands in the restricted chain apart from what the member may know', () => {
    const seen = [
      { member: HANA, record: 't:1' },
      { member: HANA, record: 'r:1', chain: 'restricted' as const },
    ];
    expect(told({ what: 'TRANSFERS', member: HANA, seen })).toEqual([
      [HANA, 'open', ['t:1']],
      [HANA, 'restricted', ['r:1']],
    ]);
  });

  it('is one even where nothing was found of the member who was asked for', () => {
    expect(told({ what: 'FINDINGS', member: HANA, seen: [] })).toEqual([[HANA, 'open', []]]);
    expect(told({ what: 'NUMBER_ACT_LOG', member: HANA, seen: [] })).toEqual([[HANA, 'restricted', []]]);
  });

  it('at lines of the Number Act is never one that the member may know of', () => {
    const seen = [{ member: HANA, record: 't:1', chain: 'open' as const }];
    expect(told({ what: 'NUMBER_ACT_LOG', seen })).toEqual([[HANA, 'restricted', ['t:1']]]);
  });

  it('is none where a list shows nobody', () => {
    expect(told({ what: 'FINDINGS', seen: [] })).toEqual([]);
  });

  it('names each record once, and filters by their names in order', () => {
    const seen = [
      { member: HANA, record: 't:1' },
      { member: HANA, record: 't:1' },
    ];
    const [one, ...more] = looksOf({ what: 'TRANSFER', filters: ['to', 'from'], under: 'x', seen });
    expect(more).toEqual([]);
    expect(one!.fact.data).toEqual({
      what: 'TRANSFER',
      chain: 'open',
      records: ['t:1'],
      filters: ['from', 'to'],
      under: 'x',
    });
  });

  it('of more records than an event holds is several events, and none is left out', () => {
    const seen = Array.from({ length: 1_201 }, (_, line) => ({ member: HANA, record: `t:${line}` }));
    const parts = looksOf({ what: 'TRANSFER', seen }).map(({ fact }) => fact.data.records);
    expect(parts.map(({ length }) => length)).toEqual([500, 500, 201]);
    expect(parts.flat()).toEqual(seen.map(({ record }) => record));
  });
});

it('filters of a list are those that are set, and no place in it', () => {
  const request = {
    member: HANA,
    from: undefined,
    limit: 5,
    cursor: 'x',
    atLeast: '0000000000000001',
    to: '2026-01-01',
  };
  expect(filtersSet(request)).toEqual(['member', 'to']);
});

it.each(['ja', 'en'] as const)('what can be looked at has words of its own, in %s', (language) => {
  expect(new Set(LOOKED_AT_CODES.map((code) => LOOKED_AT[code][language])).size).toBe(LOOKED_AT_CODES.length);
});
