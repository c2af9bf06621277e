import { generateKeyPairSync, randomUUID, sign as signWith } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Pseudonyms } from '#access';
import { Projector, registerEventTypes, type EventStore } from '#event-store';
import {
  checkpointText,
  cosign,
  cosignaturesOf,
  ED25519,
  ED25519_COSIGNATURE,
  formatNote,
  formatVerifierKey,
  openCheckpoint,
  parseCheckpointText,
  parseNote,
  type VerifierKey,
} from '#proof';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { Checkpoints } from '../checkpoints/checkpoints.js';
import { KeptNowhere } from '../checkpoints/file-kept-checkpoints.js';
import { NoMap } from '../checkpoints/map-roots.port.js';
import { witnessEventTypes } from '../domain/witness-events.js';
import { aKeeper } from '../testing/a-keeper.js';
import { anEvidence, someDrafts } from '../testing/an-evidence.js';
import { SigningKeys } from '../testing/signing-keys.js';
import { TreeProjection } from '../tree/tree.projection.js';
import { KeptCosignatures } from './kept-cosignatures.js';
import { TakeCosignatures } from './take-cosignatures.js';
import { WitnessBook } from './witness-book.js';

Logger.overrideLogger(false);
registerEventTypes(witnessEventTypes);

const NOW = Date.parse('2026-06-01T00:00:00Z');
const SECONDS = NOW / 1_000;
const clock = { now: () => new Date(NOW) };

let database: TestDatabase;
let pool: Pool;
let end: () => Promise<void>;
let store: EventStore;
let projector: Projector;
let keeper: ReturnType<typeof aKeeper>;
let book: WitnessBook;
let taker: TakeCosignatures;
let association: string;
let text: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ pool, store, end } = await anEvidence(database.url));
  projector = new Projector(store, pool, [new TreeProjection()]);
  projector.start();
  const provider = new SigningKeys();
  keeper = aKeeper({ pool, store, provider, kept: new KeptNowhere(), roots: new NoMap(), clock });
  const pseudonyms = { actor: async () => ({ role: 'officer', id: 'a1' }) } as unknown as Pseudonyms;
  book = new WitnessBook(store, pseudonyms);
  taker = new TakeCosignatures(checkpoints(), keeper.keys, book, new KeptCosignatures(pool), clock);
});

afterAll(async () => {
  await projector.stop();
  await end();
  await database.drop();
});

beforeEach(async () => {
  association = `a-${randomUUID()}`;
  await grow(2);
  text = parseNote((await checkpoints().newest(association))!.note).text;
});

const checkpoints = () => new Checkpoints(pool);
const change = () => ({ caller: { association, role: 'officer', subject: 's' } as const, requestId: null });

/** Appends so much, and has all of it published. */
async function grow(count: number): Promise<void> {
  await store.append({ association, stream: 'note', expected: 'any', events: someDrafts(count) });
  for (let rounds = 0; rounds < 200; rounds += 1) {
    await keeper.run(association);
    const head = await checkpoints().newest(association);
    if (head && head.size === Number(await store.head(association))) return;
  }
  throw new Error('It was not published.');
}

interface AWitness {
  readonly key: VerifierKey;
  readonly text: string;
  readonly under: (text: string, time?: number) => Promise<string>;
}

function aWitness(name = 'federation.example/witness'): AWitness {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const key = { name, type: ED25519_COSIGNATURE, publicKey: new Uint8Array(raw) };
  const sign = async (message: Uint8Array) => new Uint8Array(signWith(null, message, privateKey));
  const under = async (of: string, time = SECONDS) =>
    formatNote({ text: of, signatures: [await cosign(of, time, key, sign)] });
  return { key, text: formatVerifierKey(key), under };
}

const codeOf = (step: Promise<unknown>) => step.then(() => 'taken').catch((error: { code?: string }) => error.code);
const take = (note: string) => taker.take(association, note);
const timesOf = async (witness: AWitness) => {
  const { note } = (await checkpoints().newest(association))!;
  return (await cosignaturesOf(parseNote(note), [witness.key])).map(({ time }) => time);
};

