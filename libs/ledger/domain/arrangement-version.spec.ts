import { aVersion } from '../testing/statements.js';
import type { ArrangementEvent, EquivalenceOutcome } from './arrangement-events.js';
import { arrangementFacts, versionFor } from './arrangement-version.js';

const first = aVersion({ version: 1, effectiveFrom: '2024-04-01', endsOn: '2025-03-31' });
const second = aVersion({ version: 2, effectiveFrom: '2025-07-01', endsOn: null });
const third = aVersion({ version: 3, effectiveFrom: '2026-04-01', endsOn: null });
const all = [first, second, third];
const numberOf = (asked: number | null, day: string, versions = all) =>
  versionFor(versions, asked, day)?.data.version ?? null;

describe('the version of an arrangement that counts', () => {
  it('is the one that was asked for, whatever the day', () => {
    expect(numberOf(1, '2030-01-01')).toBe(1);
  });

  it('is none where the one that was asked for was never announced', () => {
    expect(numberOf(4, '2026-06-10')).toBeNull();
  });

  it.each([
    ['the first on its first day', '2024-04-01', 1],
    ['the first on its last day', '2025-03-31', 1],
    ['the second on its first day', '2025-07-01', 2],
    ['the newest of two that are in effect together', '2026-04-01', 3],
  ])('is %s', (_, day, version) => {
    expect(numberOf(null, day)).toBe(version);
  });

  it('is the newest where none was in effect on the day, so that the law can say what is wrong', () => {
    expect(numberOf(null, '2024-03-31')).toBe(3);
    expect(numberOf(null, '2025-05-01')).toBe(3);
    expect(numberOf(null, '2025-04-01', [first])).toBe(1);
  });

  it('is none where there are none', () => {
    expect(numberOf(null, '2026-06-10', [])).toBeNull();
  });
});

describe('an arrangement that was ended', () => {
  const ended: ArrangementEvent = {
    type: 'ArrangementEnded',
    data: { arrangementId: 'B04', endsOn: '2026-06-30' },
    sealed: { reason: '契約の終了' },
  };
  const endOf = (events: readonly ArrangementEvent[], day: string) => versionFor(events, null, day)!.data;

  it('ends every version that stood, and none before its own end', () => {
    expect(endOf([...all, ended], '2026-06-30')).toMatchObject({ version: 3, endsOn: '2026-06-30' });
    expect(endOf([...all, ended], '2026-07-01')).toMatchObject({ version: 3, endsOn: '2026-06-30' });
    expect(versionFor([...all, ended], 1, '2026-07-01')!.data.endsOn).toBe('2025-03-31');
  });

  it('begins anew with a version that is announced afterwards', () => {
    const again = aVersion({ version: 4, effectiveFrom: '2026-10-01', endsOn: null });
    expect(endOf([...all, ended, again], '2026-10-01')).toMatchObject({ version: 4, endsOn: null });
  });
});

describe('the last check of equivalent measures', () => {
  const version = aVersion({ equivalenceLastCheckedOn: '2025-06-01' });
  const checked = (checkedOn: string, outcome: EquivalenceOutcome): ArrangementEvent => ({
    type: 'EquivalenceChecked',
    data: { arrangementId: 'B04', checkedOn, outcome, country: 'US' },
    sealed: null as never,
  });
  const lastOn = (day: string, ...checks: ArrangementEvent[]) =>
    versionFor([version, ...checks], null, day)!.data.equivalenceLastCheckedOn;

  it('is the newest that was made by the day of the send', () => {
    const later = checked('2026-06-01', 'kept');
    expect([lastOn('2026-05-31', later), lastOn('2026-06-01', later)]).toEqual(['2025-06-01', '2026-06-01']);
    expect(lastOn('2026-06-01', checked('2025-01-01', 'kept'))).toBe('2025-06-01');
  });

  it('is none once the measures were found impossible, until they are kept again', () => {
    const impossible = checked('2026-06-01', 'impossible');
    expect(lastOn('2026-06-01', impossible)).toBeNull();
    expect(lastOn('2026-07-01', impossible, checked('2026-06-20', 'mended'))).toBe('2026-06-20');
  });
});

describe('an arrangement as the law looks at it', () => {
  const party = { id: 'mihon-seizo' };

  it('leaves out what nobody stated, and hands on what was', () => {
    expect(Object.keys(arrangementFacts(first, party))).not.toContain('announcedAt');
    const announcedAt = '2024-03-31T16:00:00.000Z';
    const implied = {
      explicitOnRequest: true,
      silenceIsConsent: true,
      changeable: true,
      afterObjection: 'none',
    } as const;
    const law = { act: '健康保険法', article: '150' };
    const optOut = { filingNo: '第1号', startsOn: '2024-05-01' };
    const stated = aVersion({ announcedAt, implied, delivery: 'sealed' }, { law, optOut });
    const facts = { announcedAt, implied, delivery: 'sealed', law, optOutStartsOn: '2024-05-01' };
    expect(arrangementFacts(stated, party)).toMatchObject(facts);
  });

  it('includes a registered party that it names, and no other', () => {
    expect(arrangementFacts(first, party).partyIncluded).toBe(true);
    expect(arrangementFacts(first, { id: 'another' }).partyIncluded).toBe(false);
  });

  it('includes no party that was named in place', () => {
    const inline = {
      name: 'mihon-seizo',
      address: null,
      representative: null,
      class: 'EMPLOYER',
      location: 'JP',
    } as const;
    expect(arrangementFacts(first, inline).partyIncluded).toBe(false);
  });

  it('takes words of the sealed part', () => {
    const responsible = { name: '見本健保', address: '東京都', representative: '理事長' };
    const words = {
      exclusionReason: '家族への通知',
      approvedBy: '責任者',
      responsible,
      users: [{ name: '見本', entrustee: true }],
    };
    const version = aVersion(
      { exclusion: 'X2' },
      { ...words, contract: { ref: 'K-1', sha256: null, clauses: ['再委託'] } },
    );
    expect(arrangementFacts(version, party)).toMatchObject({
      exclusion: { code: 'X2', reason: '家族への通知', approvedBy: '責任者' },
      responsible,
      users: [{ name: '見本', entrustee: true }],
      contract: { ref: 'K-1' },
    });
  });

  it('has no exclusion where none was chosen', () => {
    expect(arrangementFacts(aVersion({}, { exclusionReason: 'left over' }), party).exclusion).toBeNull();
  });

  it('keeps its codes and knows no words once its key was destroyed', () => {
    const version = { ...aVersion({ exclusion: 'X2' }), sealed: null as unknown as typeof first.sealed };
    expect(arrangementFacts(version, party)).toMatchObject({
      kind: 'provision-feed',
      exclusion: { code: 'X2', reason: '', approvedBy: '' },
      responsible: null,
      users: [],
      contract: null,
      partyIncluded: true,
    });
  });
});
