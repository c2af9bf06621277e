import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import {
  AcrossAssociations1760000070000,
  BesideTables1760000070100,
  EVENT_STORE_RIGHTS,
  EventStore1760000000000,
  KurrentDbSequence1760000000600,
  PostgresEventStore,
  Projections1760000000500,
} from '#event-store';
import { createDataSource, createPool, migrate } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { AssociationActs } from '../acts/association-acts.js';
import { AccountBindings } from '../bindings/account-bindings.js';
import { bindingsStream, codeStream } from '../domain/binding-events.js';
import { codeDigest, HandBindingCode, HandBindingCodeHandler } from '../hand-binding-code/hand-binding-code.command.js';
import { readBindingCode } from '../domain/binding-code.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { aDirectory, anEntry } from '../testing/a-directory.js';
import { RedeemBindingCode, RedeemBindingCodeHandler } from './redeem-binding-code.command.js';

const A = 'kumiai-a';
const REF = '11111111-1111-4111-8111-111111111111';
const BORN = anEntry().birthDate!;
const GUESS = '1999-01-01';
const REFUSED = { status: 'rejected', reason: { code: 'binding-refused', facts: {} } };
const clock = { now: () => new Date('2026-11-01T03:00:00Z') };
const asking = { association: A, caller: { role: 'officer', subject: 'tanaka' } as const, requestId: null };

let database: TestDatabase;
let log: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
let pools: Pool[];
let stores: PostgresEventStore[];
let pseudonyms: Pseudonyms;
beforeAll(async () => {
  [database, log] = [await createTestDatabase(), await createTestDatabase()];
  const migrations = [
    EventStore1760000000000,
    Projections1760000000500,
    KurrentDbSequence1760000000600,
    AcrossAssociations1760000070000,
    BesideTables1760000070100,
  ];
  const source = await createDataSource({ url: log.url, migrations }).initialize();
  await migrate(source, [EVENT_STORE_RIGHTS]);
  await source.destroy();
  room = await aDirectory(database.url);
  pseudonyms = new Pseudonyms(room.provider);
  await room.directory.add(A, REF, anEntry());
  // Two processes.
  pools = [createPool(log.url), createPool(log.url)];
  stores = pools.map((pool) => new PostgresEventStore(pool));
  const nothing = { occurredAt: null, causation: null, subject: null, ruleset: null, knowledgeAt: null };
  const first = { id: randomUUID(), type: 'X', schemaVersion: 1, actor: { role: 'operator', id: 'a' }, data: {} };
  const events = [{ ...first, ...nothing, keyId: null, sealed: null }];
  await stores[0]!.append({ association: A, stream: 'association', expected: 'none', events });
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await room.close();
  await Promise.all([database.drop(), log.drop()]);
});

/** One of the two processes. */
function aProcess(index: number) {
  const acts = new AssociationActs(stores[index % stores.length]!, room.keys, pseudonyms);
  const accounts = new AccountBindings(acts);
  return { acts, accounts };
}
async function hand(): Promise<string> {
  const { acts, accounts } = aProcess(0);
  const handler = new HandBindingCodeHandler(room.persons, room.directory, accounts, acts, pseudonyms, clock);
  return (await handler.execute(new HandBindingCode(asking, REF, 'post'))).code;
}
const redeem = (code: string, index: number, born: string) => {
  const { acts, accounts } = aProcess(index);
  const handler = new RedeemBindingCodeHandler(room.persons, room.directory, accounts, acts, pseudonyms, clock);
  const caller = { role: 'member', subject: `account-${index}` } as const;
  return handler.execute(new RedeemBindingCode({ ...asking, caller }, code, born));
};
const typesIn = async (stream: string) =>
  (await stores[0]!.readStream(A, stream)).map(({ envelope: { type } }) => type);
const triesOf = async (code: string) => typesIn(codeStream(await codeDigest(pseudonyms, A, readBindingCode(code)!)));

describe('many tries of one code at once, over PostgreSQL and two processes', () => {
  it('are five, whoever guesses, and then nobody is believed', async () => {
    const code = await hand();
    const guesses = Array.from({ length: 24 }, (_, index) => redeem(code, index, GUESS));
    for (const guess of await Promise.allSettled(guesses)) expect(guess).toMatchObject(REFUSED);
    expect((await triesOf(code)).filter((type) => type === 'BindingCodeRefused')).toHaveLength(5);
    expect((await Promise.allSettled([redeem(code, 30, BORN)]))[0]).toMatchObject(REFUSED);
    expect(await typesIn(bindingsStream(REF))).not.toContain('AccountBound');
  });

  it('bind one account at most, and none after the fifth fault', async () => {
    const code = await hand();
    const tries = Array.from({ length: 16 }, (_, index) => redeem(code, index, index % 4 === 3 ? BORN : GUESS));
    const outcomes = await Promise.allSettled(tries);
    const bound = outcomes.filter(({ status }) => status === 'fulfilled');
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome).toMatchObject(REFUSED);
    expect(bound.length).toBeLessThanOrEqual(1);
    const types = await triesOf(code);
    expect(types.filter((type) => type === 'BindingCodeRefused').length).toBeLessThanOrEqual(5);
    const [fifth, known] = [fifthFault(types), types.indexOf('AccountBound')];
    expect(fifth >= 0 && known > fifth).toBe(false);
    expect((await typesIn(bindingsStream(REF))).filter((type) => type === 'AccountBound')).toHaveLength(bound.length);
  });
});

/** Where the fifth fault stands; -1 where there were fewer. */
function fifthFault(types: readonly string[]): number {
  return types.flatMap((type, index) => (type === 'BindingCodeRefused' ? [index] : []))[4] ?? -1;
}
