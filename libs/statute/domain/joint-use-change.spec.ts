import { ruleset } from '../testing/builders.js';
import { judgeConfiguration, type ConfiguredArrangement } from './arrangement-configuration.js';
import type { AnnouncedMatters, ChangeNotice } from './changed-matters.js';
import { judgeChange } from './joint-use-change.js';

const before: AnnouncedMatters = {
  announcedFrom: '2025-04-01',
  effectiveFrom: '2025-04-02',
  items: ['NAME', 'FINDINGS'],
  itemsOpen: false,
  purposes: ['U08'],
  users: [
    { name: '見本健保', entrustee: false },
    { name: '株式会社見本', entrustee: false },
  ],
  responsible: { name: '見本健保', address: '東京都', representative: '理事長 甲' },
  optOut: null,
};

const judged = (
  after: Partial<AnnouncedMatters>,
  notice: Partial<ChangeNotice> = {},
  from: Partial<AnnouncedMatters> = {},
  law: 'joint-use' | 'opt-out' = 'joint-use',
) => {
  const announced = { ...before, announcedFrom: '2026-06-01', effectiveFrom: '2026-07-01', ...after };
  const versions = { before: { ...before, ...from }, after: announced };
  const { changes, findings } = judgeChange(ruleset, law, versions, { announceWithinDays: 14, ...notice });
  return {
    tell: changes.map(({ matter, tell }) => `${matter} ${tell}`),
    found: findings.map(({ code, severity }) => `${code} ${severity}`),
  };
};

describe('a change of announced joint use, art. 27(6)', () => {
  it('is none where nothing announced is another', () => {
    expect(judged({})).toEqual({ tell: [], found: [] });
    expect(judged({ users: [...before.users, { name: '委託先', entrustee: true }] })).toEqual({ tell: [], found: [] });
  });

  it('tells of another representative or address afterwards, without delay', () => {
    const responsible = { ...before.responsible!, representative: '理事長 乙' };
    const after = { responsible, effectiveFrom: '2026-06-01' };
    const tell = ['responsible.particulars after'];
    expect(judged({ ...after, announcedFrom: '2026-06-15' }, { changedOn: '2026-06-01' })).toEqual({ tell, found: [] });
    expect(judged({ ...after, announcedFrom: '2026-06-16' }, { changedOn: '2026-06-01' })).toEqual({
      tell,
      found: ['CHANGE_ANNOUNCED_LATE warning'],
    });
    expect(judged({ ...after, announcedFrom: '2026-06-16' }, { announceWithinDays: 30 }).found).toEqual([]);
  });

  it('asks of another name whether it is another entity, of whom it tells before', () => {
    const responsible = { ...before.responsible!, name: '新見本健保' };
    expect(judged({ responsible })).toEqual({
      tell: ['responsible.unsaid never'],
      found: ['CHANGE_RESPONSIBLE_UNSAID blocking'],
    });
    expect(judged({ responsible }, { responsible: 'particulars' }).tell).toEqual(['responsible.particulars after']);
    const another = { responsible: 'entity' as const };
    expect(judged({ responsible }, another)).toEqual({ tell: ['responsible.entity before'], found: [] });
    for (const announcedFrom of ['2026-07-01', null]) {
      expect(judged({ responsible, announcedFrom }, another).found).toEqual(['CHANGE_NOT_BEFORE blocking']);
    }
  });

  it('takes new purposes before, within what the person can expect', () => {
    const purposes = ['U08', 'U09'];
    expect(judged({ purposes }).found).toEqual(['CHANGE_PURPOSE_UNEXPECTED blocking']);
    expect(judged({ purposes }, { withinExpectation: true })).toEqual({ tell: ['purposes.added before'], found: [] });
    const late = { purposes, announcedFrom: '2026-07-01' };
    expect(judged(late, { withinExpectation: true }).found).toEqual(['CHANGE_NOT_BEFORE blocking']);
    expect(judged({ purposes: ['U09'] }, { withinExpectation: true }).tell).toEqual([
      'purposes.added before',
      'purposes.narrowed before',
    ]);
  });

  it.each([
    ['items', { items: ['NAME', 'FINDINGS', 'INCOME'] }, 'CHANGE_ITEMS_FIXED'],
    ['items, by an open list', { itemsOpen: true }, 'CHANGE_ITEMS_FIXED'],
    ['users', { users: [...before.users, { name: '他社', entrustee: false }] }, 'CHANGE_USERS_FIXED'],
  ])('adds no %s by announcement alone', (_, after, code) => {
    expect(judged(after).found).toEqual([`${code} blocking`]);
    for (const reason of ['consent', 'name-only', 'succession'] as const) {
      expect(judged(after, { reason }).found).toEqual([]);
    }
    expect(judged({ ...after, announcedFrom: '2026-07-01' }, { reason: 'consent' }).found).toEqual([
      'CHANGE_NOT_BEFORE blocking',
    ]);
  });

  it('may narrow what was announced, and tells before', () => {
    const after = { items: ['NAME'], users: before.users.slice(0, 1) };
    expect(judged(after)).toEqual({ tell: ['items.narrowed before', 'users.narrowed before'], found: [] });
  });

  it.each([
    ['an open list', { itemsOpen: true }],
    ['no address of the responsible entity', { responsible: { ...before.responsible!, address: null } }],
    ['no responsible entity', { responsible: null }],
    ['no users', { users: [] }],
  ])('changes nothing that was validly announced where it had %s', (_, from) => {
    expect(judged({ items: ['INCOME'], users: [{ name: '他社', entrustee: false }] }, {}, from)).toEqual({
      tell: [],
      found: [],
    });
  });

  it('of opt-out is filed and published before, art. 27(3)', () => {
    const optOut = { acquisition: '名簿', provision: '電子', stopReception: '窓口', updating: '年1回' };
    const from = { optOut };
    const after = { optOut: { ...optOut, provision: '郵送' } };
    expect(judged(after, {}, from, 'opt-out')).toEqual({ tell: ['provision before'], found: [] });
    expect(judged({ ...after, announcedFrom: '2026-07-01' }, {}, from, 'opt-out').found).toEqual([
      'CHANGE_NOT_BEFORE blocking',
    ]);
    expect(judged({ optOut, items: ['NAME', 'ADDRESS'] }, {}, from, 'opt-out').tell).toEqual([
      'items.added before',
      'items.narrowed before',
    ]);
  });
});

