import type { EventStore } from '#event-store';
import type { Checkpoints } from '../checkpoints/checkpoints.js';
import type { TreeReader } from '../tree/tree-reader.js';
import { PublishedLog } from './published-log.js';

describe('what was published of a log', () => {
  it('is no more than its newest checkpoint where a loss was accepted, and its tiles are read anew', async () => {
    let size = 600;
    const forgotten: string[] = [];
    const checkpoints = { newest: async () => ({ size }) } as unknown as Checkpoints;
    const tree = { forget: (one: string) => void forgotten.push(one), hashes: async () => [] } as unknown as TreeReader;
    const log = new PublishedLog(checkpoints, tree, {} as EventStore);
    await log.newest('kenpo');
    await log.newest('kenpo');
    expect(await log.consistency('kenpo', 300, 600)).toEqual([]);
    expect(forgotten).toEqual([]);
    size = 400;
    await log.newest('kenpo');
    expect(forgotten).toEqual(['kenpo']);
    await expect(log.consistency('kenpo', 300, 600)).rejects.toMatchObject({ code: 'sizes-impossible' });
  });
});
