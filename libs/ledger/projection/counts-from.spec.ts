import type { StoredEvent } from '#event-store';
import { countsFrom } from './counts-from.js';

const [EARLY, LATE] = ['2026-06-01T00:00:00.000Z', '2026-06-05T00:00:00.000Z'];
const from = (type: string, data: object) => countsFrom({ type, data } as unknown as StoredEvent['envelope']);

describe('the instant from which a declaration takes a ground', () => {
  it.each(['OBJECTION', 'RESERVATION', 'STOP'])('is the later one of receipt and effect: %s', (kind) => {
    expect(from('StandingDeclared', { kind, receivedAt: EARLY, effectiveFrom: LATE })).toBe(LATE);
    expect(from('StandingDeclared', { kind, receivedAt: LATE, effectiveFrom: EARLY })).toBe(LATE);
  });

  it.each(['CONSENT', 'FOREIGN_CONSENT'])('is none for a consent, which gives grounds: %s', (kind) => {
    expect(from('StandingDeclared', { kind, receivedAt: EARLY, effectiveFrom: LATE })).toBeNull();
  });

  it('is the effect of a withdrawal, and none for anything else', () => {
    expect(from('StandingWithdrawn', { receivedAt: EARLY, effectiveFrom: LATE })).toBe(LATE);
    expect(from('MemberRegistered', {})).toBeNull();
  });

  it('is before every send for a death that was none, and none for a death', () => {
    expect(from('MemberDeathWithdrawn', {})! < '1900-01-01').toBe(true);
    expect(from('MemberDied', {})).toBeNull();
  });

  it('is before every send for a flag, whose day is sealed, and none where one is lifted', () => {
    expect(from('MemberFlagSet', {})! < '1900-01-01').toBe(true);
    expect(from('MemberFlagLifted', {})).toBeNull();
  });
});
