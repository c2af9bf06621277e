import { provesWhole } from './proves-whole.js';

const whole = { field: null };
const part = { field: 'party.name' };

describe('a disclosure', () => {
  it.each([
    ['to the person, of everything', { asker: 'SELF' }, [], true],
    ['to the person, with fields withheld', { asker: 'SELF' }, [part], true],
    ['to the person, with a record withheld', { asker: 'SELF' }, [part, whole], false],
    ['to the person, of a period', { asker: 'SELF', period: { from: '2026-04-01', to: '2026-06-30' } }, [], false],
    ['to a parent', { asker: 'PARENT' }, [], false],
    ['to a guardian', { asker: 'GUARDIAN' }, [], false],
    ['to an agent', { asker: 'AGENT' }, [], false],
  ] as const)('%s brings the proof that nothing is left out: %s', (_, state, withheld, brings) => {
    expect(provesWhole(state as Parameters<typeof provesWhole>[0], withheld)).toBe(brings);
  });
});
