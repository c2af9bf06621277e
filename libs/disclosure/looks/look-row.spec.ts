import type { StoredEvent } from '#event-store';
import { lookRowOf } from './look-row.js';

const MEMBER = '11111111-1111-4111-8111-111111111111';

const stored = (type: string, data: object, subject: string | null = MEMBER) =>
  ({
    position: '0000000000000007',
    envelope: {
      association: 'a',
      type,
      subject,
      data,
      actor: { role: 'officer', id: 'somebody' },
      recordedAt: '2026-06-11T03:00:00.000Z',
    },
  }) as unknown as StoredEvent;

const PLACE = {
  association: 'a',
  position: '0000000000000007',
  member: MEMBER,
  role: 'officer',
  account: 'somebody',
  at: '2026-06-11T03:00:00.000Z',
};
const NOTHING = { purpose: null, under: null, filters: [], records: [], reasonClass: null, reasonId: null };

describe('the row of a look', () => {
  it('tells what was shown, and of which act it was a part', () => {
    const data = { what: 'PROVISION_EXPORT', chain: 'open', records: ['t:1'], filters: ['from'], under: 'e' };
    expect(lookRowOf(stored('MemberLookedAt', data))).toEqual({ ...PLACE, ...NOTHING, ...data });
    const { under: _none, ...alone } = data;
    expect(lookRowOf(stored('MemberLookedAt', alone))?.under).toBeNull();
  });

  it('tells why, where that was said', () => {
    const reason = { id: '66666666-6666-4666-8666-666666666666', class: 'AUDIT' };
    const data = { what: 'MEMBER', chain: 'open', records: [], filters: [] };
    const told = { what: 'MEMBER', chain: 'open', reasonClass: 'AUDIT', reasonId: reason.id };
    expect(lookRowOf(stored('MemberLookedAt', { ...data, reason }))).toEqual({ ...PLACE, ...NOTHING, ...told });
  });

  it('of an asking is in the chain of its line, with its purpose and nothing of the answer', () => {
    const data = { direction: 'OUT', purpose: 'U08', phase: 'done', ruleset: 'r', asOf: null, chain: 'restricted' };
    const told = { what: 'ASSESSMENT', chain: 'restricted', purpose: 'U08' };
    expect(lookRowOf(stored('AssessmentAsked', data))).toEqual({ ...PLACE, ...NOTHING, ...told });
  });

  it('of a reading of the log names nobody', () => {
    const told = { what: 'LOOKS', chain: 'open', filters: ['role'], member: null };
    expect(lookRowOf(stored('LooksRead', { filters: ['role'], count: 3 }, null))).toEqual({
      ...PLACE,
      ...NOTHING,
      ...told,
    });
  });

  it('is made of no other event', () => {
    for (const type of ['MemberRegistered', 'RegisterExported', 'TransferRecorded'])
      expect(lookRowOf(stored(type, {}))).toBeNull();
  });
});
