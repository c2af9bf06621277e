import { Inject, Injectable } from '@nestjs/common';
import { CsvReader, ImportFileError, LINE_BYTES_MAX, NdjsonReader, type ImportReader, type LineSpan } from '#readers';
import { registerReader } from '../import-register/register-of-job.js';
import { RegisterMappings } from '../keep-register-mapping/register-mappings.js';
import { TransferGatherer, type Gathered } from './gather-transfers.js';
import { ImportCiphers, type JobCipher } from './import-cipher.js';
import type { ImportJob, ImportPlace } from './import-job.js';
import { IMPORT_LIMITS, type ImportLimits } from './import-limits.js';
import { ImportLease } from './import-lease.js';
import { IMPORT_COLUMNS } from './import-rules.js';
import { ImportSpool } from './import-spool.js';
import { packOutcomes, type LineOutcome } from './line-outcome.js';
import { outcomesOf, progressOf } from './outcomes-of.js';
import { unpackCaller } from './packed-caller.js';
import { GatheredRecorder, type ImportCaller, type RecordedGathering } from './record-gathered.js';
import { keptLine, packRejected, REJECTED_PER_BATCH_MAX, type RejectedLine } from './rejected-lines.js';
import { StepQueue } from './step-queue.js';

/** Lines of small transfers that are recorded together; a transfer of more goes alone. */
const LINES_PER_STEP = 1_000;
/** A job lets others have their turn after this time. */
const TURN_MILLISECONDS = 10_000;

/** A job in the hands of this process. */
interface Run {
  readonly job: ImportJob;
  readonly cipher: JobCipher;
  readonly by: ImportCaller;
  readonly steps: StepQueue;
  readonly reader: ImportReader & { readonly header?: readonly string[] | null };
  place: ImportPlace;
  /** Rejected lines of the job that are written. */
  rejected: number;
}

/** So much of a file was rejected that nobody is served by reading on. */
class RejectedTooManyError extends Error {
  override readonly name = 'RejectedTooManyError';
}

/** Works on a job from where it stands: reads, records, writes outcomes and place. Nothing of it is lost by a crash. */
@Injectable()
export class ImportRunner {
  constructor(
    @Inject(ImportLease) private readonly lease: ImportLease,
    @Inject(ImportSpool) private readonly spool: ImportSpool,
    @Inject(ImportCiphers) private readonly ciphers: ImportCiphers,
    @Inject(GatheredRecorder) private readonly recorder: GatheredRecorder,
    @Inject(IMPORT_LIMITS) private readonly limits: ImportLimits,
    @Inject(RegisterMappings) private readonly mappings: RegisterMappings,
  ) {}

  /** Runs until the job is done, its turn is over or the signal comes. Throws what may pass when tried again. */
  async run(job: ImportJob, signal: AbortSignal): Promise<void> {
    const cipher = await this.ciphers.of(job);
    const caller = unpackCaller(cipher.open('caller', 0, job.sealedCaller));
    const run: Run = {
      job,
      cipher,
      by: {
        association: job.association,
        caller,
        importId: job.id,
        ...(job.register && { register: job.register.mapping }),
      },
      steps: new StepQueue(),
      reader: await this.#readerOf(job),
      place: job.place,
      rejected: job.progress.rejected,
    };
    try {
      const isDone = await this.#work(run, signal);
      await run.steps.settled();
      await (isDone ? this.lease.finish(job) : this.lease.release(job));
    } catch (error) {
      if (error instanceof RejectedTooManyError) return this.#giveUp(run);
      await run.steps.settled().catch(() => {});
      if (!(error instanceof ImportFileError)) throw error;
      await this.lease.fail(job, { code: error.code, line: error.line, details: error.details });
    }
  }

