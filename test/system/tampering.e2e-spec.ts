import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { KEY_PROVIDER, type KeyProvider } from '#access';
import { EVENT_STORE, PostgresEventStore, Projector, type EventStore, type Projection } from '#event-store';
import { Checkpoints, KEPT_CHECKPOINTS, verifyLive, type KeptCheckpoints, type LiveAsked } from '#evidence';
import {
  leafHash,
  openCheckpoint,
  parseVerifierKey,
  signCheckpoint,
  toBase64,
  type Failure,
  type VerificationReport,
} from '#proof';
import { PROJECTIONS } from '../../apps/projector/projections.module.js';
import { ProjectorModule } from '../../apps/projector/projector.module.js';
import { until } from '../../libs/event-store/testing/waiting.js';
import { aSigningKey } from '../../libs/proof/testing/a-log.js';
import { FEEDS } from '../harness/feeds.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { Commands } from '../harness/run-cli.js';

// Everything that a superuser can do to the database, and what is found of it.
const FEEDS_OF_ONE = FEEDS.filter(({ association }) => association === FEEDS[0]!.association).slice(0, 8);
const ASSOCIATION = FEEDS[0]!.association;
const EVENT = 'event_store.event';
const IDENTITY = 'event_store.event_identity';
const STREAM = 'event_store.stream_head';
const HEAD = 'event_store.log_head';
const TILE = 'evidence.tile';
const CHECKPOINT = 'evidence.checkpoint';
const ROW = 'records.transfer';

let kiroku: KirokuInProcess;
let projections: readonly Projection[];
let tables: readonly string[];
/** As it was kept outside of the database. */
let kept: string;
let log: number;
let size: number;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start({ keepsCheckpoints: true });
  projections = kiroku.app.get<readonly Projection[]>(PROJECTIONS, { strict: false });
  tables = [
    EVENT,
    IDENTITY,
    STREAM,
    HEAD,
    CHECKPOINT,
    'projection.checkpoint',
    ...projections.flatMap((projection) => projection.tables),
  ];
  await post(FEEDS_OF_ONE.slice(0, 4));
  await copyTables('older');
  await post(FEEDS_OF_ONE.slice(4));
  await kiroku.app.get(ProjectorModule, { strict: false }).beforeApplicationShutdown();
  await kiroku.app.get(Projector, { strict: false }).catchUp();
  await copyTables('untouched');
  kept = (await kiroku.app.get<KeptCheckpoints>(KEPT_CHECKPOINTS, { strict: false }).last(ASSOCIATION))!;
  const [head] = (await kiroku.rows(`SELECT log, position FROM ${HEAD} WHERE association = $1`, [ASSOCIATION])) as {
    log: number;
    position: string;
  }[];
  [log, size] = [head!.log, Number(head!.position)];
}, 120_000);
afterAll(() => kiroku.stop());

/** Posts, and waits until all that came of it was projected, committed to and signed: then the log rests. */
async function post(feeds: typeof FEEDS): Promise<void> {
  const token = await kiroku.token('integrator', ASSOCIATION);
  for (const { post: body } of feeds) await kiroku.post('/v1/transfers', token, body);
  const store = kiroku.app.get<EventStore>(EVENT_STORE);
  const checkpoints = kiroku.app.get(Checkpoints, { strict: false });
  const places = `SELECT FROM projection.checkpoint WHERE association = $1 AND side = 'live' AND position < $2`;
  const committed = `SELECT FROM evidence.map_commitment WHERE association = $1 AND position = $2`;
  await until(async () => {
    const position = await store.head(ASSOCIATION);
    if ((await kiroku.rows(places, [ASSOCIATION, position])).length > 0) return false;
    if ((await kiroku.rows(committed, [ASSOCIATION, position])).length === 0) return false;
    return (await checkpoints.newest(ASSOCIATION))?.size === Number(position);
  });
}

async function copyTables(schema: string): Promise<void> {
  await kiroku.owner.query(`CREATE SCHEMA ${schema}`);
  for (const table of tables) await kiroku.owner.query(`CREATE TABLE ${copyOf(table, schema)} AS TABLE ${table}`);
}

const copyOf = (table: string, schema: string) => `${schema}.${table.replace('.', '_')}`;
const restored = (table: string, schema = 'untouched') => [
  `DELETE FROM ${table}`,
  `INSERT INTO ${table} SELECT * FROM ${copyOf(table, schema)}`,
];
const at = (position: number) => String(position).padStart(16, '0');

function verify(asked: Partial<LiveAsked> = {}): Promise<VerificationReport> {
  return verifyLive({
    pool: kiroku.owner,
    store: new PostgresEventStore(kiroku.owner),
    projections: [],
    outside: { last: async () => kept, associations: async () => [ASSOCIATION] },
    signingKeys: kiroku.app.get<KeyProvider>(KEY_PROVIDER, { strict: false }),
    associations: [ASSOCIATION],
    ...asked,
  });
}

