import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { Projector, toPosition, type EventStore } from '#event-store';
import {
  cosignaturesOf,
  ED25519_COSIGNATURE,
  merkleRoot,
  openCheckpoint,
  parseCheckpointText,
  parseNote,
} from '#proof';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { aKeeper, commitmentsOf, MapOfPlaces } from '../testing/a-keeper.js';
import { anEvidence, someDrafts } from '../testing/an-evidence.js';
import { SigningKeys } from '../testing/signing-keys.js';
import { TreeProjection } from '../tree/tree.projection.js';
import { Checkpoints } from './checkpoints.js';
import { FileKeptCheckpoints } from './file-kept-checkpoints.js';
import { NoMap } from './map-roots.port.js';

const MAKER = { actor: { role: 'operator', id: 'a1' }, requestId: null };

let database: TestDatabase;
let pool: Pool;
let end: () => Promise<void>;
let store: EventStore;
let projector: Projector;
let directory: string;
let association: string;
let now: Date;
const provider = new SigningKeys();
const clock = { now: () => now };
beforeAll(async () => {
  database = await createTestDatabase();
  ({ pool, store, end } = await anEvidence(database.url));
  directory = await mkdtemp(join(tmpdir(), 'kiroku-kept-'));
  projector = new Projector(store, pool, [new TreeProjection()]);
  projector.start();
});
beforeEach(() => {
  association = `a-${randomUUID()}`;
  now = new Date('2026-06-01T00:00:00Z');
});
afterAll(async () => {
  await projector.stop();
  await end();
  await database.drop();
  await rm(directory, { recursive: true });
});

const kept = () => new FileKeptCheckpoints(directory);
const surroundings = () => ({ pool, store, provider, kept: kept(), roots: new MapOfPlaces(pool, store), clock });
const append = (count = 1) => store.append({ association, stream: 'note', expected: 'any', events: someDrafts(count) });
const published = () => new Checkpoints(pool).newest(association);
const log = () => store.readLog(association, null, 100_000);

/** Rounds until everything that is in the log is published: the tree follows by itself. */
async function settle(keeper: ReturnType<typeof aKeeper>): Promise<void> {
  for (let rounds = 0; rounds < 200; rounds += 1) {
    await keeper.run(association);
    const head = await published();
    if (head && head.size === (await log()).length && keeper.isSettled(association)) return;
  }
  throw new Error('It was not published.');
}

