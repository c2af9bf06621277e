import { setTimeout as sleep } from 'node:timers/promises';
import { leafIndexOf, type EventStore, type Position } from '#event-store';
import type { Clock } from '#platform';
import type { LogKeys } from '../signing/log-keys.js';
import type { TreeReader } from '../tree/tree-reader.js';
import { KEEPER } from './keeper-actor.js';
import type { MapCommitments } from './map-commitments.js';
import { RENEWED_AFTER_MILLISECONDS, type Published, type Publisher } from './publisher.js';
import type { SigningGate } from './signing-gate.port.js';

/** So many logs are worked on at once. */
const AT_ONCE = 8;
/** An entry of its own is waited for so long; what is signed then covers it the next time. */
const TREE_MILLISECONDS_MAX = 2_000;
const LOOK_EVERY_MILLISECONDS = 20;

export interface KeeperParts {
  readonly store: EventStore;
  readonly keys: LogKeys;
  readonly commitments: MapCommitments;
  readonly publisher: Publisher;
  readonly tree: TreeReader;
  readonly gate: SigningGate;
  readonly clock: Clock;
  /** Told of what failed for one log; the others go on. */
  readonly failed: (association: string, error: unknown) => void;
}

/** One round over logs: their roots into the log, and what they have become by that signed and published. */
export class KeeperRound {
  readonly #announced = new Set<string>();
  readonly #published = new Map<string, Published>();

  constructor(private readonly parts: KeeperParts) {}

  /** `isMine` says which logs are this keeper's now. */
  async run(isMine: (association: string) => boolean): Promise<void> {
    const heads = await this.parts.store.heads();
    const due = [...heads].filter(([one, head]) => isMine(one) && this.#isDue(one, head)).map(([one]) => one);
    const open = await this.#each(due, async (one) => {
      if (await this.parts.gate.isOpen(one)) return one;
      this.#forget(one);
      return null;
    });
    await this.#awaitTrees(await this.#each(open, (one) => this.#announce(one)));
    const commitments = await this.#each(open, async (one) => {
      const position = await this.parts.commitments.commit(one);
      return position === null ? null : ([one, position] as const);
    });
    await this.#awaitTrees(commitments);
    await this.#each(open, async (one) => {
      const published = await this.parts.publisher.publish(one);
      if (published) this.#published.set(one, published);
    });
  }

  /** A log that is closed may be another when it opens: where a loss was accepted it is shorter than what was seen. */
  #forget(association: string): void {
    this.#published.delete(association);
    this.parts.commitments.forget(association);
    this.parts.tree.forget(association);
  }

  #isDue(association: string, head: Position): boolean {
    const published = this.#published.get(association);
    if (!published || published.size !== leafIndexOf(head) + 1) return true;
    if (!this.parts.commitments.isSettled(association)) return true;
    return this.parts.clock.now().getTime() - published.signedAt.getTime() >= RENEWED_AFTER_MILLISECONDS;
  }

  /** The first key of a log is made by nobody's order. What it signs covers its announcement: where that stands. */
  async #announce(association: string): Promise<readonly [string, Position] | null> {
    if (this.#announced.has(association)) return null;
    const { keys } = await this.parts.keys.of(association);
    if (keys.length === 0) await this.parts.keys.announce(association, 1, { actor: KEEPER, requestId: null });
    this.#announced.add(association);
    if (keys.length > 0) return null;
    const announced = (await this.parts.keys.of(association)).keys[0];
    return announced ? [association, announced.announced.position] : null;
  }

  async #awaitTrees(entries: readonly (readonly [string, Position])[]): Promise<void> {
    const deadline = Date.now() + TREE_MILLISECONDS_MAX;
    await this.#each(entries, async ([association, position]) => {
      const holds = async () => ((await this.parts.tree.head(association))?.size ?? 0) > leafIndexOf(position);
      while (!(await holds()) && Date.now() < deadline) await sleep(LOOK_EVERY_MILLISECONDS);
    });
  }

  async #each<One, Result>(all: readonly One[], work: (one: One) => Promise<Result>): Promise<NonNullable<Result>[]> {
    const results: NonNullable<Result>[] = [];
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const some = all.slice(from, from + AT_ONCE);
      const settled = await Promise.allSettled(some.map((one) => work(one)));
      settled.forEach((one, index) => {
        if (one.status === 'fulfilled') {
          if (one.value !== null && one.value !== undefined) results.push(one.value);
        } else this.parts.failed(associationOf(some[index]), one.reason);
      });
    }
    return results;
  }
}

function associationOf(one: unknown): string {
  return String(Array.isArray(one) ? one[0] : one);
}