describe('an arrangement as it is configured', () => {
  const optOutEach: ConfiguredArrangement = {
    associationClass: 'KENPO',
    kind: 'provision-feed',
    routeChosen: 'O',
    recordMethod: 'EACH',
  };
  const codes = (over: Partial<ConfiguredArrangement>) =>
    judgeConfiguration(ruleset, {
      associationClass: 'KENPO',
      kind: 'provision-feed',
      routeChosen: 'C1',
      recordMethod: 'EACH',
      ...over,
    })
      .filter(({ severity }) => severity === 'blocking')
      .map(({ code, pointer }) => `${code} ${pointer}`);

  it('A10 by opt-out has records made each time, and in no other way', () => {
    for (const recordMethod of ['BATCH', 'CONTRACT'] as const) {
      expect(codes({ routeChosen: 'O', recordMethod })).toEqual(['OPTOUT_ONLY_EACH /terms/recordMethod']);
      expect(codes({ recordMethod })).toEqual([]);
    }
    expect([...codes({ routeChosen: 'O' }), ...codes({ routeChosen: 'O', recordMethod: null })]).toEqual([]);
  });

  it('by opt-out is remarked for every matter that is neither filed nor published, art. 27(2)', () => {
    const missing = (optOut: ConfiguredArrangement['optOut']) =>
      judgeConfiguration(ruleset, { ...optOutEach, optOut: optOut! }).map(({ pointer, severity }) => [
        pointer,
        severity,
      ]);
    const all = { filingNo: 'F-1', acquisition: '名簿', provision: '電子', stopReception: '窓口', updating: '年1回' };
    expect(missing({ ...all, startsOn: '2026-04-01' })).toEqual([]);
    expect(missing({ ...all, updating: ' ' })).toEqual([
      ['/terms/optOut/updating', 'warning'],
      ['/terms/optOut/startsOn', 'warning'],
    ]);
    expect(missing(null)).toHaveLength(6);
  });

  it('A39 by implied consent belongs to a kenpo', () => {
    const mutualAid = { associationClass: 'MUTUAL_AID' } as const;
    const refused = ['IMPLIED_KENPO_ONLY /terms/route/chosen'];
    expect(codes({ ...mutualAid, routeChosen: 'C1i' })).toEqual(refused);
    expect(codes({ ...mutualAid, routeChosen: null, kind: 'implied-consent' })).toEqual(refused);
    expect([...codes(mutualAid), ...codes({ routeChosen: 'C1i', kind: 'implied-consent' })]).toEqual([]);
  });
});
