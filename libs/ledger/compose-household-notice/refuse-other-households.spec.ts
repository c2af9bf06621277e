import type { Refusal } from '#platform';
import { FIRST, SECOND } from '../testing/statements.js';
import { refuseOtherHouseholds } from './refuse-other-households.js';

const THIRD = '44444444-4444-4444-8444-444444444444';

function refused(households: Readonly<Record<string, string | null>>): string[] {
  const entries = Object.entries(households).map(([ref, household]) => [ref, { household }] as const);
  try {
    refuseOtherHouseholds([FIRST, SECOND, THIRD], new Map(entries));
    return [];
  } catch (error) {
    return (error as Refusal).facts.errors!.map(({ pointer }) => pointer);
  }
}

describe('a notice for a household', () => {
  it('is for members of one, or of whom nobody knows of which', () => {
    expect(refused({ [FIRST]: null, [SECOND]: FIRST, [THIRD]: FIRST })).toEqual([]);
    expect(refused({})).toEqual([]);
  });

  it('is refused for members of several', () => {
    expect(refused({ [FIRST]: null, [SECOND]: FIRST, [THIRD]: SECOND })).toEqual(['/members/2']);
  });
});
