import { CONSENT, FIRST, SECOND } from '../testing/statements.js';
import { standingEventId } from './standing-event-id.js';

describe('the event id of a declaration', () => {
  it('is this one for ever, for a declaration and for its withdrawal', () => {
    expect(standingEventId('declared', FIRST, CONSENT)).toBe('86858e06-669d-51eb-b820-e441f1fe9d63');
    expect(standingEventId('withdrawn', FIRST, CONSENT)).toBe('5a557940-fea1-598c-9859-afe214d2d800');
  });

  it('differs by member and by declaration', () => {
    const ids = [
      standingEventId('declared', FIRST, CONSENT),
      standingEventId('declared', SECOND, CONSENT),
      standingEventId('declared', FIRST, SECOND),
    ];
    expect(new Set(ids).size).toBe(3);
  });
});
