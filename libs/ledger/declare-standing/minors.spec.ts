import type { Directory } from '#access';
import { FIRST } from '../testing/statements.js';
import { Minors } from './minors.js';

const born = (birthDate: string | null) =>
  new Minors({ read: async () => new Map([[FIRST, { birthDate }]]) } as unknown as Directory);
const said = (receivedAt: string, capacity: 'PARENT' | 'GUARDIAN' | 'AGENT' | null = 'PARENT') => ({
  by: { who: 'representative' as const, id: 'r-1', capacity },
  receivedAt,
});
const CHILD = '2008-06-10';

describe('the mandate of a parent', () => {
  it('lasts until the day before the child comes of age', async () => {
    await expect(born(CHILD).refuseEndedMandate('a', FIRST, said('2026-06-09T14:59:59Z'))).resolves.toBeUndefined();
    await expect(born(CHILD).refuseEndedMandate('a', FIRST, said('2026-06-09T15:00:00Z'))).rejects.toMatchObject({
      code: 'mandate-ended',
    });
  });

  it.each(['GUARDIAN', 'AGENT', null] as const)('is none of who represents as %s', async (capacity) => {
    await expect(
      born(CHILD).refuseEndedMandate('a', FIRST, said('2030-01-01T00:00:00Z', capacity)),
    ).resolves.toBeUndefined();
  });

  it('is not said to have ended where nobody knows the birth date, or the member spoke', async () => {
    await expect(born(null).refuseEndedMandate('a', FIRST, said('2030-01-01T00:00:00Z'))).resolves.toBeUndefined();
    const self = { by: { who: 'self' as const }, receivedAt: '2030-01-01T00:00:00Z' };
    await expect(born(CHILD).refuseEndedMandate('a', FIRST, self)).resolves.toBeUndefined();
  });
});

describe('the age of a member who declares', () => {
  it.each([
    ['2024-06-09T14:59:59Z', 15, 'until the day before the birthday in Japan ends'],
    ['2024-06-09T15:00:00Z', 16, 'on the birthday'],
    ['2026-06-09T14:59:59Z', 17, 'on the last day before the member is of age'],
    ['2026-06-09T15:00:00Z', undefined, 'of age'],
  ])('at %s is %s: %s', async (receivedAt, age, _why) => {
    expect(await born(CHILD).ageWhen('a', FIRST, receivedAt)).toBe(age);
  });

  it('is not known without a birth date', async () => {
    expect(await born(null).ageWhen('a', FIRST, '2024-06-10T00:00:00Z')).toBeUndefined();
  });
});
