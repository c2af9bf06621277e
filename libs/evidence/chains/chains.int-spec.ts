import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { KeyProvider } from '#access';
import {
  leafIndexOf,
  ProjectionOrders,
  Projector,
  toPosition,
  type Chain,
  type EventDraft,
  type EventStore,
} from '#event-store';
import { inTransaction, inTransactionOf, ofAssociation } from '#platform';
import { chainOf, EMPTY_MAP, mapKeys, provenValue, ReplayedMaps, toBase64 } from '#proof';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { KeptMapRoots } from '../map/map-roots.js';
import { MapRows } from '../map/map-rows.js';
import { MapSecrets } from '../map/map-secrets.js';
import { commitmentAsOf, newestCommitment } from '../map/newest-commitment.js';
import { proofIn } from '../map/map-proofs.js';
import { anEvidence, someDrafts } from '../testing/an-evidence.js';
import { ChainsProjection } from './chains.projection.js';

const KEY = randomBytes(32);
const provider = {
  mac: async (association: string, purpose: string, text: string) =>
    createHmac('sha256', KEY).update(`${association} ${purpose} ${text}`).digest(),
} as unknown as KeyProvider;

let database: TestDatabase;
let pool: Pool;
let end: () => Promise<void>;
let store: EventStore;
let association: string;
const secrets = new MapSecrets(provider);
beforeAll(async () => {
  database = await createTestDatabase();
  ({ pool, store, end } = await anEvidence(database.url));
});
beforeEach(() => {
  association = randomUUID();
});
afterAll(async () => {
  await end();
  await database.drop();
});

const catchUp = () => new Projector(store, pool, [new ChainsProjection(secrets)]).catchUp();
const roots = () => new KeptMapRoots(pool, secrets);
const log = () => store.readLog(association, null, 100_000);

function aLine(subject: string, chain: Chain): EventDraft {
  return { ...someDrafts(1)[0]!, subject, chain };
}

const append = (events: EventDraft[]) => store.append({ association, stream: randomUUID(), expected: 'any', events });

/** Numbers that are the same each time: specs that fail do so again. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

/** Lines of some members on either chain, and events that are none. */
function someLines(count: number, members: number, next: (below: number) => number): EventDraft[] {
  return Array.from({ length: count }, () =>
    next(5) === 0 ? someDrafts(1)[0]! : aLine(`member-${next(members)}`, next(4) === 0 ? 'restricted' : 'open'),
  );
}

async function commit(said?: Partial<{ through: string; open: string; restricted: string }>): Promise<void> {
  const { through, open, restricted } = (await roots().now(association))!;
  const data = { through, open: toBase64(open), restricted: toBase64(restricted), ...said };
  const events = [{ ...someDrafts(1)[0]!, type: 'MapRootCommitted', data }];
  await store.append({ association, stream: 'log', expected: 'any', events });
}

/** The maps of the log up to a place by their definition. */
async function replayed(through?: string): Promise<ReplayedMaps> {
  const maps = new ReplayedMaps(await secrets.secret(association));
  for (const { position, leafHash: leaf, envelope } of await log()) {
    if (through !== undefined && position > through) break;
    maps.take({ index: leafIndexOf(position), leaf, chain: envelope.chain, subject: envelope.subject });
  }
  return maps;
}

const bytes = ({ open, restricted }: { open: Uint8Array; restricted: Uint8Array }) => ({
  open: toBase64(open),
  restricted: toBase64(restricted),
});

async function rows(): Promise<unknown> {
  const tables = ['link', 'map_tile', 'map_commitment'];
  const asked = tables.map((table) =>
    pool.query(`SELECT * FROM evidence.${table} WHERE association = $1 ORDER BY 1, 2, 3, 4, 5`, [association]),
  );
  return (await Promise.all(asked)).map((one) => one.rows);
}

/** Folds a commitment that the log has not got: a projector that met one would stop, for all suites of this file. */
async function takeAnother(said: object): Promise<void> {
  const last = (await log()).at(-1)!;
  const data = { ...(last.envelope.data as object), ...said };
  const next = { ...last, position: toPosition(leafIndexOf(last.position) + 2), envelope: { ...last.envelope, data } };
  const projection = new ChainsProjection(secrets);
  await inTransaction(pool, (client) => projection.apply([next], { client, table: (name) => name }));
}

