import { Inject, Injectable } from '@nestjs/common';
import { DataKeys, type FlagPeriod, type MemberEvent } from '#access';
import { EVENT_STORE, type EventStore, type Position, type StoredEvent } from '#event-store';
import { awaitedLater } from '#platform';
import type { Day, StandingFacts } from '#statute';
import { ASSOCIATION_STREAM, arrangementStream, memberStream, partyStream, standingStream } from '../domain/streams.js';
import type { ArrangementEvent } from '../domain/arrangement-events.js';
import type { AssociationEvent } from '../domain/association-events.js';
import type { PartyEvent } from '../domain/party-events.js';
import { deathOf, personOf, standingOfPerson } from '../domain/person.js';
import type { StandingDeclared, StandingWithdrawn } from '../domain/registration-events.js';
import { openEvents } from '../writing/sealed-events.js';
import { flagsOfPerson } from './flags-of-person.js';

export interface KnowledgeWish {
  readonly arrangement: string | null;
  readonly party: string | null;
  readonly members: readonly string[];
}

/** All that a decision on a transfer rests on, read from the streams themselves. */
export interface Knowledge {
  /** Everything acknowledged up to here was seen. */
  readonly at: Position | null;
  /** Its registration and what was amended of it; null where nobody registered it. */
  readonly association: readonly AssociationEvent[] | null;
  /** The same of the party. */
  readonly party: readonly PartyEvent[] | null;
  /** Its versions, its end, its checks; none where nobody registered it. */
  readonly arrangement: readonly ArrangementEvent[];
  readonly registered: ReadonlySet<string>;
  readonly standing: ReadonlyMap<string, readonly StandingFacts[]>;
  /** Days of death of those who died. */
  readonly deaths: ReadonlyMap<string, Day>;
  /** Flags of those who have or had any. */
  readonly flags: ReadonlyMap<string, readonly FlagPeriod[]>;
}

/** What is known of some of the members, the next so many of the wish. */
export interface KnowledgeSlice {
  readonly members: number;
  readonly knowledge: Knowledge;
}

type Known = AssociationEvent | PartyEvent | ArrangementEvent | StandingDeclared | StandingWithdrawn | MemberEvent;

/** What one look found. */
interface Look {
  readonly members: readonly string[];
  readonly at: Position | null;
  /** Streams that have events. */
  readonly known: ReadonlyMap<string, readonly Known[]>;
}

type Find = (stream: string) => readonly Known[] | undefined;

/** Members whose streams one look reads. */
const MEMBERS_PER_LOOK = 1_000;
/** References of a person are found from one to the next; nobody was merged so often in a row. */
const LOOKS_FOR_PERSONS_MAX = 20;

/**
 * Reads knowledge. Never from a view or a cache: what was acknowledged before a transfer was posted must be seen by
 * its judgement.
 */
@Injectable()
export class KnowledgeReader {
  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  /** With `asOf`, what had been recorded by then. */
  async read(association: string, wish: KnowledgeWish, asOf: Date | null = null): Promise<Knowledge> {
    return (await this.readAll(association, [wish], asOf))(wish);
  }

  /** What several decisions rest on, at one look; the answer gives each its part. */
  async readAll(
    association: string,
    wishes: readonly KnowledgeWish[],
    asOf: Date | null = null,
  ): Promise<(wish: KnowledgeWish) => Knowledge> {
    const members = [...new Set(wishes.flatMap((wish) => wish.members))];
    const looks: Look[] = [];
    for await (const look of this.#looks(association, wishes.flatMap(groundsOf), members, asOf)) looks.push(look);
    const known = new Map(looks.flatMap((look) => [...look.known]));
    return (wish) => partOf(wish, looks[0]!.at, (stream) => known.get(stream));
  }

  /** What a decision on many members rests on, of some after the others: whoever is done with a slice may forget it. */
  async *readSlices(association: string, wish: KnowledgeWish): AsyncGenerator<KnowledgeSlice> {
    let first: Look | null = null;
    for await (const look of this.#looks(association, groundsOf(wish), wish.members)) {
      const { at, known: grounds } = (first ??= look);
      const { members, known } = look;
      const knowledge = partOf({ ...wish, members }, at, (stream) => known.get(stream) ?? grounds.get(stream));
      yield { members: members.length, knowledge };
    }
  }

  /** Of several looks the first one's place counts: the others begin after it and hold at least everything up to it. */
  async *#looks(
    association: string,
    grounds: readonly string[],
    members: readonly string[],
    asOf: Date | null = null,
  ): AsyncGenerator<Look> {
    const lookFrom = (from: number) => {
      const some = members.slice(from, from + MEMBERS_PER_LOOK);
      const streams = some.flatMap((ref) => [memberStream(ref), standingStream(ref)]);
      const all = from === 0 ? [ASSOCIATION_STREAM, ...new Set(grounds), ...streams] : streams;
      return { members: some, read: awaitedLater(this.events.readStreams(association, all)) };
    };
    let next = lookFrom(0);
    for (let from = 0; from === 0 || from < members.length; from += MEMBERS_PER_LOOK) {
      const look = next;
      const { at, streams } = await look.read;
      // The next one is read while this one is opened.
      if (from + MEMBERS_PER_LOOK < members.length) next = lookFrom(from + MEMBERS_PER_LOOK);
      const known = await this.#open(streams, asOf);
      await this.#openPersons(association, look.members, known, asOf);
      yield { members: look.members, at, known };
    }
  }

