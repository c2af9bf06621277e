import { aParty } from '../testing/judgements.js';
import type { PartyAmended } from './party-events.js';
import { partyOn } from './party.js';

const registered = aParty();

function amended(
  effectiveFrom: string,
  data: Partial<PartyAmended['data']>,
  sealed: PartyAmended['sealed'] = null,
): PartyAmended {
  return { type: 'PartyAmended', data: { partyId: 'mihon-seizo', effectiveFrom, ...data }, sealed };
}

describe('a party on a day', () => {
  it('is nobody before it is registered', () => {
    expect(partyOn([], '2026-06-10')).toBeNull();
  });

  it('has the class, the place and the names that it had then', () => {
    const moved = amended('2026-06-01', { class: 'OTHER_OPERATOR', location: 'FOREIGN_OTHER', country: 'BM' });
    const renamed = amended('2026-07-01', {}, { name: 'みほん製造ホールディングス' });
    const events = [registered, renamed, moved];
    expect(partyOn(events, '2026-05-31')).toEqual({ data: registered.data, sealed: registered.sealed });
    const june = { class: 'OTHER_OPERATOR', location: 'FOREIGN_OTHER', country: 'BM' };
    expect(partyOn(events, '2026-06-01')).toMatchObject({ data: june, sealed: { name: '株式会社みほん製造' } });
    expect(partyOn(events, '2026-07-01')).toMatchObject({ data: june, sealed: { name: 'みほん製造ホールディングス' } });
  });

  it('has no names once their key is gone, and loses what an amendment takes away', () => {
    const gone = { ...registered, sealed: null as never };
    expect(partyOn([gone], '2026-06-10')!.sealed).toBeNull();
    const noCountry = partyOn([aParty({ country: 'JP' }), amended('2026-06-01', { country: null })], '2026-06-10');
    expect(noCountry!.data.country).toBeNull();
  });
});
