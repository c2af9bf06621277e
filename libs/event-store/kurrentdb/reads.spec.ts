import {
  AccessDeniedError,
  StreamNotFoundError,
  UnavailableError,
  type KurrentDBClient,
} from '@kurrent/kurrentdb-client';
import { Reads } from './reads.js';

/** Nothing connects before it is asked something, and what is asked here is asked of nobody. */
const url = 'kurrentdb://127.0.0.1:9?tls=false';
const event = { event: { streamId: 's', id: 'i', type: 't', revision: 0, isJson: false, data: Uint8Array.of(1) } };

describe('reads of KurrentDB', () => {
  let asked: KurrentDBClient[];
  const answering = (failures: readonly Error[]) => (client: KurrentDBClient) => {
    const failure = failures[asked.push(client) - 1];
    return (async function* () {
      if (failure) throw failure;
      yield { ...event, commitPosition: 1n };
    })();
  };
  /** Long enough after the client was made that another may be. */
  const later = () => new Promise((resolve) => setTimeout(resolve, 1_050));

  beforeEach(() => (asked = []));

  it('ask once where they are answered, and always the same client', async () => {
    const reads = new Reads(url);
    await later();
    for (let count = 0; count < 2; count += 1) expect(await reads.all(answering([]))).toMatchObject([{ name: 's' }]);
    expect([asked.length, new Set(asked).size]).toEqual([2, 1]);
  });

  it('are asked again of another client where the node is gone, and later ones of that', async () => {
    const reads = new Reads(url);
    await later();
    expect(await reads.all(answering([new UnavailableError()]))).toHaveLength(1);
    await reads.all(answering([]));
    expect([asked.length, new Set(asked).size]).toEqual([3, 2]);
    expect(asked[2]).toBe(asked[1]);
  });

  it('share the next client, and do not make one for each of them', async () => {
    const reads = new Reads(url);
    await later();
    const gone = () => answering(Array.from({ length: 100 }, () => new UnavailableError()));
    const ended = await Promise.allSettled(Array.from({ length: 20 }, () => reads.all(gone())));
    expect(ended.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 'rejected'));
    expect([asked.length, new Set(asked).size]).toEqual([40, 2]);
  });

  it('fail at once where another client would be told the same', async () => {
    const reads = new Reads(url);
    await later();
    await expect(reads.all(answering([new AccessDeniedError()]))).rejects.toMatchObject({ code: 'unavailable' });
    expect(await reads.all(answering([null!, new StreamNotFoundError(undefined, 's')]))).toEqual([]);
    expect(new Set(asked).size).toBe(1);
  });
});
