import { EventStoreError } from '#event-store';
import { isPassing } from './import-worker.js';

describe('an error of the store during an import', () => {
  it.each<[EventStoreError['code'], boolean]>([
    ['unavailable', true],
    ['busy', true],
    ['invalid-request', false],
    ['not-yet-visible', false],
    ['position-unknown', false],
  ])('%s passes by itself: %s', (code, passes) => {
    expect(isPassing(new EventStoreError(code, 'told'))).toBe(passes);
  });
});
