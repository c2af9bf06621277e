import { isAfter, toRecorded } from './recorded.js';

const event = (given: object) => ({
  event: {
    streamId: 's',
    id: 'i',
    type: 't',
    revision: 3n,
    isJson: false,
    data: Uint8Array.of(1),
    ...given,
  },
  commitPosition: 9n,
});

describe('an event that KurrentDB gives back', () => {
  it.each([
    [{ revision: 3n, position: { commit: 733n, prepare: 731n } }, 3, { commit: '733', prepare: '731' }],
    [{ revision: 3, position: { commit: 733, prepare: 731 } }, 3, { commit: '733', prepare: '731' }],
    [{}, 3, { commit: '9', prepare: '9' }],
  ])('has a number and digits, whatever the client made of them: %#', (given, revision, place) => {
    expect(toRecorded(event(given))).toMatchObject({ revision, place });
    expect(() => JSON.stringify(toRecorded(event(given)))).not.toThrow();
  });

  it('has places beyond what a number holds', () => {
    const place = { commit: 9_007_199_254_740_993n, prepare: 9_007_199_254_740_993n };
    expect(toRecorded(event({ position: place }))!.place.commit).toBe('9007199254740993');
  });

  it('is nothing where a link leads nowhere', () => {
    expect(toRecorded({ commitPosition: 1n })).toBeNull();
  });

  it.each([
    ['10', '0', '9', '9', true],
    ['9', '9', '10', '0', false],
    ['10', '2', '10', '1', true],
    ['10', '1', '10', '1', false],
    ['9007199254740993', '0', '9007199254740992', '0', true],
  ])('comes after another by its commit, then its prepare: %s,%s after %s,%s', (a, b, c, d, after) => {
    expect(isAfter({ commit: a, prepare: b }, { commit: c, prepare: d })).toBe(after);
  });
});
