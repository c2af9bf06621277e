import { leafHash } from '#proof';
import type { StoredEvent } from '#event-store';
import type { Acknowledged, Fault, FaultKind } from './acknowledged.js';

const VERSION_EVENTS = ['TransferRecorded', 'TransferSealed'];

interface StoredFact {
  readonly position: string;
  readonly leafHash: string;
}

/**
 * Compares a log with what was acknowledged of it. Takes the events page by page, oldest first; `finish` says what is
 * wrong. Knows nothing of the code that wrote them.
 */
export class HistoryChecker {
  readonly faults: Fault[] = [];
  /** Revision of the last event of each stream. */
  readonly revisions = new Map<string, number>();
  readonly #places = new Map<string, StoredFact>();
  /** For each transfer, the facts of each version: one of each is right. */
  readonly #versions = new Map<string, StoredFact[]>();
  #count = 0;

  constructor(private readonly association: string) {}

  get head(): number {
    return this.#count;
  }

  take(event: StoredEvent): void {
    const { envelope, position, bytes } = event;
    this.#count += 1;
    if (Number(position) !== this.#count) this.#fault('hole', `position ${position} stands at place ${this.#count}`);
    const expected = (this.revisions.get(envelope.stream) ?? -1) + 1;
    if (envelope.revision !== expected) {
      this.#fault('hole', `${envelope.stream} has revision ${envelope.revision} where ${expected} follows`);
    }
    this.revisions.set(envelope.stream, envelope.revision);
    const hash = base64(leafHash(bytes));
    if (hash !== base64(event.leafHash)) this.#fault('leaf', `the leaf hash at ${position} is not that of its bytes`);
    const fact = { position, leafHash: hash };
    this.#places.set(`${envelope.stream} ${position}`, fact);
    if (VERSION_EVENTS.includes(envelope.type)) this.#takeVersion(event, fact);
  }

  finish(acknowledged: readonly Acknowledged[]): Fault[] {
    const own = acknowledged.filter(({ association }) => association === this.association);
    for (const ack of own) this.#find(ack);
    this.#findUntold(own);
    this.#checkOrder(own);
    return this.faults;
  }

  #takeVersion({ envelope }: StoredEvent, fact: StoredFact): void {
    const data = envelope.data as { version?: number; header?: { version: number } };
    const key = versionKey(envelope.stream.slice('transfer-'.length), data.version ?? data.header!.version);
    this.#versions.set(key, [...(this.#versions.get(key) ?? []), fact]);
  }

  #find(ack: Acknowledged): void {
    const what = `${ack.name ?? ack.kind} ${ack.id}, version ${ack.version}, acknowledged at ${ack.position}`;
    if (ack.kind === 'standing') {
      if (!this.#places.has(`standing-${ack.members[0]!} ${ack.position}`)) this.#fault('missing', what);
      return;
    }
    const found = this.#versions.get(versionKey(ack.id, ack.version)) ?? [];
    if (found.length === 0) this.#fault('missing', what);
    if (found.length > 1) this.#fault('doubled', `${what}, stands there ${found.length} times`);
    if (found.length === 1 && (found[0]!.position !== ack.position || found[0]!.leafHash !== ack.leafHash)) {
      this.#fault('changed', `${what}, stands at ${found[0]!.position} with another place or hash`);
    }
  }

  /** Every writer asked until it was told, so what nobody was told of is a second fact of something. */
  #findUntold(acknowledged: readonly Acknowledged[]): void {
    const told = new Set(acknowledged.map(({ id, version }) => versionKey(id, version)));
    for (const key of this.#versions.keys()) if (!told.has(key)) this.#fault('doubled', `${key} is there untold`);
    const byName = new Map<string, string>();
    for (const { name, id } of acknowledged) {
      if (name === null) continue;
      const other = byName.get(name);
      if (other !== undefined && other !== id) this.#fault('doubled', `${name} is both ${other} and ${id}`);
      byName.set(name, id);
    }
  }

  // What was told before something else was asked for stands before it.
  #checkOrder(acknowledged: readonly Acknowledged[]): void {
    const inOrder = [...acknowledged].sort((a, b) => (a.position < b.position ? -1 : 1));
    let latest: Acknowledged | null = null;
    for (const ack of inOrder) {
      if (latest && ack.toldAt < latest.sentAt) {
        this.#fault('unordered', `${ack.position} was acknowledged before ${latest.position} was asked for`);
      }
      if (!latest || ack.sentAt > latest.sentAt) latest = ack;
    }
    const positions = new Set(inOrder.map(({ position }) => position));
    if (positions.size !== inOrder.length) this.#fault('doubled', 'one position was acknowledged for two facts');
  }

  #fault(kind: FaultKind, what: string): void {
    this.faults.push({ kind, what: `${this.association}: ${what}` });
  }
}

function versionKey(transfer: string, version: number): string {
  return `transfer ${transfer}, version ${version}`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