describe('a cosignature', () => {
  it('of a witness that the log announced is taken, and stands under the checkpoint for everybody', async () => {
    const witness = aWitness();
    expect((await book.add(change(), witness.text)).isNew).toBe(true);
    const { size } = parseCheckpointText(text);
    expect(await take(await witness.under(text))).toEqual({ size, taken: 1 });
    expect(await timesOf(witness)).toEqual([SECONDS]);
    const { note } = (await checkpoints().newest(association))!;
    const { keys } = await keeper.keys.of(association);
    const opened = await openCheckpoint(
      note,
      keys.map(({ key }) => key),
    );
    expect(opened.size).toBe(size);
    expect(await new KeptCosignatures(pool).newestSize(association)).toBe(size);
  });

  it('stays under its checkpoint when the log is ahead of it', async () => {
    const witness = aWitness();
    await book.add(change(), witness.text);
    const { size } = (await take(await witness.under(text))) as { size: number };
    await grow(1);
    expect(await timesOf(witness)).toEqual([]);
    const then = (await checkpoints().at(association, size))!;
    expect(await cosignaturesOf(parseNote(then.note), [witness.key])).toHaveLength(1);
    // One that comes late is taken all the same.
    const other = aWitness('other.example/witness');
    await book.add(change(), other.text);
    expect(await codeOf(take(await other.under(text)))).toBe('taken');
  });

  it('is kept in its newest form, whichever comes first', async () => {
    const witness = aWitness();
    await book.add(change(), witness.text);
    for (const time of [SECONDS - 60, SECONDS, SECONDS - 30]) await take(await witness.under(text, time));
    expect(await timesOf(witness)).toEqual([SECONDS]);
  });

  it('is refused of a key that the log did not announce, also under the name of one that it did', async () => {
    const [witness, impostor] = [aWitness(), aWitness()];
    await book.add(change(), witness.text);
    expect(await codeOf(take(await impostor.under(text)))).toBe('witness-not-announced');
    expect(await codeOf(take(await aWitness('x.example/w').under(text)))).toBe('witness-not-announced');
    // The log’s own line is no witness’s.
    expect(await codeOf(take((await checkpoints().newest(association))!.note))).toBe('witness-not-announced');
    expect(await timesOf(witness)).toEqual([]);
  });

  it('is refused where the signature fits another text, or is of a time to come', async () => {
    const witness = aWitness();
    await book.add(change(), witness.text);
    const [signature] = parseNote(await witness.under(`${text}more\n`)).signatures;
    expect(await codeOf(take(formatNote({ text, signatures: [signature!] })))).toBe('cosignature-wrong');
    expect(await codeOf(take(await witness.under(text, SECONDS + 301)))).toBe('cosignature-wrong');
    expect(await codeOf(take(await witness.under(text, SECONDS + 299)))).toBe('taken');
  });

  it('stands once in what is handed in, and is not verified again where it is kept', async () => {
    const witness = aWitness();
    await book.add(change(), witness.text);
    const [line] = parseNote(await witness.under(text)).signatures;
    expect(await codeOf(take(formatNote({ text, signatures: [line!, line!] })))).toBe('invalid-request');
    expect(await timesOf(witness)).toEqual([]);
    const note = formatNote({ text, signatures: [line!] });
    await take(note);
    const { subtle } = crypto;
    const { verify } = subtle;
    let count = 0;
    subtle.verify = (...args: Parameters<typeof verify>) => {
      count += 1;
      return verify.apply(subtle, args);
    };
    try {
      expect(await take(note)).toMatchObject({ taken: 1 });
      expect(count).toBe(0);
      await take(await witness.under(text, SECONDS + 1));
      expect(count).toBe(1);
    } finally {
      subtle.verify = verify;
    }
  });

  it('is refused of another log, of another root, and of a size that was never published', async () => {
    const witness = aWitness();
    await book.add(change(), witness.text);
    const checkpoint = parseCheckpointText(text);
    const over = async (changes: object) =>
      codeOf(take(await witness.under(checkpointText({ ...checkpoint, ...changes }))));
    expect(await over({ origin: 'other.example/log' })).toBe('cosigned-other-log');
    expect(await over({ root: new Uint8Array(32) })).toBe('cosigned-other-root');
    expect(await over({ size: checkpoint.size + 1 })).toBe('cosigned-other-root');
    expect(await codeOf(take(await witness.under(`${text}more\n`)))).toBe('invalid-request');
    expect(await codeOf(take('no note'))).toBe('invalid-request');
    expect(await codeOf(taker.take('nowhere', await witness.under(text)))).toBe('log-unknown');
    expect(await timesOf(witness)).toEqual([]);
  });
});