  async #readerOf({ association, format, encoding, place, register }: ImportJob): Promise<Run['reader']> {
    const at = { place, header: place.header };
    if (register) return registerReader(await this.mappings.at(association, register.revision), encoding, at);
    if (format === 'ndjson') return new NdjsonReader({ encoding, place });
    return new CsvReader({ encoding, columns: IMPORT_COLUMNS, ...at });
  }

  /** Ends a job of which too much was rejected. What was recorded stays, and its outcomes are written first. */
  async #giveUp({ job, steps, place }: Run): Promise<void> {
    await steps.settled();
    const details = [
      `More than ${this.limits.rejectedLinesMax} lines were rejected. What was recorded stays on record; mend the file and send it again.`,
    ];
    await this.lease.fail(job, { code: 'import-rejected-too-many', line: place.line, details });
  }

  async #work(run: Run, signal: AbortSignal): Promise<boolean> {
    const { job, cipher, reader } = run;
    const gatherer = new TransferGatherer(job.place.rejecting);
    const turnEndsAt = Date.now() + TURN_MILLISECONDS;
    let batch: Gathered[] = [];
    let lines = 0;
    const take = async (all: readonly Gathered[]) => {
      for (const gathered of all) {
        if (lines > 0 && lines + gathered.lines.length > LINES_PER_STEP) {
          await this.#step(run, batch);
          batch = [];
          lines = 0;
        }
        batch.push(gathered);
        lines += gathered.lines.length;
      }
    };
    for await (const piece of this.spool.read(job, cipher, job.place.offset)) {
      for (const entry of reader.push(piece)) await take(gatherer.take(entry));
      // A turn that brought nothing would be the same again next time: a long transfer takes as long as it takes.
      const isOver = Date.now() > turnEndsAt && run.place !== job.place;
      if (signal.aborted || isOver) return false;
    }
    // The end of a file may close a transfer by itself: only of a file that is still this worker's.
    await this.lease.prove(job);
    for (const entry of reader.end()) await take(gatherer.take(entry));
    await take(gatherer.end());
    if (batch.length > 0) await this.#step(run, batch);
    return true;
  }

  /** Begins to record a batch; its outcomes are written behind those of the batches before it. */
  async #step(run: Run, batch: readonly Gathered[]): Promise<void> {
    if (run.rejected > this.limits.rejectedLinesMax) throw new RejectedTooManyError();
    const { after, rejecting } = batch.at(-1)!;
    const before = run.place;
    run.place = { ...after, rejecting, steps: before.steps + 1, header: run.reader.header ?? null };
    const place = run.place;
    await run.steps.add(
      namesOf(batch),
      async () => {
        await this.lease.prove(run.job);
        return this.recorder.record(run.by, batch);
      },
      (recorded) => this.#write(run, place, batch, recorded),
    );
  }

  async #write(
    run: Run,
    place: ImportPlace,
    batch: readonly Gathered[],
    recorded: ReadonlyMap<Gathered, RecordedGathering>,
  ): Promise<void> {
    const { job, cipher } = run;
    const outcomes = batch.map((gathered) => outcomesOf(gathered, recorded.get(gathered) ?? null));
    const all = outcomes.flat();
    const rejected = batch.flatMap(({ lines }, index) =>
      lines.flatMap((note, at) =>
        outcomes[index]![at]!.status === 'rejected' ? [{ note, outcome: outcomes[index]![at]! }] : [],
      ),
    );
    await this.lease.commit(job, {
      place,
      progress: progressOf(all),
      outcomes: cipher.seal('outcome', place.steps, packOutcomes(all)),
      rejected: this.#keep(job, cipher, rejected),
    });
    run.rejected += rejected.length;
  }

  async *#keep(
    job: ImportJob,
    cipher: JobCipher,
    rejected: readonly { readonly note: Gathered['lines'][number]; readonly outcome: LineOutcome }[],
  ): AsyncGenerator<{ sequence: number; sealed: Buffer }> {
    for (let from = 0; from < rejected.length; from += REJECTED_PER_BATCH_MAX) {
      const part = rejected.slice(from, from + REJECTED_PER_BATCH_MAX);
      const kept: RejectedLine[] = [];
      for await (const bytes of this.spool.lines(
        job,
        cipher,
        part.map(({ note }) => startOf(note.span)),
      )) {
        const { note, outcome } = part[kept.length]!;
        kept.push(keptLine(job.encoding, note, outcome, bytes));
      }
      // Numbered by their first line, so that they are in the order of the file.
      const sequence = part[0]!.outcome.line;
      yield { sequence, sealed: cipher.seal('rejected', sequence, packRejected(kept)) };
    }
  }
}

// Of a line that is longer than any may be, no more than that is looked at.
function startOf(span: LineSpan): LineSpan {
  return { ...span, bytes: Math.min(span.bytes, LINE_BYTES_MAX) };
}

function namesOf(batch: readonly Gathered[]): string[] {
  return batch.flatMap(({ request }) => (request ? [JSON.stringify([request.source, request.externalId])] : []));
}
