import type { StoredEvent } from '#event-store';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ActingCaller } from '#access';
import { Refusal } from '#platform';
import { transferStream } from '../domain/streams.js';
import type { TransferSealed } from '../domain/transfer-events.js';
import { aLedger, NOW, OFFICER } from '../testing/a-ledger.js';
import { PlaceHold, PlaceHoldHandler } from '../place-hold/place-hold.command.js';
import { announceArrangement, registerAll } from '../testing/sample-facts.js';
import { ASSOCIATION, aRequest, FIRST, members, SECOND, type RequestFields } from '../testing/statements.js';
import type { RecordTransferRequest } from './record-transfer.request.js';
import type { RecordingOutcome } from './transfer-recorder.js';
import { transferIdentity } from './transfer-identity.js';

const LONG = 1_700;

const posted = (externalId: string, refs: readonly string[] = [FIRST], over: Partial<RequestFields> = {}) =>
  ({ source: 'core', externalId, ...aRequest(over), members: refs.map((ref) => ({ ref })) }) as RecordTransferRequest;
const streamOf = (externalId: string) => transferStream(transferIdentity(ASSOCIATION, 'core', externalId));

async function ready(memberCount = 0) {
  const ledger = aLedger();
  await registerAll(ledger);
  const refs = members(memberCount).map(({ ref }) => ref);
  await Promise.all(refs.map((ref) => ledger.registerMember(ref)));
  const record = (...requests: RecordTransferRequest[]) =>
    ledger.transferRecorder.recordAll(ASSOCIATION, OFFICER, requests, {});
  return { ledger, refs, record };
}

function answerOf(outcome: RecordingOutcome | undefined) {
  if (!outcome || outcome instanceof Error) throw outcome ?? new Error('no outcome');
  return outcome;
}

describe('recording several transfers together', () => {
  it('gives each its own outcome, in their order', async () => {
    const { record } = await ready();
    const outcomes = await record(
      posted('a'),
      posted('b', [FIRST], { arrangement: { id: 'nowhere' } }),
      posted('c', ['99999999-9999-4999-8999-999999999999']),
      posted('d', [FIRST, SECOND]),
    );
    expect(outcomes.map((one) => (one instanceof Refusal ? one.code : answerOf(one).isNew))).toEqual([
      true,
      'arrangement-unknown',
      'member-unknown',
      true,
    ]);
  });

  it('records one of two under the same name, and answers both alike', async () => {
    const { record, ledger } = await ready();
    const [first, second] = (await record(posted('a'), posted('a'))).map(answerOf);
    expect([first!.isNew, second!.isNew]).toEqual([true, false]);
    expect(second!.answer).toEqual(first!.answer);
    expect(await ledger.store.readStream(ASSOCIATION, streamOf('a'))).toHaveLength(1);
  });

  it('answers what was recorded before even where it would be refused today', async () => {
    const { record } = await ready();
    const [first] = (await record(posted('a'))).map(answerOf);
    const [other] = await record(posted('a', [FIRST], { arrangement: { id: 'nowhere' } }));
    expect(other instanceof Refusal && other.code).toBe('transfer-differs');
    expect((await record(posted('a'))).map(answerOf)[0]!.answer).toEqual(first!.answer);
  });
});