  /** Adds what was said under other references of the same persons. Nearly nobody has any, and then nothing is read. */
  async #openPersons(
    association: string,
    members: readonly string[],
    known: Map<string, readonly Known[]>,
    asOf: Date | null,
  ): Promise<void> {
    for (let looks = 0; looks < LOOKS_FOR_PERSONS_MAX; looks += 1) {
      const refs = new Set(members.flatMap((ref) => personOf(ref, (stream) => known.get(stream))));
      const unread = [...refs].filter((ref) => !known.has(memberStream(ref)) && !members.includes(ref));
      if (unread.length === 0) return;
      const wanted = unread.flatMap((ref) => [memberStream(ref), standingStream(ref)]);
      const { streams } = await this.events.readStreams(association, wanted);
      const opened = await this.#open(streams, asOf);
      for (const ref of unread) known.set(memberStream(ref), opened.get(memberStream(ref)) ?? []);
      for (const [stream, facts] of opened) known.set(stream, facts);
    }
  }

  async #open(
    streams: ReadonlyMap<string, readonly StoredEvent[]>,
    asOf: Date | null,
  ): Promise<Map<string, readonly Known[]>> {
    const known = new Map<string, readonly Known[]>();
    const read = [...streams.values()].flat();
    const all = asOf === null ? read : read.filter(({ envelope }) => Date.parse(envelope.recordedAt) <= asOf.getTime());
    // Names of persons and parties decide nothing: what seals them is left unopened.
    const opened = await openEvents<Known>(all.filter(isDecisive), this.keys);
    const facts = new Map(opened.map(({ stored, fact }) => [stored, fact]));
    for (const stored of all) {
      const { stream, type, data } = stored.envelope;
      const fact = facts.get(stored) ?? ({ type, data, sealed: null } as unknown as Known);
      known.set(stream, [...(known.get(stream) ?? []), fact]);
    }
    return known;
  }
}

/** Whether the sealed part of an event has a say in a judgement; of a type that nobody thought of it has. */
function isDecisive({ envelope }: StoredEvent): boolean {
  return !SILENT.has(envelope.type);
}

/** What is sealed of these is names, addresses, numbers and words that decide nothing. */
const SILENT: ReadonlySet<string> = new Set([
  'AssociationRegistered',
  'AssociationAmended',
  'PartyRegistered',
  'PartyAmended',
  'ArrangementEnded',
  'EquivalenceChecked',
  'MemberRegistered',
  'IdentifierChanged',
  'NameChanged',
  'OwnKeyChanged',
  'EligibilityChanged',
  'MemberMerged',
  'MemberSplit',
  'KeyDestroyed',
]);

function groundsOf({ party, arrangement }: KnowledgeWish): string[] {
  return [...(party ? [partyStream(party)] : []), ...(arrangement ? [arrangementStream(arrangement)] : [])];
}

function partOf(wish: KnowledgeWish, at: Position | null, find: Find): Knowledge {
  const of = <Kind extends Known>(stream: string) => (find(stream) ?? []) as readonly Kind[];
  return {
    at,
    association: registered(of<AssociationEvent>(ASSOCIATION_STREAM)),
    party: wish.party ? registered(of<PartyEvent>(partyStream(wish.party))) : null,
    arrangement: wish.arrangement ? of<ArrangementEvent>(arrangementStream(wish.arrangement)) : [],
    registered: new Set(wish.members.filter((ref) => isMember(of<MemberEvent>(memberStream(ref))))),
    standing: mapOf(wish.members, (ref) => standingOfPerson(ref, find)),
    deaths: mapOf(wish.members, (ref) => deathOf(ref, find)),
    flags: mapOf(wish.members, (ref) => flagsOfPerson(ref, find)),
  };
}

/** Whoever was erased is nobody's member any more: what is said of the reference is said of nobody. */
function isMember(events: readonly MemberEvent[]): boolean {
  return events.length > 0 && !events.some(({ type }) => type === 'KeyDestroyed');
}

function mapOf<Value>(refs: readonly string[], valueOf: (ref: string) => Value | null): Map<string, Value> {
  const entries = refs.map((ref) => [ref, valueOf(ref)] as const);
  return new Map(entries.filter((entry): entry is [string, Value] => entry[1] !== null));
}

function registered<Event>(events: readonly Event[]): readonly Event[] | null {
  return events.length > 0 ? events : null;
}
