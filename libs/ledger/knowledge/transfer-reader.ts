import { Inject, Injectable } from '@nestjs/common';
import { DataKeys } from '#access';
import { EVENT_STORE, EventStoreError, type EventStore, type StoredEvent } from '#event-store';
import { refusalStream, transferStream } from '../domain/streams.js';
import { TransferFold, transferOf, type Transfer, type TransferVersion } from '../domain/transfer.js';
import type { TransferEvent } from '../domain/transfer-events.js';
import { MEMBERS_PER_CALL_MAX } from '../record-transfer/record-transfer.request.js';
import { openEvents, type OpenedEvent } from '../writing/sealed-events.js';

export interface TransferHistory {
  readonly transfer: Transfer;
  /** Without the lines of a version that has more than a call may name. */
  readonly events: readonly OpenedEvent<TransferEvent>[];
  /** Of the stream that was read; -1 where there is none. */
  readonly lastRevision: number;
  /** The version that was opened last, where it has no seal. */
  readonly unsealed: Unsealed | null;
}

/** How a transfer was first recorded, without what is sealed of it. */
export interface FirstRecording {
  readonly version: TransferVersion;
  /** The event that made it count. */
  readonly seal: StoredEvent;
}

/** What was opened and has no seal: somebody is writing it now, or was stopped. */
export interface Unsealed {
  readonly lastRevision: number;
  readonly lastRecordedAt: string;
}

/** Who asks. Of the restricted chain auditors know, and of a transfer whoever recorded it. */
export interface Knower {
  readonly isAuditor: boolean;
  /** As the actor of what they record; null where recording a transfer lets nobody know of it. */
  readonly id: string | null;
}

const NOTHING: TransferHistory = { transfer: transferOf([]), events: [], lastRevision: -1, unsealed: null };

const PAGE = 1_000;
/** What was opened and whose last event is younger than this is being written by somebody: milliseconds. */
const BEING_WRITTEN_MS = 10_000;

/** Whether somebody is writing what was opened; once its stream stands still, it was left by a crash. */
export function isBeingWritten({ lastRecordedAt }: Unsealed, now: Date): boolean {
  return now.getTime() - Date.parse(lastRecordedAt) < BEING_WRITTEN_MS;
}

/** Refuses to write beside somebody who is writing the next version of a transfer. */
export function refuseWhileWritten({ unsealed }: TransferHistory, now: Date): void {
  if (!unsealed || !isBeingWritten(unsealed, now)) return;
  throw new EventStoreError('busy', 'Somebody is still writing the next version of this transfer; try again.');
}

/** Reads a transfer from its own stream: what it is, and how it came to be. */
@Injectable()
export class TransferReader {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  async read(association: string, transferId: string): Promise<TransferHistory> {
    const open = (page: StoredEvent[]) => openEvents<TransferEvent>(page, this.keys);
    const recorded = await this.#fold(association, transferStream(transferId), open);
    // A refused plan is no transfer: what was recorded under the name afterwards is.
    return recorded.lastRevision < 0 ? this.#fold(association, refusalStream(transferId), open) : recorded;
  }

