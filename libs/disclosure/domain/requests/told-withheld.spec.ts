import { toldWithheld } from './told-withheld.js';

const whole = (record: string, reason: string) => ({ record, field: null, reason });
const field = { record: 'c:1', field: 'items', reason: 'HARM' };
const withheld = [whole('a:1', 'HARM'), field, whole('b:1', 'HARM'), whole('d:1', 'OTHER_LAW')];

describe('what is withheld', () => {
  it('is told the person by reason where it is whole records: neither which, nor how many, art. 33(2)', () => {
    expect(toldWithheld(withheld, 'person')).toEqual([
      field,
      { record: null, field: null, reason: 'HARM' },
      { record: null, field: null, reason: 'OTHER_LAW' },
    ]);
  });

  it('names no record for a field of it where the record is withheld as a whole', () => {
    const told = toldWithheld([whole('c:1', 'HARM'), field], 'person');
    expect(told).toEqual([{ record: null, field: null, reason: 'HARM' }]);
  });

  it('is told officers as it was decided', () => {
    expect(toldWithheld(withheld, 'officer')).toEqual(withheld);
  });
});
