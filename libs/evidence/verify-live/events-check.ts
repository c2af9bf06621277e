import { toPosition, type KeptEvent, type KeptLog } from '#event-store';
import { decodeEnvelope, equalBytes, leafHash, toBase64, type Envelope } from '#proof';
import type { Found } from './found.js';

/** Something that other checks want to know of events; their envelopes are believed no further than their bytes. */
export type SeeEnvelope = (envelope: Envelope, position: number) => void;

/** Holds events, in their order, to their bytes: the leaf hash that is kept, and what stands beside them. */
export class EventsCheck {
  #last = 0;
  #entries = 0;

  constructor(
    private readonly association: string,
    private readonly log: Pick<KeptLog, 'misplacedIds'>,
    private readonly found: Found,
    private readonly see: SeeEnvelope,
  ) {}

  /** Position of the last event that was looked at. */
  get last(): number {
    return this.#last;
  }

  /** Whether these events go on where the others ended, without a hole. */
  async take(events: readonly KeptEvent[]): Promise<boolean> {
    const ids: { position: number; id: string }[] = [];
    const first = this.#last;
    for (const event of events) {
      this.#takePlace(event.position);
      const envelope = this.#read(event);
      if (!envelope) continue;
      this.#compareColumns(event, envelope);
      ids.push({ position: event.position, id: envelope.id });
      this.see(envelope, event.position);
    }
    await this.#compareIds(ids);
    return this.#last - first === events.length;
  }

  async end(log: KeptLog, where: string): Promise<void> {
    const head = await log.head();
    const [expected, found] = [toPosition(head), toPosition(this.#last)];
    if (head === this.#last) this.found.count('head');
    else this.found.fail({ what: 'head-differs', where, position: found, expected, found });
    const ids = await log.idCount();
    if (ids > this.#last)
      this.found.fail({ what: 'identity-differs', where, expected: `${this.#last}`, found: `${ids}` });
    const { count, faults } = await log.streams();
    for (const { kind, position, ...differing } of faults) {
      const what = kind === 'head' ? 'stream-head-differs' : 'revision-differs';
      this.found.fail({ what, where, position: toPosition(position), ...differing });
    }
    this.found.count('stream', count);
    this.found.count('entry', this.#entries);
  }

  #takePlace(position: number): void {
    const expected = this.#last + 1;
    const where = this.association;
    if (position > expected) {
      const last = position - 1 > expected ? `-${toPosition(position - 1)}` : '';
      this.found.fail({ what: 'position-missing', where, position: `${toPosition(expected)}${last}` });
    }
    if (position < expected) this.found.fail({ what: 'position-doubled', where, position: toPosition(position) });
    this.#last = Math.max(this.#last, position);
  }

  #read({ bytes, leafHash: kept, position: at }: KeptEvent): Envelope | null {
    const place = { where: this.association, position: toPosition(at) };
    if (bytes === null) {
      this.found.fail({ what: 'bytes-unreadable', ...place });
      return null;
    }
    const leaf = leafHash(bytes);
    if (equalBytes(leaf, kept)) this.#entries += 1;
    else this.found.fail({ what: 'entry-differs', ...place, expected: toBase64(kept), found: toBase64(leaf) });
    try {
      return decodeEnvelope(bytes);
    } catch {
      this.found.fail({ what: 'bytes-unreadable', ...place });
      return null;
    }
  }

  /** What the bytes say of their place must be where they stand. */
  #compareColumns({ position, stream, revision }: KeptEvent, envelope: Envelope): void {
    const columns = { association: this.association, stream, revision };
    for (const name of ['association', 'stream', 'revision'] as const) {
      if (envelope[name] === columns[name]) continue;
      const [expected, found] = [String(envelope[name]), String(columns[name])];
      const where = `${this.association} ${name}`;
      this.found.fail({ what: 'column-differs', where, position: toPosition(position), expected, found });
    }
  }

  async #compareIds(ids: readonly { readonly position: number; readonly id: string }[]): Promise<void> {
    const readable = ids.filter(({ id }) => UUID.test(id));
    const misplaced = readable.length === 0 ? [] : await this.log.misplacedIds(readable);
    for (const position of misplaced) {
      this.found.fail({ what: 'identity-differs', where: this.association, position: toPosition(position) });
    }
    this.found.count('identity', readable.length - misplaced.length);
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