describe('a witness', () => {
  it('is announced once, and may come back after it was removed; what it signed stays', async () => {
    const witness = aWitness();
    await book.add(change(), witness.text);
    await take(await witness.under(text));
    expect((await book.add(change(), witness.text)).isNew).toBe(false);
    expect((await book.remove(change(), witness.text)).removedAt).not.toBeNull();
    expect((await book.remove(change(), witness.text)).removedAt).not.toBeNull();
    expect(await codeOf(take(await witness.under(text)))).toBe('witness-not-announced');
    expect(await timesOf(witness)).toEqual([SECONDS]);
    expect((await book.add(change(), witness.text)).isNew).toBe(true);
    expect(await codeOf(take(await witness.under(text)))).toBe('taken');
    const types = (await store.readStream(association, 'witnesses')).map(({ envelope }) => envelope.type);
    expect(types).toEqual(['WitnessAdded', 'WitnessRemoved', 'WitnessAdded']);
  });

  it('has a key that cosigns; a log’s key, or nonsense, is none', async () => {
    const { key } = aWitness();
    for (const text of [formatVerifierKey({ ...key, type: ED25519 }), 'nonsense', aWitness('山田').text]) {
      expect(await codeOf(book.add(change(), text))).toBe('invalid-request');
    }
    expect(await codeOf(book.remove(change(), aWitness().text))).toBe('witness-unknown');
    const elsewhere = { ...change(), caller: { ...change().caller, association: 'nowhere' } };
    expect(await codeOf(book.add(elsewhere, aWitness().text))).toBe('log-unknown');
  });

  it('is not a log beside it, under whatever name', async () => {
    const { publicKey } = (await keeper.keys.of(association)).keys[0]!.key;
    association = `a-${randomUUID()}`;
    await grow(1);
    const key = formatVerifierKey({ name: 'elsewhere.example/w', type: ED25519_COSIGNATURE, publicKey });
    expect(await codeOf(book.add(change(), key))).toBe('witness-is-log');
    expect(await book.of(association)).toEqual([]);
  });

  it('is not the log itself, nor under the name of a log of this ledger', async () => {
    const { origin, keys } = await keeper.keys.of(association);
    const { publicKey } = keys[0]!.key;
    const own = formatVerifierKey({ name: 'w.example', type: ED25519_COSIGNATURE, publicKey });
    for (const key of [own, aWitness(origin!).text, aWitness('kiroku.test/log/other').text]) {
      expect(await codeOf(book.add(change(), key))).toBe('witness-is-log');
    }
    // What was announced and taken before such keys were refused is not taken again, nor shown.
    const witness = aWitness(origin!);
    const line = (await witness.under(text)).slice(text.length + 1);
    const { size } = parseCheckpointText(text);
    await new KeptCosignatures(pool).keep(association, size, { key: witness.text, time: SECONDS, line });
    expect(await timesOf(witness)).toEqual([]);
    await store.append({
      association,
      stream: 'witnesses',
      expected: 'any',
      events: someDrafts(1).map((draft) => ({
        ...draft,
        type: 'WitnessAdded',
        data: { name: origin!, key: witness.text },
      })),
    });
    expect(await codeOf(take(await witness.under(text)))).toBe('witness-not-announced');
  });

  it('is one of thirty-two at most', async () => {
    for (let index = 0; index < 32; index += 1) await book.add(change(), aWitness(`w${index}.example`).text);
    expect(await codeOf(book.add(change(), aWitness().text))).toBe('witnesses-too-many');
  });
});