describe('evidence that is stale', () => {
  const planned = (externalId: string) => ({ ...posted(externalId), phase: 'planned' }) as RecordTransferRequest;

  it('keeps what is planned waiting, and nothing of it is recorded', async () => {
    const { record, ledger } = await ready();
    ledger.stale.refusal = new Refusal('evidence-stale');
    expect(await record(planned('a'))).toMatchObject([{ code: 'evidence-stale' }]);
    expect(await ledger.store.readStream(ASSOCIATION, streamOf('a'))).toEqual([]);
    ledger.stale.refusal = null;
    // Nobody consented.
    expect(await record(planned('a'))).toMatchObject([{ code: 'transfer-blocked' }]);
  });

  it('keeps no fact waiting, in the same batch neither', async () => {
    const { record, ledger } = await ready();
    ledger.stale.refusal = new Refusal('evidence-stale');
    const [plan, done] = await record(planned('a'), posted('b'));
    expect([plan instanceof Refusal, answerOf(done).isNew]).toEqual([true, true]);
  });

  it('hides nothing that is on record under the name', async () => {
    const { record, ledger } = await ready();
    await record(posted('a'));
    ledger.stale.refusal = new Refusal('evidence-stale');
    expect(await record(planned('a'))).toMatchObject([{ code: 'transfer-differs' }]);
  });
});

describe('a name under which something stands that must not be known', () => {
  const BY_NOBODY = { party: { id: 'nobody' } };
  const ELSEWHERE = { role: 'officer', subject: 'somebody-else' } as const;

  async function hidden() {
    const { ledger } = await ready();
    await announceArrangement(ledger, 'B05', { restricted: true });
    const recordAs = async (caller: ActingCaller, over: Partial<RequestFields>) => {
      const [outcome] = await ledger.transferRecorder.recordAll(ASSOCIATION, caller, [posted('a', [FIRST], over)], {});
      return outcome;
    };
    answerOf(await recordAs(OFFICER, { arrangement: { id: 'B05' } }));
    return { ledger, recordAs };
  }

  it('is told by no request that could not be recorded', async () => {
    const { recordAs } = await hidden();
    expect(await recordAs(ELSEWHERE, BY_NOBODY)).toMatchObject({ code: 'party-unknown' });
    expect(await recordAs(OFFICER, BY_NOBODY)).toMatchObject({ code: 'transfer-differs' });
  });

  it('is taken, and nothing is said of what stands there', async () => {
    const { recordAs } = await hidden();
    expect(await recordAs(ELSEWHERE, {})).toMatchObject({ code: 'transfer-differs', facts: {} });
    expect(await recordAs(OFFICER, {})).toMatchObject({ facts: { recordedDigest: expect.any(String) } });
  });

  it('is told no more where it is of an arrangement to which the caller is not held', async () => {
    const { record, ledger } = await ready();
    await record(posted('b'));
    const caller = { role: 'integrator', subject: 'other', arrangements: new Set(['A01']) } as const;
    const request = posted('b', [FIRST], { arrangement: { id: 'A01' } });
    const [outcome] = await ledger.transferRecorder.recordAll(ASSOCIATION, caller, [request], {});
    expect(outcome).toMatchObject({ code: 'arrangement-unknown' });
  });

  it('is no record on which others rest, or which they hold', async () => {
    const { ledger } = await hidden();
    const record = transferIdentity(ASSOCIATION, 'core', 'a');
    const found = async (caller?: ActingCaller) => (await ledger.records.find(ASSOCIATION, [record], caller)).size;
    expect([await found(OFFICER), await found(ELSEWHERE), await found()]).toEqual([1, 0, 1]);
    const id = '99999999-9999-4999-8999-999999999999';
    const request = { id, code: 'LEGAL_HOLD', scope: { record }, reason: 'why' } as const;
    const holds = new PlaceHoldHandler(ledger.once, ledger.store, ledger.records);
    await expect(holds.execute(new PlaceHold(ASSOCIATION, ELSEWHERE, request))).rejects.toMatchObject({
      code: 'invalid-request',
      facts: { errors: [{ pointer: '/scope/record' }] },
    });
    expect(await holds.execute(new PlaceHold(ASSOCIATION, OFFICER, request))).toMatchObject({ isNew: true });
  });
});

