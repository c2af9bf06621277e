import { NdjsonReader, type FilePlace } from '#readers';
import { MEMBERS_PER_TRANSFER_MAX, TransferGatherer, type Gathered } from './gather-transfers.js';
import type { RejectedTransfer } from './import-job.js';

const REF = '7b89296c-6dcb-4c50-8857-7eb1924770d3';
const BODY = { source: 'core', direction: 'OUT', party: { id: 'p' }, purpose: 'U08', means: 'ELECTRONIC' };
const transfer = (key: string, own: object = {}) => ({
  t: 'transfer',
  key,
  externalId: key,
  items: [{ code: 'NAME' }],
  ...BODY,
  ...own,
});
const line = (key: string, own: object = {}) => ({ t: 'line', key, ref: REF, ...own });
const end = (key: string, count: number) => ({ t: 'end', key, count });

function gather(
  lines: readonly (object | string)[],
  place?: FilePlace,
  rejecting: RejectedTransfer | null = null,
): Gathered[] {
  const reader = new NdjsonReader({ encoding: 'utf-8', ...(place ? { place } : {}) });
  const gatherer = new TransferGatherer(rejecting);
  const file = lines.map((one) => `${typeof one === 'string' ? one : JSON.stringify(one)}\n`).join('');
  const entries = [...reader.push(Buffer.from(file)), ...reader.end()];
  return [...entries.flatMap((entry) => gatherer.take(entry)), ...gatherer.end()];
}

const inShort = ({ lines, request, fault }: Gathered) =>
  `${lines.map(({ span, reason }) => `${span.line}${reason ? `:${reason.code}` : ''}`).join(' ')} -> ${
    request ? request.members.length : (fault?.code ?? 'nothing')
  }`;

describe('gathering the lines of a file', () => {
  it('makes a transfer of the lines from its first to its end', () => {
    const gathered = gather([transfer('a'), line('a'), line('a'), end('a', 2), transfer('b'), line('b'), end('b', 1)]);
    expect(gathered.map(inShort)).toEqual(['1 2 3 4 -> 2', '5 6 7 -> 1']);
    expect(gathered[0]!.request).toMatchObject({
      source: 'core',
      externalId: 'a',
      members: [{ ref: REF }, { ref: REF }],
    });
    expect(gathered[0]!.memberLines).toEqual([1, 2]);
  });

  it.each([
    [
      'a line of a member that is wrong',
      [transfer('a'), line('a', { ref: 'x' }), line('a'), end('a', 2)],
      '1 2:invalid-request 3 4 -> 1',
    ],
    ['a line that nobody can read, counted', [transfer('a'), '{', line('a'), end('a', 2)], '1 2:not-json 3 4 -> 1'],
    ['a line that nobody can read, not counted', [transfer('a'), '{', line('a'), end('a', 1)], '1 2:not-json 3 4 -> 1'],
    ['a line of another key', [transfer('a'), line('b'), line('a'), end('a', 1)], '1 2:line-astray 3 4 -> 1'],
  ])('leaves out %s', (_name, lines, expected) => {
    expect(gather(lines).map(inShort)).toEqual([expected]);
  });

  it.each([
    ['counts more lines than came', [transfer('a'), line('a'), end('a', 2)], '1 2 3 -> count-differs'],
    ['counts fewer', [transfer('a'), line('a'), line('a'), end('a', 1)], '1 2 3 4 -> count-differs'],
    [
      'counts more than came and could not be read',
      [transfer('a'), '{', line('a'), end('a', 3)],
      '1 2:not-json 3 4 -> count-differs',
    ],
    ['has no end', [transfer('a'), line('a')], '1 2 -> end-missing'],
    [
      'has no end before the next begins',
      [transfer('a'), line('a'), transfer('b'), line('b'), end('b', 1)],
      '1 2 -> end-missing',
    ],
    [
      'has no line that is good',
      [transfer('a'), line('a', { ref: 7 }), end('a', 1)],
      '1 2:invalid-request 3 -> transfer-empty',
    ],
  ])('lets a transfer fall that %s', (_name, lines, expected) => {
    expect(gather(lines).map(inShort)[0]).toBe(expected);
  });

  it('rejects every line of a transfer whose first is wrong, one by one, also for whoever goes on in the middle', () => {
    const lines = [
      transfer('a', { purpose: 7 }),
      line('a'),
      line('a'),
      end('a', 2),
      transfer('b'),
      line('b'),
      end('b', 1),
    ];
    const all = gather(lines);
    expect(all.map(inShort)).toEqual([
      '1:invalid-request -> nothing',
      '2:transfer-invalid -> nothing',
      '3:transfer-invalid -> nothing',
      '4:transfer-invalid -> nothing',
      '5 6 7 -> 1',
    ]);
    const elsewhere = 'line 1 says why';
    expect(all.slice(1, 4).map((one) => one.lines[0]!.reason?.detail)).toEqual([elsewhere, elsewhere, elsewhere]);
    const { after, rejecting } = all[1]!;
    expect(gather(lines.slice(2), after, rejecting)).toEqual(all.slice(2));
  });

  it('holds no more of a transfer than it may name, and goes on behind it', () => {
    const gatherer = new TransferGatherer(null);
    const span = { line: 1, lastLine: 1, offset: 0, bytes: 1 };
    const { t: _t, key, ...body } = transfer('a');
    const gathered = gatherer.take({ kind: 'transfer', span, key, body, implied: false });
    for (let index = 0; index <= MEMBERS_PER_TRANSFER_MAX; index += 1) {
      gathered.push(...gatherer.take({ kind: 'member', span, key, body: { ref: REF } }));
    }
    expect(gathered.map(({ fault, lines }) => [fault?.code, lines.length])).toEqual([
      ['transfer-too-large', MEMBERS_PER_TRANSFER_MAX + 2],
    ]);
    const rest = [
      ...gatherer.take({ kind: 'member', span, key, body: { ref: REF } }),
      ...gatherer.take({ kind: 'end', span, key, count: 3, implied: false }),
    ];
    expect(rest.map((one) => one.lines[0]!.reason?.code)).toEqual(['transfer-too-large', 'transfer-too-large']);
    expect(rest.at(-1)!.rejecting).toBeNull();
  });

  it('goes on with a row of CSV as a part of the transfer that is being rejected', () => {
    const gatherer = new TransferGatherer({ key: 'a', code: 'transfer-too-large', line: 2 });
    const span = { line: 9, lastLine: 9, offset: 90, bytes: 10 };
    const { t: _t, key, ...body } = transfer('a');
    const gathered = [
      ...gatherer.take({ kind: 'transfer', span, key, body, implied: true }),
      ...gatherer.take({ kind: 'member', span, key, body: { ref: REF } }),
      ...gatherer.take({ kind: 'end', span, key, count: null, implied: true }),
    ];
    expect(gathered.map((one) => one.lines[0]!.reason?.code)).toEqual(['transfer-too-large']);
  });
});
