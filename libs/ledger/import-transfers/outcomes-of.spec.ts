import { Refusal } from '#platform';
import type { RecordingResult } from '../record-transfer/record-transfer.command.js';
import type { Gathered, Reason } from './gather-transfers.js';
import { outcomesOf, progressOf } from './outcomes-of.js';

const bad: Reason = { code: 'invalid-request', pointer: '/ref', detail: 'is no id' };
const unknown: Reason = { code: 'member-unknown', pointer: '', detail: 'is no member of this association' };

/** Lines 11 to 16 of a file: the first of a transfer, a bad one, three members, the end. */
const gathered = {
  lines: [null, bad, null, null, null, null].map((reason, index) => ({
    span: { line: 11 + index, lastLine: 11 + index, offset: 0, bytes: 1 },
    reason,
  })),
  fault: null,
} as unknown as Gathered;

function answered(own: object = {}): RecordingResult {
  const answer = { status: 'recorded', id: 'id', position: '7', dropped: [], ...own };
  return { answer: answer as unknown as RecordingResult['answer'], isNew: true };
}

const short = (outcomes: ReturnType<typeof outcomesOf>) =>
  outcomes.map(({ line, status, transfer, code }) => [line, status, transfer, code].join(' '));

describe('the outcomes of lines', () => {
  it('name each by its number, also where members were left out and others dropped for the law', () => {
    // The member of line 13 was left out; of the two recorded ones the second was dropped.
    const recorded = {
      result: answered({ dropped: [{ lines: [2], findings: ['CONSENT_MISSING'] }] }),
      memberLines: [3, 4],
      leftOut: new Map([[2, unknown]]),
    };
    expect(short(outcomesOf(gathered, recorded))).toEqual([
      '11 recorded id ',
      '12 rejected  invalid-request',
      '13 rejected  member-unknown',
      '14 recorded id ',
      '15 rejected  line-blocked',
      '16 recorded id ',
    ]);
  });

  it('say of a transfer that was refused why, at its first line, and what stands under its name', () => {
    const result = new Refusal('transfer-differs', { detail: 'other content', transfer: 'id' });
    const outcomes = outcomesOf(gathered, { result, memberLines: [2, 3, 4], leftOut: new Map() });
    expect(short(outcomes)).toEqual([
      '11 rejected id transfer-differs',
      '12 rejected id invalid-request',
      ...[13, 14, 15, 16].map((line) => `${line} rejected id transfer-differs`),
    ]);
    const elsewhere = 'line 11 says why';
    expect(outcomes.map(({ detail }) => detail)).toEqual([
      'other content',
      'is no id',
      ...[13, 14, 15, 16].map(() => elsewhere),
    ]);
  });

  it('tell why a transfer fell at a line that has no fault of its own', () => {
    const lines = gathered.lines.slice(1, 4);
    const fault = { code: 'count-differs', pointer: '/count', detail: 'says 4 where 3 came' };
    const told = (at: number, own: Gathered['lines']) =>
      outcomesOf({ ...gathered, lines: own, fault: { ...fault, at } }, null).map(({ line, code, detail }) =>
        [line, code, detail].join(' '),
      );
    const why = (line: number) => `${line} count-differs says 4 where 3 came`;
    const elsewhere = (line: number, at: number) => `${line} count-differs line ${at} says why`;
    expect(told(0, lines)).toEqual(['12 invalid-request is no id', why(13), elsewhere(14, 13)]);
    expect(told(2, lines.toReversed())).toEqual([elsewhere(14, 13), why(13), '12 invalid-request is no id']);
    expect(told(0, lines.slice(0, 1))).toEqual(['12 invalid-request is no id']);
  });

  it('are counted: masked lines are recorded ones', () => {
    const masked = { result: answered({ status: 'recorded-masked' }), memberLines: [2, 3, 4], leftOut: new Map() };
    expect(progressOf(outcomesOf(gathered, masked))).toEqual({ read: 6, recorded: 5, masked: 5, rejected: 1 });
  });
});