describe('a posting whose poster waits no longer', () => {
  const until = Date.parse(NOW) + 18_000;
  const recordUntil = ({ transferRecorder }: ReturnType<typeof aLedger>, request: RecordTransferRequest) =>
    transferRecorder.record(ASSOCIATION, [{ caller: OFFICER, request, requestId: null, until }]);

  it('is not written any more: what was decided may be wrong by then', async () => {
    const { ledger } = await ready();
    const obtain = ledger.keys.obtain.bind(ledger.keys);
    ledger.keys.obtain = async (...asked) => {
      ledger.pass(18_001);
      return obtain(...asked);
    };
    expect(await recordUntil(ledger, posted('late'))).toMatchObject([{ name: 'EventStoreError', code: 'busy' }]);
    expect(await ledger.store.readStream(ASSOCIATION, streamOf('late'))).toEqual([]);
  });

  it('is written at its last moment', async () => {
    const { ledger } = await ready();
    ledger.pass(18_000);
    expect(answerOf((await recordUntil(ledger, posted('late')))[0]).isNew).toBe(true);
  });

  it('is told at once that somebody writes under its name, for others stand behind it', async () => {
    const { ledger, refs } = await ready(LONG);
    await leaveUnsealed(ledger, 'long');
    const startedAt = performance.now();
    const outcomes = await recordUntil(ledger, posted('long', refs));
    expect(outcomes).toMatchObject([{ name: 'EventStoreError', code: 'busy' }]);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});

describe('a transfer of more members than a request carries', () => {
  it('is written in parts, sealed over all its lines, and answered alike again', async () => {
    const { record, refs, ledger } = await ready(LONG);
    const [first] = (await record(posted('long', refs))).map(answerOf);
    const events = await ledger.store.readStream(ASSOCIATION, streamOf('long'));
    expect(events.map(({ envelope }) => envelope.revision)).toEqual(Array.from({ length: LONG + 2 }, (_, n) => n));
    const seal = events.at(-1)!.envelope.data as TransferSealed['data'];
    expect([seal.count, seal.groups[0]!.lines]).toEqual([LONG, [[1, LONG]]]);
    expect(first!.answer.position).toBe(events.at(-1)!.position);
    const { transfer } = await ledger.transfers.read(ASSOCIATION, first!.answer.id);
    expect(transfer.versions[0]!.lines.map(({ ref }) => ref)).toEqual(refs);
    const again = (await record(posted('long', refs))).map(answerOf)[0]!;
    expect([again.isNew, again.answer]).toEqual([false, first!.answer]);
  });

  it('has forgotten what was known of its members when its lines are written', async () => {
    const { record, refs, ledger } = await ready(LONG);
    const known = rememberWhatIsRead(ledger);
    const counted: number[] = [];
    const append = ledger.store.append.bind(ledger.store);
    ledger.store.append = async (request) => {
      counted.push(await known.alive());
      return append(request);
    };
    answerOf((await record(posted('long', refs)))[0]);
    expect(known.read()).toBeGreaterThan(LONG);
    // The last slice may still be at hand.
    expect(Math.max(...counted)).toBeLessThan(1_100);
  });

  it('is another transfer when one member of them is another', async () => {
    const { record, refs } = await ready(LONG);
    await record(posted('long', refs));
    const [other] = await record(posted('long', [...refs.slice(1), FIRST]));
    expect(other instanceof Refusal && other.code).toBe('transfer-differs');
  });

  it('is opened again after it was left without its seal', async () => {
    const { record, refs, ledger } = await ready(LONG);
    await leaveUnsealed(ledger, 'long');
    ledger.pass(60_000);
    const [outcome] = (await record(posted('long', refs))).map(answerOf);
    expect(outcome!.isNew).toBe(true);
    const { transfer } = await ledger.transfers.read(ASSOCIATION, outcome!.answer.id);
    expect(transfer.versions.map(({ lines }) => lines.length)).toEqual([LONG]);
  });

  it('waits while somebody else is writing it', async () => {
    const { record, refs, ledger } = await ready(LONG);
    await leaveUnsealed(ledger, 'long');
    const recording = record(posted('long', refs));
    const early = await Promise.race([recording, new Promise((done) => setTimeout(() => done('waits'), 700))]);
    expect(early).toBe('waits');
    ledger.pass(60_000);
    expect(answerOf((await recording)[0]).isNew).toBe(true);
  });

  it('waits no longer than its poster does, however long the other writes', async () => {
    const { record, refs, ledger } = await ready(LONG);
    await leaveUnsealed(ledger, 'long');
    const recording = record(posted('long', refs));
    let isOver = false;
    void recording.finally(() => (isOver = true));
    // Seconds of the clock go by at every look, and the stream never stands still.
    for (let line = 700; !isOver && line < 720; line += 1) {
      await new Promise((done) => setTimeout(done, 200));
      ledger.pass(3_000);
      await goOn(ledger, 'long');
    }
    expect((await recording)[0]).toMatchObject({ name: 'EventStoreError', code: 'busy' });
    expect(await ledger.transfers.first(ASSOCIATION, transferIdentity(ASSOCIATION, 'core', 'long'))).not.toHaveProperty(
      'seal',
    );
  });
});

/** Counts what was read, and how much of it somebody still holds. */
function rememberWhatIsRead({ store }: ReturnType<typeof aLedger>) {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const read: WeakRef<object>[] = [];
  const readStreams = store.readStreams.bind(store);
  store.readStreams = async (...asked) => {
    const found = await readStreams(...asked);
    for (const { envelope } of [...found.streams.values()].flat()) read.push(new WeakRef(envelope.data as object));
    // What a weak reference was made of is kept until the turn ends.
    await setImmediate();
    return found;
  };
  const alive = async () => {
    // What was at hand in one turn may be let go of in the next.
    for (let turn = 0; turn < 3; turn += 1) {
      await setImmediate();
      collectGarbage();
    }
    return read.filter((one) => one.deref() !== undefined).length;
  };
  return { read: () => read.length, alive };
}

/** The first part of a long transfer under a name, as another ledger wrote it. */
const firstParts = new Map<string, Promise<readonly StoredEvent[]>>();
async function firstPartOf(externalId: string): Promise<readonly StoredEvent[]> {
  const other = await ready(LONG);
  await other.record(posted(externalId, other.refs));
  return (await other.ledger.store.readStream(ASSOCIATION, streamOf(externalId))).slice(0, 700);
}

/** The stream as a process leaves it that was killed after the first part. */
async function leaveUnsealed({ store, writer }: ReturnType<typeof aLedger>, externalId: string): Promise<void> {
  const part = firstParts.get(externalId) ?? firstPartOf(externalId);
  firstParts.set(externalId, part);
  const events = await part;
  const context = { association: ASSOCIATION, actor: { role: 'officer', id: 'actor' }, causation: null };
  const rest = { occurredAt: null, ruleset: null, knowledgeAt: null };
  const facts = events.map(({ envelope: { type, data, subject } }) => ({
    subject,
    fact: { type, data, sealed: null },
  }));
  const place = { stream: streamOf(externalId), expected: 'none' as const, at: new Date(NOW) };
  await writer.write(place, { ...context, ...rest }, facts);
  expect(await store.readStream(ASSOCIATION, streamOf(externalId))).toHaveLength(700);
}

/** One more line of a stream that was left so. */
async function goOn({ store, writer }: ReturnType<typeof aLedger>, externalId: string): Promise<void> {
  const last = (await store.readStream(ASSOCIATION, streamOf(externalId))).at(-1)!;
  const { type, data, subject } = last.envelope;
  const context = { association: ASSOCIATION, actor: { role: 'officer', id: 'actor' }, causation: null };
  const rest = { occurredAt: null, ruleset: null, knowledgeAt: null };
  const place = { stream: streamOf(externalId), expected: 'any' as const, at: new Date(NOW) };
  await writer.write(place, { ...context, ...rest }, [{ subject, fact: { type, data, sealed: null } }]);
}