describe('chains of a log', () => {
  it('link the lines of each member in their order, on either chain', async () => {
    const draft = (await Promise.all([1, 2, 3].map(() => someLines(150, 12, chance(3))))).flat();
    for (let from = 0; from < draft.length; from += 37) {
      await append(draft.slice(from, from + 37));
      await catchUp();
    }
    const keyOf = mapKeys(await secrets.secret(association));
    for (const chain of ['open', 'restricted'] as const) {
      for (let member = 0; member < 12; member += 1) {
        const lines = (await log()).filter(
          ({ envelope }) => envelope.subject === `member-${member}` && envelope.chain === chain,
        );
        const links = lines.map(({ position, leafHash: leaf }) => ({ index: leafIndexOf(position), leaf }));
        const { rows: kept } = await pool.query(
          `SELECT no, leaf_index::integer AS index, leaf, hash FROM evidence.link
           WHERE association = $1 AND chain = $2 AND key = $3 ORDER BY no`,
          [association, chain, Buffer.from(keyOf(chain, `member-${member}`))],
        );
        expect(kept.map(({ index, leaf }) => ({ index, leaf }))).toEqual(links);
        expect(kept.at(-1) ? { count: kept.at(-1).no, hash: kept.at(-1).hash } : null).toEqual(
          links.length > 0 ? chainOf(links) : null,
        );
      }
    }
  });

  it.each([
    ['few members', 3],
    ['some', 400],
    ['thousands', 5_000],
  ])('have the roots of their definition after any batch, and every proof: %s', async (_, members) => {
    const next = chance(members);
    for (const count of [1, 40, 700]) {
      await append(someLines(count, members, next));
      await catchUp();
      const now = (await roots().now(association))!;
      expect(bytes(now)).toEqual(bytes((await replayed()).roots(now.through)));
      await commit();
      await catchUp();
    }
    // Newer lines are there, and the map is what the last commitment says.
    await append(someLines(200, members, next));
    await catchUp();
    const { through } = (await newestCommitment(ofAssociation(pool, association), association))!;
    const maps = await replayed(through);
    const keyOf = mapKeys(await secrets.secret(association));
    await inTransactionOf(pool, association, async (client) => {
      const kept = new MapRows(client, association);
      const { open } = maps.roots(through);
      for (let member = 0; member < 60; member += 1) {
        const key = keyOf('open', `member-${member}`);
        const value = maps.entries('open').find((entry) => toBase64(entry.key) === toBase64(key))?.value;
        const proof = await proofIn(kept, 'open', key, Number(through));
        expect(provenValue(open, key, proof)).toEqual(value ?? 'absent');
      }
    });
  });

  it('are empty maps where no line is, and prove it', async () => {
    await append(someDrafts(3));
    await catchUp();
    await commit();
    await catchUp();
    const now = (await roots().now(association))!;
    expect(toBase64(now.open)).toBe(toBase64(EMPTY_MAP));
    expect(toBase64(now.restricted)).not.toBe(toBase64(EMPTY_MAP));
    expect(now.committed).toEqual({ position: toPosition(4), through: toPosition(3) });
    const key = Buffer.alloc(32, 9);
    const proof = await proofIn(new MapRows(ofAssociation(pool, association), association), 'open', key, 3);
    expect(provenValue(EMPTY_MAP, key, proof)).toBe('absent');
  });

  it('are the same after a rebuild, and when commitments are folded with the lines before them', async () => {
    const next = chance(11);
    for (let round = 0; round < 4; round += 1) {
      await append(someLines(80, 30, next));
      await catchUp();
      // Written meanwhile, and not a part of what is committed.
      const { through } = (await roots().now(association))!;
      const said = (await roots().now(association))!;
      await append(someLines(5, 30, next));
      await commit({ through, ...bytes(said) });
      await catchUp();
    }
    const client = ofAssociation(pool, association);
    const { position, through } = (await newestCommitment(client, association))!;
    const written = (await log()).filter(({ envelope }) => envelope.type === 'MapRootCommitted');
    expect(written.at(-1)!.position).toBe(position);
    expect(await commitmentAsOf(client, association, through)).toBe(written.at(-2)!.position);
    expect(await commitmentAsOf(client, association, toPosition(80))).toBeNull();
    const before = await rows();
    await new ProjectionOrders(pool).rebuild({ projection: 'chains', association: null });
    await catchUp();
    expect(await rows()).toEqual(before);
    await append(someLines(9, 30, next));
    await catchUp();
    const now = (await roots().now(association))!;
    expect(bytes(now)).toEqual(bytes((await replayed()).roots(now.through)));
  });

  it('take a commitment of a keeper that came late, once it fits', async () => {
    await append(someLines(50, 9, chance(5)));
    await catchUp();
    const early = (await roots().now(association))!;
    await append(someLines(50, 9, chance(6)));
    await catchUp();
    await commit();
    await commit({ through: early.through, ...bytes(early) });
    await catchUp();
    expect((await newestCommitment(ofAssociation(pool, association), association))!.through).toBe(toPosition(100));
    expect((await roots().now(association))!.committed).toEqual({
      position: toPosition(102),
      through: early.through,
    });
  });

  it.each([
    ['the open chains', { open: toBase64(Buffer.alloc(32, 1)) }],
    ['the restricted chains', { restricted: toBase64(Buffer.alloc(32, 1)) }],
    ['what comes after it', { through: toPosition(999) }],
    ['an earlier place', { through: toPosition(2) }],
  ])('stop where a commitment says something else of %s', async (_, said) => {
    await append([aLine('a', 'open'), aLine('b', 'open'), aLine('a', 'restricted')]);
    await catchUp();
    await commit();
    await catchUp();
    const before = await rows();
    await expect(takeAnother(said)).rejects.toThrow(
      `position ${toPosition(5)} of ${association} are not those of its lines`,
    );
    expect(await rows()).toEqual(before);
  });
});
