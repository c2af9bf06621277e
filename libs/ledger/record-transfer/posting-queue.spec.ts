import { setImmediate as turn } from 'node:timers/promises';
import { ANSWER_MILLISECONDS_MAX } from '#platform';
import { NOW, OFFICER } from '../testing/a-ledger.js';
import { ASSOCIATION, aRequest, FIRST } from '../testing/statements.js';
import { PostingQueue } from './posting-queue.js';
import type { RecordTransferRequest } from './record-transfer.request.js';
import type { Posting, RecordingOutcome, TransferRecorder } from './transfer-recorder.js';

const PASSED_OVER = { name: 'EventStoreError', code: 'busy' };

/** A recorder that keeps each batch until the test lets it go. */
class HeldRecorder {
  readonly batches: string[][] = [];
  readonly #held: (() => void)[] = [];

  async record(_association: string, postings: readonly Posting[]): Promise<RecordingOutcome[]> {
    this.batches.push(postings.map(({ request }) => request.externalId));
    await new Promise<void>((resolve) => this.#held.push(resolve));
    return postings.map(() => ({ answer: {}, isNew: true }) as RecordingOutcome);
  }

  letGo(): void {
    for (const resolve of this.#held.splice(0)) resolve();
  }
}

let now: number;
let recorder: HeldRecorder;
let queue: PostingQueue;
beforeEach(() => {
  now = Date.parse(NOW);
  recorder = new HeldRecorder();
  queue = new PostingQueue(recorder as unknown as TransferRecorder, { now: () => new Date(now) });
});

/** Posts, and lets the queue turn; what becomes of it is the `outcome`. */
async function post(externalId: string): Promise<{ outcome: Promise<unknown> }> {
  const request = { source: 'core', externalId, ...aRequest(), members: [{ ref: FIRST }] } as RecordTransferRequest;
  const posted = queue.record(ASSOCIATION, { caller: OFFICER, request, requestId: null });
  await turn();
  return { outcome: posted.catch((error: unknown) => error) };
}

describe('a posting that waits while others are being recorded', () => {
  it('is recorded with all that came meanwhile once one of them is done', async () => {
    const posted = [await post('a'), await post('b'), await post('c'), await post('d')];
    expect(recorder.batches).toEqual([['a'], ['b']]);
    now += ANSWER_MILLISECONDS_MAX;
    recorder.letGo();
    await turn();
    expect(recorder.batches.slice(2)).toEqual([['c', 'd']]);
    recorder.letGo();
    for (const { outcome } of posted) expect(await outcome).toMatchObject({ isNew: true });
  });

  it('is not begun once its poster was told to come again, and nobody else is held up by it', async () => {
    const posted = [await post('a'), await post('b'), await post('c')];
    now += ANSWER_MILLISECONDS_MAX + 1;
    posted.push(await post('d'));
    // It leaves the line at once, so that the line is never longer than what is waited for.
    expect(await posted[2]!.outcome).toMatchObject(PASSED_OVER);
    recorder.letGo();
    await turn();
    expect(recorder.batches.slice(2)).toEqual([['d']]);
  });

  it('is not begun either where nothing came after it', async () => {
    const posted = [await post('a'), await post('b'), await post('c')];
    now += ANSWER_MILLISECONDS_MAX + 1;
    recorder.letGo();
    expect(await posted[2]!.outcome).toMatchObject(PASSED_OVER);
    expect(recorder.batches).toEqual([['a'], ['b']]);
    // The line is not left in a state in which the next one waits for ever.
    await turn();
    await post('d');
    expect(recorder.batches.slice(2)).toEqual([['d']]);
  });
});
