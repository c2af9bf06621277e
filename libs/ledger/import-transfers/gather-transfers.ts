import type { Fields, FilePlace, ImportEntry, LineSpan } from '#readers';
import type { RecordTransferRequest } from '../record-transfer/record-transfer.request.js';
import type { MemberRequest } from '../record-transfer/statement-parts.request.js';
import type { RejectedTransfer } from './import-job.js';
import { memberFault, transferFault } from './import-rules.js';

/** Members that one transfer may name. */
export const MEMBERS_PER_TRANSFER_MAX = 200_000;
/** Lines that may stand between the first and the last of a transfer, good and bad. */
const LINES_PER_TRANSFER_MAX = 210_000;

/** Why a line is not recorded. */
export interface Reason {
  readonly code: string;
  readonly pointer: string;
  readonly detail: string | null;
}

export interface LineNote {
  readonly span: LineSpan;
  /** What is wrong with this line itself. */
  readonly reason: Reason | null;
}

/** Lines that belong together, in the order of the file, and the transfer that the good ones of them make. */
export interface Gathered {
  readonly lines: readonly LineNote[];
  readonly request: RecordTransferRequest | null;
  /** For each member of the request, which of the lines says it. */
  readonly memberLines: readonly number[];
  /** Why nothing of it is recorded, and which of the lines is at fault. */
  readonly fault: (Reason & { readonly at: number }) | null;
  /** Reading goes on here. */
  readonly after: FilePlace;
  readonly rejecting: RejectedTransfer | null;
}

interface OpenTransfer {
  readonly key: string;
  readonly body: Fields;
  readonly lines: LineNote[];
  readonly members: MemberRequest[];
  readonly memberLines: number[];
  /** Lines of members that came, good or bad. */
  said: number;
  /** Lines that nobody could read: they may have been its members. */
  unreadable: number;
}

/**
 * Puts the lines of a file together to transfers. A line that is wrong is left out and named; the others of its transfer
 * stand. A transfer falls as a whole where its first line is wrong, or the count at its end cannot be true: then nobody
 * knows who is missing.
 */
export class TransferGatherer {
  #open: OpenTransfer | null = null;
  /** What is wrong with a transfer of CSV, until the row that says it comes. */
  #first: Reason | null = null;

  constructor(private rejecting: RejectedTransfer | null) {}

  take(entry: ImportEntry): Gathered[] {
    switch (entry.kind) {
      case 'fault': {
        if (this.#open) this.#open.unreadable += 1;
        return this.#note(entry.span, { code: entry.code, pointer: entry.pointer, detail: entry.detail });
      }
      case 'transfer':
        return [...this.#abandon(), ...this.#begin(entry)];
      case 'member':
        return this.#member(entry);
      default:
        return this.#end(entry);
    }
  }

  /** The file is over. */
  end(): Gathered[] {
    return this.#abandon();
  }

  #begin({ key, body, span, implied }: ImportEntry & { kind: 'transfer' }): Gathered[] {
    // Rows of CSV with one key are one transfer, also for whoever goes on in the middle of it.
    if (implied && this.rejecting?.key === key) return [];
    this.rejecting = null;
    const error = transferFault(body);
    if (!error) {
      const lines = implied ? [] : [{ span, reason: null }];
      this.#open = { key, body, lines, members: [], memberLines: [], said: 0, unreadable: 0 };
      return [];
    }
    this.rejecting = { key, code: 'transfer-invalid', line: span.line };
    // In CSV the row of the first member says it; that row is still to come.
    if (implied) this.#first = { ...error, code: 'invalid-request' };
    return implied ? [] : this.#note(span, { ...error, code: 'invalid-request' });
  }

  #member({ key, body, span }: ImportEntry & { kind: 'member' }): Gathered[] {
    if (this.rejecting?.key === key) return this.#rejectOne(span);
    if (this.#open?.key !== key) return this.#astray(span);
    this.#open.said += 1;
    const error = memberFault(body);
    if (error) return this.#note(span, { ...error, code: 'invalid-request' });
    this.#open.memberLines.push(this.#open.lines.length);
    this.#open.members.push(body as unknown as MemberRequest);
    return this.#note(span, null);
  }

  #end({ key, count, span, implied }: ImportEntry & { kind: 'end' }): Gathered[] {
    if (this.rejecting?.key === key) {
      const rejected = implied ? [] : this.#rejectOne(span);
      this.rejecting = null;
      return rejected.map((one) => ({ ...one, rejecting: null }));
    }
    if (this.#open?.key !== key) return implied ? [] : this.#astray(span);
    const open = this.#open;
    if (!implied) open.lines.push({ span, reason: null });
    this.#open = null;
    const { said, unreadable } = open;
    if (count !== null && (count < said || count > said + unreadable)) {
      const detail = `says ${count}, but lines of members that came: ${said}`;
      return [this.#gathered(open, { code: 'count-differs', pointer: '/count', detail, at: open.lines.length - 1 })];
    }
    const empty = { code: 'transfer-empty', pointer: '', detail: 'no line of a member is left of it', at: 0 };
    return [this.#gathered(open, open.members.length === 0 ? empty : null)];
  }

  /** A transfer without an end: what of it is missing, nobody knows. */
  #abandon(): Gathered[] {
    const open = this.#open;
    this.#open = null;
    this.#first = null;
    if (!open || open.lines.length === 0) return [];
    return [this.#gathered(open, { code: 'end-missing', pointer: '', detail: 'its last line did not come', at: 0 })];
  }

  #astray(span: LineSpan): Gathered[] {
    return this.#note(span, {
      code: 'line-astray',
      pointer: '/key',
      detail: 'is the key of no transfer that is open here',
    });
  }

  #rejectOne(span: LineSpan): Gathered[] {
    const reason = this.#first ?? fallenWith(this.rejecting!.code, this.rejecting!.line);
    this.#first = null;
    return this.#note(span, reason);
  }

  #note(span: LineSpan, reason: Reason | null): Gathered[] {
    if (!this.#open) return [alone({ span, reason }, this.rejecting)];
    const open = this.#open;
    open.lines.push({ span, reason });
    if (open.members.length <= MEMBERS_PER_TRANSFER_MAX && open.lines.length <= LINES_PER_TRANSFER_MAX) return [];
    this.#open = null;
    this.rejecting = { key: open.key, code: 'transfer-too-large', line: open.lines[0]!.span.line };
    const detail = `names more than ${MEMBERS_PER_TRANSFER_MAX} members`;
    return [this.#gathered(open, { code: 'transfer-too-large', pointer: '', detail, at: 0 })];
  }

  #gathered({ body, lines, members, memberLines }: OpenTransfer, fault: Gathered['fault']): Gathered {
    const request = fault ? null : ({ ...body, members } as unknown as RecordTransferRequest);
    return { lines, request, memberLines, fault, after: behind(lines.at(-1)!), rejecting: this.rejecting };
  }
}

function alone(line: LineNote, rejecting: RejectedTransfer | null): Gathered {
  return { lines: [line], request: null, memberLines: [], fault: null, after: behind(line), rejecting };
}

/** Said of the other lines of a transfer that fell: where it is said why. */
export function fallenWith(code: string, line: number): Reason {
  return { code, pointer: '', detail: `line ${line} says why` };
}

function behind({ span }: LineNote): FilePlace {
  return { offset: span.offset + span.bytes, line: span.lastLine };
}