describe('the keeper of checkpoints', () => {
  it('announces a key, commits the map, and signs a head over both', async () => {
    await append(3);
    const keeper = aKeeper(surroundings());
    await settle(keeper);
    const events = await log();
    expect(events.map(({ envelope }) => envelope.type)).toEqual(
      expect.arrayContaining(['LogKeyAnnounced', 'MapRootCommitted']),
    );
    const { origin, keys } = await keeper.keys.of(association);
    expect(origin).toBe(`kiroku.test/log/${association}`);
    const head = await openCheckpoint(
      (await published())!.note,
      keys.map(({ key }) => key),
    );
    expect(head).toMatchObject({ origin, size: events.length, root: merkleRoot(events.map((one) => one.leafHash)) });
    const timed = await cosignaturesOf(head.note, [{ ...keys[0]!.key, type: ED25519_COSIGNATURE }]);
    expect(timed.map(({ time }) => time)).toEqual([now.getTime() / 1_000]);
    expect(await kept().last(association)).toBe((await published())!.note);
  });

  it('writes nothing more into a quiet log, and signs its head again before a minute is over', async () => {
    await append(2);
    const keeper = aKeeper(surroundings());
    await settle(keeper);
    const before = { events: (await log()).length, note: (await published())!.note };
    for (let round = 0; round < 3; round += 1) await keeper.run(association);
    expect({ events: (await log()).length, note: (await published())!.note }).toEqual(before);
    now = new Date(now.getTime() + 50_000);
    await keeper.run(association);
    const after = (await published())!;
    expect([(await log()).length, after.signedAt]).toEqual([before.events, now]);
    expect(after.note).not.toBe(before.note);
    expect(parseNote(after.note).text).toBe(parseNote(before.note).text);
    expect(await kept().last(association)).toBe(after.note);
  });

  it('does not sign a tree anew that stands still while its log grows', async () => {
    await append(2);
    await settle(aKeeper(surroundings()));
    const { note } = (await published())!;
    const grown = new Proxy(store as EventStore, {
      get(target, name) {
        if (name === 'head') return async () => toPosition(99);
        const value = Reflect.get(target, name, target) as (...args: unknown[]) => unknown;
        return value.bind(target);
      },
    });
    now = new Date(now.getTime() + 3_600_000);
    await aKeeper({ ...surroundings(), store: grown }).run(association);
    expect((await published())!.note).toBe(note);
    await aKeeper(surroundings()).run(association);
    expect((await published())!.signedAt).toEqual(now);
  });

  it('commits each place once, though several keep at once', async () => {
    await append();
    const keepers = [aKeeper(surroundings()), aKeeper(surroundings()), aKeeper(surroundings())];
    for (let round = 0; round < 10; round += 1) {
      await append(2);
      await Promise.all(keepers.map((one) => one.run(association)));
    }
    await settle(keepers[0]!);
    const places = await commitmentsOf(store, association);
    expect(places).toEqual([...new Set(places)].sort((one, other) => one - other));
    expect((await keepers[0]!.keys.of(association)).keys).toHaveLength(1);
  });

  it('signs what is there where there is no map', async () => {
    await append(4);
    await settle(aKeeper({ ...surroundings(), roots: new NoMap() }));
    expect(await commitmentsOf(store, association)).toEqual([]);
    expect((await published())!.size).toBe(5);
  });

  it('signs nothing, and appends nothing, while the gate is shut', async () => {
    await append(4);
    await aKeeper({ ...surroundings(), gate: { isOpen: () => false } }).run(association);
    expect([(await log()).length, await published()]).toEqual([4, null]);
  });

  it('keeps the origin of the first announcement, whatever the settings say later', async () => {
    await append();
    await settle(aKeeper(surroundings()));
    const moved = aKeeper({ ...surroundings(), prefix: 'elsewhere.test/log' });
    await moved.keys.announce(association, 2, MAKER);
    await settle(moved);
    expect((await moved.keys.of(association)).keys.map(({ key }) => key.name)).toEqual(
      Array(2).fill(`kiroku.test/log/${association}`),
    );
    expect(parseCheckpointText((await published())!.note)).toMatchObject({ origin: `kiroku.test/log/${association}` });
  });

  it('signs by the old key and the new one until the old one is retired', async () => {
    await append();
    const keeper = aKeeper(surroundings());
    await settle(keeper);
    await keeper.keys.announce(association, 2, MAKER);
    await keeper.keys.announce(association, 2, MAKER);
    await settle(keeper);
    const both = (await published())!.note;
    await keeper.keys.retire(association, 1, MAKER);
    await settle(keeper);
    const alone = (await published())!.note;
    const [first, second] = (await keeper.keys.of(association)).keys;
    for (const key of [first!, second!]) await openCheckpoint(both, [key.key]);
    await openCheckpoint(alone, [second!.key]);
    await expect(openCheckpoint(alone, [first!.key])).rejects.toThrow('None of the keys');
    expect([first!.retired?.position, second!.retired]).toEqual([expect.any(String), null]);
  });

  it('signs no tree that does not begin with what was signed, nor with what is kept outside', async () => {
    await append(3);
    const keeper = aKeeper({ ...surroundings(), roots: new NoMap() });
    await settle(keeper);
    const good = (await published())!.note;
    const other = await keeper.signer.checkpoint(association, { size: 4, root: Buffer.alloc(32, 7) }, now);
    await append();
    await kept().keep(association, other!);
    await expect(settle(keeper)).rejects.toThrow('does not begin with that of 4');
    expect((await published())!.note).toBe(good);
    await kept().keep(association, good);
    await pool.query(`UPDATE evidence.checkpoint SET root = $2 WHERE association = $1`, [
      association,
      Buffer.alloc(32, 9),
    ]);
    await expect(settle(keeper)).rejects.toThrow('does not begin with that of 4');
  });

  it('waits while the tree is behind what is kept outside', async () => {
    await append(3);
    const keeper = aKeeper({ ...surroundings(), roots: new NoMap() });
    await settle(keeper);
    const ahead = await keeper.signer.checkpoint(association, { size: 40, root: Buffer.alloc(32, 7) }, now);
    await kept().keep(association, ahead!);
    await append();
    for (let round = 0; round < 3; round += 1) await keeper.run(association);
    expect((await published())!.size).toBe(4);
  });

  it('refuses a second root of one size', async () => {
    await append(3);
    await settle(aKeeper({ ...surroundings(), roots: new NoMap() }));
    const { rows } = await pool.query(
      `INSERT INTO evidence.checkpoint (association, size, root, note, signed_at) VALUES ($1, 4, $2, '', now())
       ON CONFLICT DO NOTHING RETURNING size`,
      [association, Buffer.alloc(32)],
    );
    expect(rows).toEqual([]);
  });
});