/** Does something as nobody but a superuser can, and says what is found of it; then all is as it was. */
async function tamper(
  touched: readonly string[],
  statements: readonly string[],
  asked: Partial<LiveAsked> = {},
): Promise<readonly Failure[]> {
  expect((await verify(asked)).failures).toEqual([]);
  await asSuperuser(statements);
  try {
    const { ok, failures } = await verify(asked);
    expect(ok).toBe('broken');
    return failures;
  } finally {
    await asSuperuser(touched.flatMap((table) => restored(table)));
  }
}

/** No trigger stands in the way. */
async function asSuperuser(statements: readonly string[]): Promise<void> {
  const pool = new Pool({ connectionString: kiroku.database.url, max: 1 });
  try {
    await pool.query(`SET session_replication_role = replica`);
    for (const statement of statements) await pool.query(statement);
  } finally {
    await pool.end();
  }
}

it('finds nothing wrong with what nobody touched, and says what it looked at', async () => {
  const report = await verify({ projections });
  expect(report).toMatchObject({ ok: 'ok', failures: [] });
  const counts = Object.fromEntries(report.checked.map(({ what, count }) => [what, count]));
  expect(counts).toMatchObject({
    entry: size,
    identity: size,
    head: 1,
    root: 1,
    'kept-checkpoint': 1,
    'key-announced': 1,
  });
  expect(counts['checkpoint']).toBeGreaterThan(1);
  expect(counts['row']).toBeGreaterThan(20);
  expect(counts['projection']).toBe(projections.length);
  expect(counts['tile']).toBe(Math.ceil(size / 256) + (size >= 256 ? 1 : 0));
  expect(report.notPromised).not.toContain('rows');
}, 60_000);

it('is verified by the command, which says what is wrong and ends with it', async () => {
  const { keys, checkpoints } = kiroku.directories;
  const env = {
    DATABASE_URL: kiroku.database.url,
    KIROKU_KEY_DIRECTORY: keys,
    KIROKU_CHECKPOINT_DIRECTORY: checkpoints,
  };
  const commands = new Commands();
  const live = (...args: string[]) =>
    commands.run(['verify', '--live', '--association', ASSOCIATION, ...args], { env });
  const fine = await live('--json');
  expect(fine).toMatchObject({ code: 0, stderr: expect.stringContaining(`${ASSOCIATION}: ${size} of ${size} events`) });
  const report = JSON.parse(fine.stdout) as VerificationReport;
  const counts = Object.fromEntries(report.checked.map(({ what, count }) => [what, count]));
  expect(counts).toMatchObject({ entry: size, 'kept-checkpoint': 1, projection: projections.length });
  const one = `association = '${ASSOCIATION}' AND level = 0 AND index = 0`;
  await asSuperuser([`UPDATE ${TILE} SET hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1) WHERE ${one}`]);
  try {
    const broken = await live('--no-rows', '--lang', 'ja');
    expect(broken.code).toBe(1);
    expect(broken.stdout).toMatch(new RegExp(`^証拠が壊れています。\\n.*tile-differs.*位置 ${at(1)}`));
  } finally {
    commands.end();
    await asSuperuser(restored(TILE));
  }
}, 60_000);

