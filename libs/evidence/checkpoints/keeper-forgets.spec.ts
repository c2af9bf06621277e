import type { EventStore, Position } from '#event-store';
import { KeeperRound, type KeeperParts } from './keeper-round.js';
import { MapCommitments } from './map-commitments.js';

const A = 'kenpo';
const positionOf = (index: number) => String(index).padStart(16, '0') as Position;

/** A log of so many events, of which the map has taken in all. */
class Ground {
  size = 10;
  isOpen = true;
  readonly forgotten: string[] = [];
  readonly #root = new Uint8Array(32);

  readonly store = {
    heads: async () => new Map([[A, positionOf(this.size)]]),
    head: async () => positionOf(this.size),
    append: async () => ({ outcome: 'appended', events: [{ position: positionOf((this.size += 1)) }] }),
  } as unknown as EventStore;

  readonly commitments = new MapCommitments(this.store, {
    now: async () => ({
      through: positionOf(this.size),
      open: this.#root,
      restricted: this.#root,
      committed: null,
    }),
  });

  readonly round = new KeeperRound({
    store: this.store,
    commitments: this.commitments,
    gate: { isOpen: () => this.isOpen },
    tree: { forget: (one: string) => void this.forgotten.push(one) },
    clock: { now: () => new Date() },
    failed: (_: string, error: unknown) => {
      throw error;
    },
  } as unknown as KeeperParts);
}

describe('a keeper whose log is closed', () => {
  it('forgets what it saw of it, and commits for what is there when it opens', async () => {
    const ground = new Ground();
    expect(await ground.commitments.commit(A)).toBe(positionOf(11));
    // A loss that was accepted: the log is shorter than what was committed.
    ground.size = 5;
    expect(await ground.commitments.commit(A)).toBeNull();
    ground.isOpen = false;
    await ground.round.run(() => true);
    expect(ground.forgotten).toEqual([A]);
    expect(await ground.commitments.commit(A)).toBe(positionOf(6));
  });
});
