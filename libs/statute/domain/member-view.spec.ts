import { ruleset } from '../testing/builders.js';
import { chainOf, memberViewDefault, type ViewedLine } from './member-view.js';

function aViewed(over: Partial<ViewedLine>): ViewedLine {
  return { route: null, basis: null, exception: null, partyClass: 'EMPLOYER', arrangementKind: null, ...over };
}

describe('how a line appears to its member', () => {
  it.each<[string, Partial<ViewedLine>, string, string]>([
    ['consent', { route: 'C1' }, 'show', 'open'],
    ['joint use', { route: 'N3' }, 'show', 'open'],
    ['entrustment', { route: 'N1' }, 'show', 'open'],
    [
      'a routine statutory duty',
      { route: 'E1', exception: 'E1', partyClass: 'STATE_ORGAN', arrangementKind: 'statutory-duty' },
      'show',
      'open',
    ],
    [
      'an enquiry by law of a state organ',
      { route: 'E1', exception: 'E1', partyClass: 'STATE_ORGAN' },
      'hidden',
      'restricted',
    ],
    [
      'an enquiry by law of a prefectural police',
      { route: 'E1', exception: 'E1', partyClass: 'LOCAL_BODY' },
      'hidden',
      'restricted',
    ],
    [
      'a transfer by law to municipal insurance',
      { route: 'E1', exception: 'E1', partyClass: 'LOCAL_BODY', arrangementKind: 'provision-feed' },
      'show',
      'open',
    ],
    ['voluntary cooperation', { route: 'E4', exception: 'E4', partyClass: 'STATE_ORGAN' }, 'hidden', 'restricted'],
    ['protection of property', { route: 'E2', exception: 'E2' }, 'generic', 'open'],
    ['an individual number', { basis: 'NUM' }, 'hidden', 'restricted'],
    ['an answer to the person', { basis: 'SELF' }, 'show', 'open'],
  ])('%s', (_, over, view, chain) => {
    expect(memberViewDefault(ruleset, aViewed(over))).toBe(view);
    expect(chainOf(ruleset, aViewed(over))).toBe(chain);
  });

  it('restricts an investigation that the arrangement hides, and opens one that it shows', () => {
    const routine = aViewed({
      route: 'E1',
      exception: 'E1',
      partyClass: 'STATE_ORGAN',
      arrangementKind: 'statutory-duty',
    });
    expect(chainOf(ruleset, routine, 'hidden')).toBe('restricted');
    expect(chainOf(ruleset, aViewed({ route: 'E4', exception: 'E4' }), 'show')).toBe('open');
  });

  it('leaves a line by consent on the open chain even where the arrangement hides it', () => {
    expect(chainOf(ruleset, aViewed({ route: 'C1' }), 'hidden')).toBe('open');
  });

  it('hides an investigation by law or in cooperation with the state, and nothing else that is called one', () => {
    const asked = { route: 'E1', exception: 'E1', investigation: true } as const;
    expect(memberViewDefault(ruleset, aViewed(asked))).toBe('hidden');
    expect(chainOf(ruleset, aViewed(asked), 'show')).toBe('restricted');
    expect(chainOf(ruleset, aViewed({ route: 'C1', investigation: true }), 'hidden')).toBe('open');
    expect(memberViewDefault(ruleset, aViewed({ route: 'C1', investigation: true }))).toBe('show');
  });

  it('keeps number lines restricted whatever the arrangement says', () => {
    expect(chainOf(ruleset, aViewed({ basis: 'NUM' }), 'show')).toBe('restricted');
  });
});