describe('a superuser who', () => {
  const event = (position: number) => `log = ${log} AND position = ${position}`;

  it('changes one byte of an event is found at its position', async () => {
    const changed = `set_byte(envelope, 300, get_byte(envelope, 300) # 1)`;
    const failures = await tamper([EVENT], [`UPDATE ${EVENT} SET envelope = ${changed} WHERE ${event(7)}`]);
    expect(failures[0]).toMatchObject({ what: 'entry-differs', position: at(7) });
    expect(failures[0]!.expected).not.toBe(failures[0]!.found);
  });

  it.each([
    ['revision', 'revision + 5'],
    ['stream', `'another'`],
  ])('changes the %s beside an event is found at its position', async (column, value) => {
    const failures = await tamper([EVENT], [`UPDATE ${EVENT} SET ${column} = ${value} WHERE ${event(9)}`]);
    const where = `${ASSOCIATION} ${column}`;
    expect(failures).toContainEqual(expect.objectContaining({ what: 'column-differs', position: at(9), where }));
  });

  it('changes an event and its hash alike is found by the tree and by what was signed', async () => {
    const [row] = (await kiroku.rows(`SELECT envelope FROM ${EVENT} WHERE ${event(8)}`)) as { envelope: Buffer }[];
    const bytes = Buffer.from(row!.envelope.toString().replace(/"salt":"./, '"salt":"~'));
    const leaf = Buffer.from(leafHash(bytes));
    const [envelope, hash] = [bytes, leaf].map((one) => `'\\x${one.toString('hex')}'`);
    const changed = `UPDATE ${EVENT} SET envelope = ${envelope}, leaf_hash = ${hash} WHERE ${event(8)}`;
    const failures = await tamper([EVENT], [changed]);
    expect(failures).toContainEqual(
      expect.objectContaining({ what: 'tile-differs', position: at(8), expected: toBase64(leaf) }),
    );
    expect(failures).toContainEqual(expect.objectContaining({ what: 'not-consistent', position: at(size) }));
  });

  it.each([
    ['changes', `UPDATE ${ROW} SET version = version + 1 WHERE`, 'row-differs'],
    ['deletes', `DELETE FROM ${ROW} WHERE`, 'row-missing'],
  ])(
    '%s a row is found by its key, without a word of what it says',
    async (_, statement, what) => {
      const rows = await kiroku.rows(`SELECT transfer_id FROM ${ROW} WHERE association = $1 LIMIT 1`, [ASSOCIATION]);
      const { transfer_id: id } = rows[0] as { transfer_id: string };
      const records = projections.filter((projection) => projection.tables.includes(ROW));
      const failures = await tamper([ROW], [`${statement} transfer_id = '${id}'`], { projections: records });
      expect(failures).toEqual([{ what, where: expect.stringContaining(id) }]);
      expect(failures[0]!.where).toMatch(what === 'row-differs' ? /: version$/ : /\)$/);
    },
    60_000,
  );

  it('changes a tile of the tree is found at its position', async () => {
    const changed = `set_byte(hashes, 32 * 4 + 3, get_byte(hashes, 32 * 4 + 3) # 1)`;
    const one = `association = '${ASSOCIATION}' AND level = 0 AND index = 0`;
    const failures = await tamper([TILE], [`UPDATE ${TILE} SET hashes = ${changed} WHERE ${one}`]);
    expect(failures).toEqual([expect.objectContaining({ what: 'tile-differs', position: at(5) })]);
  });

  it('changes a hash over a tile of the tree, of which proofs are made, is found at its first position', async () => {
    const changed = `set_byte(sixteens, 3, get_byte(sixteens, 3) # 1)`;
    const one = `association = '${ASSOCIATION}' AND level = 0 AND index = 0`;
    const failures = await tamper([TILE], [`UPDATE ${TILE} SET sixteens = ${changed} WHERE ${one}`]);
    const where = expect.stringMatching(/ sixteens$/);
    expect(failures).toEqual([expect.objectContaining({ what: 'tile-differs', where, position: at(1) })]);
  });

  it.each([
    ['node of the map', 'evidence.map_tile', 'hashes = set_byte(hashes, 99, get_byte(hashes, 99) # 1)', /: hashes$/],
    ['link of a chain', 'evidence.link', 'hash = set_byte(hash, 9, get_byte(hash, 9) # 1)', /: hash$/],
    ['committed root', 'evidence.map_commitment', 'open = set_byte(open, 9, get_byte(open, 9) # 1)', /: open$/],
  ])(
    'changes a %s is found by its key',
    async (_, table, change, where) => {
      const one = `ctid = (SELECT min(ctid) FROM ${table} WHERE association = '${ASSOCIATION}')`;
      const chains = projections.filter(({ name }) => name === 'chains');
      const failures = await tamper([table], [`UPDATE ${table} SET ${change} WHERE ${one}`], { projections: chains });
      expect(failures).toEqual([{ what: 'row-differs', where: expect.stringMatching(where) }]);
    },
    60_000,
  );

  it('deletes the last event is found at its position', async () => {
    const failures = await tamper(
      [EVENT, IDENTITY, STREAM, HEAD],
      [
        `WITH gone AS (DELETE FROM ${EVENT} WHERE ${event(size)} RETURNING stream)
         DELETE FROM ${STREAM} AS head USING gone WHERE head.log = ${log} AND head.stream = gone.stream`,
        `DELETE FROM ${IDENTITY} WHERE ${event(size)}`,
        `UPDATE ${HEAD} SET position = position - 1 WHERE association = '${ASSOCIATION}'`,
      ],
      { projections: projections.filter(({ name }) => name === 'erasures') },
    );
    const found = (what: string) => expect.objectContaining({ what, position: at(size) });
    expect(failures).toContainEqual(found('projection-ahead'));
    expect(failures).toContainEqual(found('tree-differs'));
    expect(failures).toContainEqual(found('size-went-back'));
  }, 60_000);

  it('puts an event between two others is found where it stands', async () => {
    const shift = (table: string) => [
      `UPDATE ${table} SET position = position + 100000 WHERE log = ${log} AND position > 6`,
      `UPDATE ${table} SET position = position - 99999 WHERE log = ${log} AND position > 100000`,
    ];
    const failures = await tamper(
      [EVENT, IDENTITY, STREAM, HEAD],
      [
        ...shift(EVENT),
        ...shift(IDENTITY),
        `INSERT INTO ${EVENT} (log, position, stream, revision, leaf_hash, envelope)
         SELECT log, 7, 'inserted', 0, leaf_hash, envelope FROM ${EVENT} WHERE ${event(6)}`,
        `UPDATE ${HEAD} SET position = position + 1 WHERE association = '${ASSOCIATION}'`,
      ],
    );
    for (const what of ['tile-differs', 'column-differs', 'identity-differs'])
      expect(failures).toContainEqual(expect.objectContaining({ what, position: at(7) }));
  });

  it('swaps two events is found at the first of them', async () => {
    const swap = (table: string) => [
      `UPDATE ${table} SET position = 100000 WHERE ${event(5)}`,
      `UPDATE ${table} SET position = 5 WHERE ${event(6)}`,
      `UPDATE ${table} SET position = 6 WHERE ${event(100_000)}`,
    ];
    const failures = await tamper([EVENT, IDENTITY], [...swap(EVENT), ...swap(IDENTITY)]);
    expect(failures).toContainEqual(expect.objectContaining({ what: 'tile-differs', position: at(5) }));
  });

  it('leaves a hole is found at its place', async () => {
    const failures = await tamper([EVENT], [`DELETE FROM ${EVENT} WHERE ${event(6)}`]);
    expect(failures).toContainEqual(expect.objectContaining({ what: 'position-missing', position: at(6) }));
  });

  it('signs with a key of its own is found', async () => {
    const { size: signed } = await openCheckpoint(kept, [await announcedKey()]);
    const other = aSigningKey(kept.split('\n')[0]!);
    const root = Buffer.from(kept.split('\n')[2]!, 'base64');
    const note = await signCheckpoint({ origin: other.key.name, size: signed, root }, other.key, other.sign);
    const one = `association = '${ASSOCIATION}' AND size = ${signed}`;
    const failures = await tamper([CHECKPOINT], [`UPDATE ${CHECKPOINT} SET note = '${note}' WHERE ${one}`]);
    expect(failures).toEqual([expect.objectContaining({ what: 'key-not-announced', position: at(signed) })]);
    const replaced = { publicKey: async () => Buffer.from(other.key.publicKey) };
    expect((await verify({ signingKeys: replaced })).failures).toMatchObject([
      { what: 'key-replaced', found: toBase64(other.key.publicKey) },
    ]);
  });

  it('restores an old copy and goes on is found by the checkpoint that was kept outside', async () => {
    expect((await verify()).ok).toBe('ok');
    try {
      await asSuperuser(tables.flatMap((table) => restored(table, 'older')));
      expect((await verify()).failures).toContainEqual(
        expect.objectContaining({ what: 'size-went-back', position: at(size) }),
      );
      await goOn();
      // Nothing in the database itself tells: it is a whole log, with trees and signatures that fit.
      const alone = await verify({ outside: { last: async () => null, associations: async () => [] } });
      expect(alone).toMatchObject({ ok: 'ok', failures: [] });
      expect(alone.notPromised).toContain('no-kept-checkpoint');
      const { ok, failures } = await verify();
      expect(ok).toBe('broken');
      expect(failures).toEqual([expect.objectContaining({ what: 'not-consistent', position: at(size) })]);
    } finally {
      await asSuperuser(tables.flatMap((table) => restored(table)));
    }
  }, 60_000);
});

async function announcedKey() {
  const [row] = (await kiroku.rows(
    `SELECT convert_from(envelope, 'UTF8')::json -> 'data' ->> 'key' AS key FROM ${EVENT}
     WHERE log = ${log} AND stream = 'log-keys' LIMIT 1`,
  )) as { key: string }[];
  return parseVerifierKey(row!.key);
}

/** As many events as were lost, and some more; the projections follow. */
async function goOn(): Promise<void> {
  const store = new PostgresEventStore(kiroku.owner);
  const [first] = await store.readLog(ASSOCIATION, null, 1);
  const { association: _a, stream: _s, revision: _r, recordedAt: _t, salt: _salt, ...draft } = first!.envelope;
  while (Number(await store.head(ASSOCIATION)) < size + 2) {
    const stream = `gone-on-${randomUUID()}`;
    const events = [{ ...draft, id: randomUUID(), type: 'MapRootCommitted', schemaVersion: 1, data: {} }];
    await store.append({ association: ASSOCIATION, stream, expected: 'none', events });
  }
  await new Projector(
    store,
    kiroku.owner,
    projections.filter(({ name }) => name === 'tree'),
  ).catchUp();
}
