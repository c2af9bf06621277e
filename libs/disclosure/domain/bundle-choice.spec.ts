import { isChosen, type ChoosableEvent, type EventChoice } from './bundle-choice.js';

const [HANAKO, TARO] = ['7b89296c-2f52-4c39-9c3b-0f9a2d2d6f01', '7b89296c-2f52-4c39-9c3b-0f9a2d2d6f02'];
const choice = (over: Partial<EventChoice> = {}): EventChoice => ({
  isAuditor: true,
  from: '2026-04-01',
  to: '2027-03-31',
  members: null,
  parties: null,
  ...over,
});
const event = (over: Partial<ChoosableEvent> = {}): ChoosableEvent => ({
  stream: 'transfer-1',
  subject: null,
  recordedOn: '2026-06-10',
  transfer: { isWanted: true, isRestricted: false },
  ...over,
});
const chosen = (over: Partial<ChoosableEvent>, by: Partial<EventChoice> = {}) => isChosen(event(over), choice(by));

describe('the events of a bundle', () => {
  it('are those of the transfers in the selection, whenever they were recorded', () => {
    expect(chosen({})).toBe(true);
    expect(chosen({ recordedOn: '2030-01-01' })).toBe(true);
    expect(chosen({ transfer: { isWanted: false, isRestricted: false } })).toBe(false);
  });

  it('are of a transfer the header, the seal and the lines of the members who were named', () => {
    const members = new Set([HANAKO]);
    expect(chosen({}, { members })).toBe(true);
    expect(chosen({ subject: HANAKO }, { members })).toBe(true);
    expect(chosen({ subject: TARO }, { members })).toBe(false);
  });

  it('tell of the restricted chain to auditors alone', () => {
    const transfer = { isWanted: true, isRestricted: true };
    expect(chosen({ transfer })).toBe(true);
    expect(chosen({ transfer }, { isAuditor: false })).toBe(false);
  });

  it('are always those under which transfers are made', () => {
    for (const stream of ['association', 'log', 'log-keys', 'arrangement-B04', 'party-x'])
      expect(chosen({ stream, transfer: null, recordedOn: '2020-01-01' }, { isAuditor: false })).toBe(true);
    expect(chosen({ stream: 'party-x', transfer: null }, { parties: new Set(['y']) })).toBe(false);
  });

  it('are of everything else those of the period, for auditors', () => {
    const other = { stream: 'looks-2026-06-10-x', transfer: null, subject: HANAKO };
    expect(chosen(other)).toBe(true);
    expect(chosen(other, { isAuditor: false })).toBe(false);
    expect(chosen({ ...other, recordedOn: '2026-03-31' })).toBe(false);
    expect(chosen({ ...other, recordedOn: '2027-04-01' })).toBe(false);
    expect(chosen(other, { members: new Set([TARO]) })).toBe(false);
    expect(chosen({ ...other, subject: null }, { members: new Set([HANAKO]) })).toBe(false);
    expect(chosen(other, { parties: new Set(['x']) })).toBe(false);
    // A stream that only begins like a ground is none.
    expect(chosen({ ...other, stream: 'logs' }, { isAuditor: false })).toBe(false);
  });
});
