import { createHash } from 'node:crypto';
import { LookLog, type Caller, type Directory, type Persons, type Pseudonyms } from '#access';
import { MemoryEventStore, type Chain, type StoredEvent } from '#event-store';
import type { Clock, Refusal } from '#platform';
import { TransferAmender } from '../amend-transfer/amend-transfer.js';
import { AssessTransferHandler } from '../assess-transfer/assess-transfer.handler.js';
import { Looks } from '../assess-transfer/looks.js';
import { memberStream, transferStream } from '../domain/streams.js';
import { ArrangementReader } from '../knowledge/arrangement-reader.js';
import { Minors } from '../declare-standing/minors.js';
import { KnowledgeReader } from '../knowledge/knowledge.js';
import { MemberResolver } from '../knowledge/member-resolver.js';
import { PartyReader } from '../knowledge/party-reader.js';
import { RecordFinder } from '../knowledge/record-finder.js';
import { TransferReader } from '../knowledge/transfer-reader.js';
import { LineMover } from '../move-line/line-mover.js';
import { SeriesNames } from '../record-transfer/series-names.js';
import { AssociationReader } from '../reading/association-reader.js';
import { PlanRefuser } from '../record-transfer/plan-refuser.js';
import { PostingQueue } from '../record-transfer/posting-queue.js';
import { RecordTransferHandler } from '../record-transfer/record-transfer.handler.js';
import { TransferRecorder } from '../record-transfer/transfer-recorder.js';
import type { OwnedFacts } from '../record-transfer/transfer-facts.js';
import { FactWriter } from '../writing/fact-writer.js';
import { RegisterOnce } from '../writing/register-once.js';
import { openEvents, type Fact } from '../writing/sealed-events.js';
import { TransferCloser } from '../writing/transfer-closer.js';
import { MapDataKeys } from './map-data-keys.js';
import { ASSOCIATION } from './statements.js';

export const NOW = '2026-06-11T03:00:00.000Z';
export const OFFICER = { role: 'officer', subject: 'somebody' } as const;

/** The lib over the store in memory, with keys in a map, names that are plain digests, and a clock that stands still. */
export function aLedger() {
  let now = Date.parse(NOW);
  const clock: Clock = { now: () => new Date(now) };
  const store = new MemoryEventStore(() => clock.now());
  const keys = new MapDataKeys();
  const digested: string[] = [];
  const pseudonyms = {
    actor: async (_association: string, { role, subject }: Caller) => ({
      role,
      id: subject === OFFICER.subject ? 'actor' : subject,
    }),
    digest: async (_association: string, text: string) => {
      digested.push(text);
      return createHash('sha256').update(text).digest('base64url');
    },
  } as unknown as Pseudonyms;
  const dataKeys = keys.asDataKeys;
  const knowledge = new KnowledgeReader(store, dataKeys);
  const transfers = new TransferReader(store, dataKeys);
  const writer = new FactWriter(store, dataKeys);
  const nobody = { resolve: async () => [], read: async () => new Map() } as unknown as Directory;
  const refuser = new PlanRefuser(writer, transfers);
  const unmerged = {
    merged: async () => new Map(),
    state: async (_association: string, ref: string) => ({ ref, isClosed: false, erasedAt: null }),
    references: async (_association: string, ref: string) => [ref],
  } as unknown as Persons;
  const resolver = new MemberResolver(nobody, unmerged);
  const records = new RecordFinder(transfers, pseudonyms, clock);
  const series = new SeriesNames(pseudonyms);
  const stale: { refusal: Refusal | null } = { refusal: null };
  const recorder = new TransferRecorder(
    knowledge,
    resolver,
    transfers,
    records,
    series,
    writer,
    refuser,
    pseudonyms,
    clock,
    { refusal: async () => stale.refusal },
  );
  return {
    store,
    writer,
    /** Why nothing that is only planned is taken. */
    stale,
    /** The clock stands still otherwise. */
    pass: (milliseconds: number) => (now += milliseconds),
    keys,
    /** Every text that was made a digest of. */
    digested,
    knowledge,
    transfers,
    clock,
    parties: new PartyReader(store, dataKeys),
    associations: new AssociationReader(store, dataKeys),
    arrangements: new ArrangementReader(store, dataKeys),
    minors: new Minors(nobody),
    once: new RegisterOnce(store, writer, dataKeys, pseudonyms, clock),
    records,
    transferRecorder: recorder,
    recorder: new RecordTransferHandler(new PostingQueue(recorder, clock)),
    assessor: new AssessTransferHandler(resolver, knowledge, records, new Looks(writer, pseudonyms), clock),
    looks: new LookLog(store, pseudonyms, clock),
    amender: new TransferAmender(knowledge, transfers, records, series, writer, pseudonyms, clock),
    mover: new LineMover(transfers, knowledge, records, unmerged, writer, pseudonyms, clock),
    closer: new TransferCloser(transfers, writer, pseudonyms, clock),
    registerMember: async (ref: string) => {
      const context = { association: ASSOCIATION, actor: { role: 'officer', id: 'actor' }, causation: null };
      const rest = { occurredAt: null, ruleset: null, knowledgeAt: null };
      const fact = { type: 'MemberRegistered', data: {}, sealed: null };
      const place = { stream: memberStream(ref), expected: 'none' as const, at: clock.now() };
      await writer.write(place, { ...context, ...rest }, [{ fact, subject: ref }]);
    },
    log: (): Promise<StoredEvent[]> => store.readLog(ASSOCIATION, null, 1_000),
  };
}

type Ledger = ReturnType<typeof aLedger>;

/** Writes events of a transfer as the code does, with a judgement's context that never changes. */
export async function writeTransferEvents(
  ledger: Ledger,
  facts: OwnedFacts,
  stream = transferStream('sample'),
): Promise<void> {
  const actor = { role: 'officer', id: 'actor' };
  const context = {
    association: ASSOCIATION,
    actor,
    causation: null,
    occurredAt: null,
    ruleset: null,
    knowledgeAt: null,
  };
  const place = { stream, expected: 'any' as const, at: new Date(NOW) };
  await new FactWriter(ledger.store, ledger.keys.asDataKeys).write(place, context, facts);
}

export interface KeptEvent {
  readonly type: string;
  readonly chain?: Chain;
  readonly data: unknown;
  readonly sealed: unknown;
}

/** The events of the log as they are kept, opened, without those of the access lib; salted hashes told as such. */
export async function keptEvents({ log, keys }: Ledger): Promise<KeptEvent[]> {
  const events = (await log()).filter(({ envelope }) => envelope.type !== 'MemberRegistered');
  const opened = await openEvents<Fact>(events, keys.asDataKeys);
  return opened.map(
    ({
      type,
      stored: {
        envelope: { chain },
      },
      fact: { data, sealed },
    }) => {
      const clear = data as Record<string, unknown>;
      const shown = 'linesRoot' in clear ? { ...clear, linesRoot: '(root)' } : clear;
      return { type, ...(chain && { chain }), data: shown, sealed };
    },
  );
}
