import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import { Pseudonyms, type AssociationCaller } from '#access';
import { Clock, Refusal } from '#platform';
import { CsvReader, ImportFileError, type ImportEncoding } from '#readers';
import { registerReader } from '../import-register/register-of-job.js';
import type { SavedMapping } from '../keep-register-mapping/register-mappings.js';
import { fiscalYear } from '../writing/fact-writer.js';
import { ImportCiphers, type JobCipher } from './import-cipher.js';
import type { ImportFormat, ImportJob } from './import-job.js';
import { ImportJobs } from './import-jobs.js';
import { posterOf } from './import-poster.js';
import { IMPORT_COLUMNS } from './import-rules.js';
import { CHUNK_BYTES, ImportSpool } from './import-spool.js';
import { ImportWorker } from './import-worker.js';
import { packCaller } from './packed-caller.js';

/** The longest file, unpacked: bytes. */
export const IMPORT_BYTES_MAX = 1_073_741_824;

export interface SentFile {
  readonly format: ImportFormat;
  readonly encoding: ImportEncoding;
  readonly isGzip: boolean;
  readonly idempotencyKey: string | null;
  readonly body: Readable;
}

export interface ReceivedImport {
  readonly job: ImportJob;
  /** False where the same file came before under the same idempotency key. */
  readonly isNew: boolean;
}

/** Takes a file in as it comes: a piece is sealed and stored before the next is read, and none is held. */
@Injectable()
export class ImportReceiver {
  protected readonly bytesMax: number = IMPORT_BYTES_MAX;

  constructor(
    @Inject(ImportJobs) private readonly jobs: ImportJobs,
    @Inject(ImportSpool) private readonly spool: ImportSpool,
    @Inject(ImportCiphers) private readonly ciphers: ImportCiphers,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(ImportWorker) private readonly worker: ImportWorker,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Of a register that was kept so far, with the mapping by which it is read. */
  async receive(caller: AssociationCaller, file: SentFile, mapping?: SavedMapping): Promise<ReceivedImport> {
    const { association } = caller;
    const postedBy = await posterOf(this.pseudonyms, caller);
    // Posters choose their keys alone: the same key of another one says nothing about this file.
    const idempotency = file.idempotencyKey
      ? await this.pseudonyms.digest(association, `idempotency|${postedBy}|${file.idempotencyKey}`)
      : null;
    const known = idempotency ? await this.jobs.findByIdempotency(association, idempotency) : null;
    if (known) return this.#repeated(known, file, mapping);

    const job = { association, id: randomUUID(), keyPeriod: fiscalYear(this.clock.now()) };
    const cipher = await this.ciphers.of(job);
    const sealedCaller = cipher.seal('caller', 0, packCaller(caller));
    const { format, encoding } = file;
    const register = mapping ? { mapping: mapping.name, revision: mapping.revision } : null;
    const isOpened = await this.jobs.open({ ...job, format, encoding, register, postedBy, sealedCaller, idempotency });
    if (!isOpened) throw new Refusal('import-being-received');
    try {
      const digest = await this.#takeIn(job, cipher, file, mapping);
      const accepted = await this.jobs.accept(association, job.id, digest);
      if (!accepted) throw new Refusal('import-unknown');
      this.worker.hint();
      return { job: accepted, isNew: true };
    } catch (error) {
      await this.jobs.discard(association, job.id).catch(() => {});
      throw error;
    }
  }

  /** Reads the file once more only to tell whether it is the same. */
  async #repeated(known: ImportJob, file: SentFile, mapping?: SavedMapping): Promise<ReceivedImport> {
    if (known.status === 'receiving') throw new Refusal('import-being-received');
    const digest = createHash('sha256');
    await readPieces(file, this.bytesMax, async (piece) => void digest.update(piece));
    if ((await this.#keyed(known.association, digest.digest('hex'), mapping)) !== known.digest) {
      throw new Refusal('import-differs', { import: known.id });
    }
    return { job: known, isNew: false };
  }

  async #takeIn(
    job: Pick<ImportJob, 'association' | 'id'>,
    cipher: JobCipher,
    file: SentFile,
    mapping?: SavedMapping,
  ): Promise<string> {
    const digest = createHash('sha256');
    const header = headerReader(file, mapping);
    let sequence = 0;
    await readPieces(file, this.bytesMax, async (piece) => {
      // A header row that is wrong is told at once, not by a job that fails.
      if (header && sequence === 0) inWords(() => header.push(piece));
      digest.update(piece);
      await this.spool.write(job, cipher, sequence, piece);
      sequence += 1;
    });
    if (header && !header.header) inWords(() => header.end());
    return this.#keyed(job.association, digest.digest('hex'), mapping);
  }

  // What a file of few lines says could be guessed and compared: its digest is kept under a key.
  #keyed(association: string, digest: string, mapping?: SavedMapping): Promise<string> {
    const read = mapping ? `|${mapping.name}` : '';
    return this.pseudonyms.digest(association, `import|${digest}${read}`);
  }
}

/** Reads the header row as it comes in; null where the file has none. */
function headerReader({ format, encoding }: SentFile, mapping?: SavedMapping) {
  if (mapping) return registerReader(mapping, encoding);
  return format === 'csv' ? new CsvReader({ encoding, columns: IMPORT_COLUMNS }) : null;
}

/** Hands a body on in pieces of one size, unpacked, each only when the one before is done with. */
async function readPieces(file: SentFile, bytesMax: number, take: (piece: Buffer) => Promise<void>): Promise<void> {
  let held: Buffer[] = [];
  let bytes = 0;
  let total = 0;
  for await (const part of unpacked(file)) {
    total += part.length;
    if (total > bytesMax) throw tooLarge(bytesMax);
    held.push(part);
    bytes += part.length;
    if (bytes < CHUNK_BYTES) continue;
    const all = Buffer.concat(held);
    let at = 0;
    for (; all.length - at >= CHUNK_BYTES; at += CHUNK_BYTES) await take(all.subarray(at, at + CHUNK_BYTES));
    held = at < all.length ? [all.subarray(at)] : [];
    bytes = all.length - at;
  }
  if (bytes > 0) await take(Buffer.concat(held));
}

/** The bytes of the file. The request lives on when reading ends early: its sender is still to be answered. */
async function* unpacked({ body, isGzip }: SentFile): AsyncGenerator<Buffer> {
  const gunzip = isGzip ? createGunzip() : null;
  if (gunzip) {
    body.once('error', (error) => gunzip.destroy(error));
    body.pipe(gunzip);
  }
  try {
    yield* (gunzip ?? body).iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  } catch (error) {
    if (body.errored) throw new Refusal('invalid-request', { detail: 'The body did not come in whole.' });
    if (gunzip?.errored) throw new Refusal('invalid-request', { detail: 'The body is no whole gzip file.' });
    throw error;
  } finally {
    if (gunzip) body.unpipe(gunzip);
    gunzip?.destroy();
  }
}

export function tooLarge(bytesMax: number): Refusal {
  return new Refusal('import-too-large', { bytesMax });
}

function inWords(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof ImportFileError)) throw error;
    const errors = error.details.map((detail) => ({ pointer: '', detail }));
    throw new Refusal('import-header', { detail: error.details.join(' '), errors });
  }
}