describe('a keeper that ends', () => {
  /** Ends the process, as it were, at the n-th of all places before and behind what has an effect. */
  class Faults {
    passed = 0;
    constructor(readonly at: number) {}

    async around<Result>(work: () => Promise<Result>): Promise<Result> {
      this.#pass();
      const result = await work();
      this.#pass();
      return result;
    }

    #pass(): void {
      if (this.passed++ === this.at) throw new Error('It ends here.');
    }
  }

  function broken(faults: Faults) {
    const files = kept();
    const keys = Object.assign(Object.create(provider) as SigningKeys, {
      asProvider: () => keys,
      makeSigningKey: (...args: [string, number]) => faults.around(() => provider.makeSigningKey(...args)),
      publicKey: (...args: [string, number]) => provider.publicKey(...args),
      sign: (...args: [string, number, Uint8Array]) => faults.around(() => provider.sign(...args)),
    });
    return {
      ...surroundings(),
      provider: keys,
      pool: new Proxy(pool, {
        get(target, name) {
          const value = Reflect.get(target, name, target) as unknown;
          if (typeof value !== 'function') return value;
          if (name !== 'query') return value.bind(target) as unknown;
          return (text: unknown, values: unknown) => {
            const run = () => (value as (...args: unknown[]) => Promise<unknown>).call(target, text, values);
            return String(text).includes('evidence.checkpoint') && !String(text).startsWith('SELECT')
              ? faults.around(run)
              : run();
          };
        },
      }),
      store: new Proxy(store, {
        get(target, name) {
          const value = Reflect.get(target, name, target) as (...args: unknown[]) => Promise<unknown>;
          if (name !== 'append') return value.bind(target);
          return (request: unknown) => faults.around(() => value.call(target, request));
        },
      }),
      kept: {
        last: (one: string) => files.last(one),
        keep: (one: string, note: string) => faults.around(() => files.keep(one, note)),
        associations: () => files.associations(),
      },
    };
  }

  async function isEndedBy(faults: Faults): Promise<boolean> {
    try {
      await settle(aKeeper(broken(faults)));
      return false;
    } catch (error) {
      if ((error as Error).message !== 'It ends here.') throw error;
      return true;
    }
  }

  it('anywhere, is followed by one that publishes the same tree, and nothing was published that is not kept', async () => {
    let at = 0;
    // How many places a keeper passes depends on how far the tree is each time: it is ended ever later until it is not.
    for (let hasEnded = true; hasEnded; at += 1) {
      association = `a-${randomUUID()}`;
      await append(2);
      hasEnded = await isEndedBy(new Faults(at));
      const seen = await published();
      const outside = await kept().last(association);
      if (seen) expect(parseCheckpointText(outside!).size).toBeGreaterThanOrEqual(seen.size);
      await settle(aKeeper(surroundings()));
      const events = await log();
      const after = (await published())!;
      expect(after.root).toEqual(merkleRoot(events.map((one) => one.leafHash)));
      const places = await commitmentsOf(store, association);
      expect(places).toEqual([...new Set(places)]);
      expect(events.filter(({ envelope }) => envelope.type === 'LogKeyAnnounced')).toHaveLength(1);
    }
    expect(at).toBeGreaterThan(15);
  }, 60_000);
});