  /**
   * What stands in clear of a transfer, no key asked for: enough to tell whether the caller may know of it. What the
   * knower may not know is as what is not there, by the same reads, however many lines it has: the time of the answer
   * must not tell of it. A restricted transfer whose lines have each reasons of their own, or that was left by a crash
   * and opened again, is read whole.
   */
  async outline(association: string, transferId: string, knower: Knower): Promise<TransferHistory> {
    const streams = [transferStream(transferId), refusalStream(transferId)];
    if (!knower.isAuditor && (await this.#isNothingTo(knower, association, streams))) return NOTHING;
    const [recorded, refused] = await Promise.all(streams.map((stream) => this.#fold(association, stream, closed)));
    return recorded!.lastRevision < 0 ? refused! : recorded!;
  }

  /** Whether nothing is there, or what was restricted from its first version on and so is for ever. */
  async #isNothingTo({ id }: Knower, association: string, [recorded, refused]: string[]): Promise<boolean> {
    const at = async (stream: string, from: number) =>
      (await this.store.readStream(association, stream, { from, limit: 1 }))[0];
    const [opened, refusal] = await Promise.all([at(recorded!, 0), at(refused!, 0)]);
    // It is looked for where nothing was opened too.
    const sealed = await at(recorded!, 1 + linesOf(opened));
    const first = opened ?? refusal;
    if (!first) return true;
    const isRestricted = (opened ? [opened, sealed] : [refusal]).some((event) => hasRestrictedGroup(event));
    return isRestricted && first.envelope.actor.id !== id;
  }

  async #fold(
    association: string,
    stream: string,
    open: (page: StoredEvent[]) => Promise<OpenedEvent<TransferEvent>[]>,
  ): Promise<TransferHistory> {
    const fold = new TransferFold();
    const events: OpenedEvent<TransferEvent>[] = [];
    let lastRevision = -1;
    let lastRecordedAt = '';
    let isLong = false;
    let isOpened = false;
    for await (const page of this.#pages(association, stream)) {
      for (const event of await open(page)) {
        const { stored, fact } = event;
        fold.take({ subject: stored.envelope.subject, event: fact });
        if (fact.type === 'TransferOpened') isLong = fact.data.count > MEMBERS_PER_CALL_MAX;
        if (fact.type !== 'MemberLineRecorded') isOpened = fact.type === 'TransferOpened';
        if (fact.type !== 'MemberLineRecorded' || !isLong) events.push(event);
      }
      ({ revision: lastRevision, recordedAt: lastRecordedAt } = page.at(-1)!.envelope);
    }
    const unsealed = isOpened ? { lastRevision, lastRecordedAt } : null;
    return { transfer: fold.transfer, events, lastRevision, unsealed };
  }

  /** Reads on until the first version is sealed; a page at a time, for it may have 200,000 lines. Null: never opened. */
  async first(association: string, transferId: string): Promise<FirstRecording | Unsealed | null> {
    const fold = new TransferFold();
    let last: StoredEvent | null = null;
    for await (const page of this.#pages(association, transferStream(transferId))) {
      for (const stored of page) {
        fold.take({ subject: stored.envelope.subject, event: factOf(stored) });
        const [version] = fold.transfer.versions;
        if (version) return { version, seal: stored };
      }
      last = page.at(-1)!;
    }
    return last && { lastRevision: last.envelope.revision, lastRecordedAt: last.envelope.recordedAt };
  }

  async *#pages(association: string, stream: string): AsyncGenerator<StoredEvent[]> {
    for (let from = 0; ; from += PAGE) {
      const page = await this.store.readStream(association, stream, { from, limit: PAGE });
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
    }
  }
}

/** How many events of lines follow the opening of a version, before its seal. */
function linesOf(opened: StoredEvent | undefined): number {
  const fact = opened && factOf(opened);
  return fact?.type === 'TransferOpened' ? fact.data.count : 0;
}

function hasRestrictedGroup(event: StoredEvent | undefined): boolean {
  const fact = event && factOf(event);
  switch (fact?.type) {
    case 'TransferSealed':
    case 'TransferRefused':
      return fact.data.groups.some(({ chain }) => chain === 'restricted');
    case 'TransferRecorded':
      return fact.data.group.chain === 'restricted';
    default:
      return false;
  }
}

function factOf({ envelope: { type, data } }: StoredEvent): TransferEvent {
  return { type, data, sealed: null } as unknown as TransferEvent;
}

async function closed(page: readonly StoredEvent[]): Promise<OpenedEvent<TransferEvent>[]> {
  return page.map((stored) => {
    const fact = factOf(stored);
    return { stored, type: fact.type, fact };
  });
}
