import { Inject, Injectable } from '@nestjs/common';
import { EventStoreError } from '#event-store';
import { ANSWER_MILLISECONDS_MAX, Clock } from '#platform';
import type { RecordingResult } from './record-transfer.command.js';
import { TransferRecorder, type Posting } from './transfer-recorder.js';

/** Lines that are recorded together; a posting of more goes alone. */
const LINES_PER_BATCH_MAX = 1_000;
/** Batches of an association at once: one commits while the next is being judged. */
const BATCHES_AT_ONCE_MAX = 2;

interface Waiting {
  readonly posting: Posting & { readonly until: number };
  readonly resolve: (result: RecordingResult) => void;
  readonly reject: (error: unknown) => void;
}

interface Line {
  readonly waiting: Waiting[];
  running: number;
}

/**
 * Gathers what is posted at the same time, so that knowledge is read once for a commit batch and not once for a post.
 * A posting is never judged by what was read before it came.
 */
@Injectable()
export class PostingQueue {
  readonly #lines = new Map<string, Line>();

  constructor(
    @Inject(TransferRecorder) private readonly recorder: TransferRecorder,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  record(association: string, posting: Posting): Promise<RecordingResult> {
    return new Promise((resolve, reject) => {
      const line = this.#lines.get(association) ?? { waiting: [], running: 0 };
      this.#lines.set(association, line);
      this.#passOver(line);
      const until = this.clock.now().getTime() + ANSWER_MILLISECONDS_MAX;
      line.waiting.push({ posting: { ...posting, until }, resolve, reject });
      // Letting the current turn end gathers what arrived together.
      if (line.running < BATCHES_AT_ONCE_MAX) setImmediate(() => void this.#run(association, line));
    });
  }

  async #run(association: string, line: Line): Promise<void> {
    if (line.running >= BATCHES_AT_ONCE_MAX) return;
    line.running += 1;
    for (;;) {
      this.#passOver(line);
      if (line.waiting.length === 0) break;
      await this.#recordBatch(association, takeBatch(line.waiting));
    }
    line.running -= 1;
    if (line.running === 0 && line.waiting.length === 0) this.#lines.delete(association);
  }

  /** Nobody waits any more for what has waited so long: its poster was told to come again. */
  #passOver({ waiting }: Line): void {
    const now = this.clock.now().getTime();
    const first = waiting.findIndex(({ posting }) => posting.until >= now);
    for (const { reject } of waiting.splice(0, first === -1 ? waiting.length : first)) {
      reject(new EventStoreError('busy', 'Those before it took too long; nothing of it was recorded.'));
    }
  }

  async #recordBatch(association: string, batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.recorder.record(
        association,
        batch.map(({ posting }) => posting),
      );
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index]!;
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

function takeBatch(waiting: Waiting[]): Waiting[] {
  let lines = waiting[0]!.posting.request.members.length;
  let count = 1;
  while (count < waiting.length) {
    lines += waiting[count]!.posting.request.members.length;
    if (lines > LINES_PER_BATCH_MAX) break;
    count += 1;
  }
  return waiting.splice(0, count);
}
