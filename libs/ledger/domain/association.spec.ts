import { DEFAULT_SETTINGS } from '#statute';
import { anAssociation } from '../testing/judgements.js';
import type { AssociationAmended, AssociationEvent, SettingsChanged } from './association-events.js';
import { associationFacts, associationOn } from './association.js';

const registered = anAssociation({ settings: { openItems: 'block' } });

function amended(
  effectiveFrom: string,
  data: Partial<AssociationAmended['data']> = {},
  sealed: AssociationAmended['sealed'] = null,
): AssociationAmended {
  return { type: 'AssociationAmended', data: { effectiveFrom, ...data }, sealed };
}

function settled(effectiveFrom: string, settings: SettingsChanged['data']['settings']): SettingsChanged {
  return { type: 'SettingsChanged', data: { effectiveFrom, settings }, sealed: null };
}

const on = (day: string, ...later: AssociationEvent[]) => associationOn([registered, ...later], day)!;
const published = (day: string, ...later: AssociationEvent[]) =>
  associationFacts(on(day, ...later), day).purposes.map(({ code }) => code);

describe('an association on a day', () => {
  it('is nobody before it is registered', () => {
    expect(associationOn([], '2026-06-10')).toBeNull();
    expect(associationOn([settled('2026-01-01', {})], '2026-06-10')).toBeNull();
  });

  it('has the representative and the name that it had then', () => {
    const name = { ja: '新見本健康保険組合', en: 'New' };
    const change = amended('2026-06-01', { name }, { representative: '理事長 新' });
    expect(on('2026-05-31', change).sealed!.representative).toBe('理事長');
    expect(on('2026-06-01', change)).toMatchObject({ name, sealed: { representative: '理事長 新' } });
  });

  it('keeps what an amendment does not name, and loses a contact that it takes away', () => {
    const change = amended('2026-06-01', {}, { contact: { phone: null, email: 'a@example.invalid' } });
    expect(on('2026-06-01', change).sealed).toEqual({
      address: '東京都見本区',
      representative: '理事長',
      contact: { desk: '窓口', email: 'a@example.invalid' },
    });
  });

  it('goes by the days of changes, however late one was entered; of one day the last word counts', () => {
    const changes = [
      settled('2026-08-01', { announceWithinDays: 30 }),
      settled('2026-07-01', { announceWithinDays: 20 }),
      settled('2026-08-01', { announceWithinDays: 31 }),
    ];
    const days = ['2026-06-30', '2026-07-15', '2026-08-01'].map((day) => on(day, ...changes).settings);
    expect(days.map(({ announceWithinDays = null }) => announceWithinDays)).toEqual([null, 20, 31]);
    expect(days.map((settings) => ({ ...DEFAULT_SETTINGS, ...settings }).openItems)).toEqual([
      'block',
      'block',
      'block',
    ]);
  });

  it('publishes a purpose from the day of its publication to the last, whenever it was entered', () => {
    const later = amended('2026-07-20', { purposes: [{ code: 'U06', publishedFrom: '2026-07-01' }] });
    expect(published('2026-06-30', later)).toEqual(['U08']);
    expect(published('2026-07-01', later)).toEqual(['U08', 'U06']);
    const over = amended('2026-07-21', {
      purposes: [{ code: 'U06', publishedFrom: '2026-07-01', publishedUntil: '2026-07-31' }],
    });
    const again = amended('2026-09-01', { purposes: [{ code: 'U06', publishedFrom: '2026-09-01' }] });
    const days = ['2026-07-31', '2026-08-01', '2026-09-01'];
    expect(days.map((day) => published(day, later, over, again).includes('U06'))).toEqual([true, false, true]);
  });
});
