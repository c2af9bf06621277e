import type { Directory } from '#access';
import { FIRST } from '../testing/statements.js';
import { ParentalMandates } from './parental-mandates.js';

const born = (birthDate: string | null) =>
  new ParentalMandates({ read: async () => new Map([[FIRST, { birthDate }]]) } as unknown as Directory);
const said = (receivedAt: string, capacity: 'PARENT' | 'GUARDIAN' | 'AGENT' | null = 'PARENT') => ({
  by: { who: 'representative' as const, id: 'r-1', capacity },
  receivedAt,
});
const CHILD = '2008-06-10';

describe('the mandate of a parent', () => {
  it('lasts until the day before the child comes of age', async () => {
    await expect(born(CHILD).refuseEnded('a', FIRST, said('2026-06-09T14:59:59Z'))).resolves.toBeUndefined();
    await expect(born(CHILD).refuseEnded('a', FIRST, said('2026-06-09T15:00:00Z'))).rejects.toMatchObject({
      code: 'mandate-ended',
    });
  });

  it.each(['GUARDIAN', 'AGENT', null] as const)('is none of who represents as %s', async (capacity) => {
    await expect(born(CHILD).refuseEnded('a', FIRST, said('2030-01-01T00:00:00Z', capacity))).resolves.toBeUndefined();
  });

  it('is not said to have ended where nobody knows the birth date, or the member spoke', async () => {
    await expect(born(null).refuseEnded('a', FIRST, said('2030-01-01T00:00:00Z'))).resolves.toBeUndefined();
    const self = { by: { who: 'self' as const }, receivedAt: '2030-01-01T00:00:00Z' };
    await expect(born(CHILD).refuseEnded('a', FIRST, self)).resolves.toBeUndefined();
  });
});
