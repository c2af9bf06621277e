import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { EVENT_STORE, leafIndexOf, ProjectionProgress, toPosition, type EventStore } from '#event-store';
import { AssociationReader } from '#ledger';
import { Clock, VERIFIER_FILES, verifierDigests } from '#platform';
import { BUNDLE_FILES, BUNDLE_FORMAT, manifestNoteText, sha256, toBase64, type BundleManifest } from '#proof';
import { RegisterExport } from '#records';
import { bundleStream } from '../domain/bundle-events.js';
import { BUNDLE_EVIDENCE, type BundleEvidence, type NewestCheckpoint } from './bundle-evidence.port.js';
import { eventsFile, type EventCounts } from './bundle-events-file.js';
import { BundleGrounds, rulesetsOf } from './bundle-grounds.js';
import { BundlePersons } from './bundle-persons.js';
import { bundleReadme } from './bundle-readme.js';
import { recordLines } from './bundle-records.js';
import type { BundleRow } from './bundle-row.js';
import { EVENT_LINE_SCHEMA, eventTypesTable } from './bundle-schemas.js';
import type { MadeFile } from './bundle-lease.js';
import type { BundleWish } from './bundle-wish.js';
import { BundleZip } from './bundle-zip.js';
import { ChosenTransfers } from './chosen-transfers.js';

/** There is nothing under whose signature a bundle could stand. */
export class NoCheckpointError extends Error {
  override readonly name = 'NoCheckpointError';
}

/** Told how many events of how many were gone through. */
export type OnProgress = (read: number, size: number) => void;

export interface MadeBundle extends MadeFile {
  readonly events: number;
  readonly records: number;
}

/** A log that grows is signed about once a second; a keeper that is busy or paused takes longer. */
const CHECKPOINT_MILLISECONDS_MAX = 20_000;
const LOOK_EVERY_MILLISECONDS = 250;
/** Views from which a bundle is made: they must hold all that the checkpoint covers. */
const VIEWS = ['member-view', 'records', 'grounds'] as const;

/** Makes a bundle: reads the log up to the newest checkpoint and writes a zip, a page of each in memory. */
@Injectable()
export class BundleMaker {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(BUNDLE_EVIDENCE) private readonly evidence: BundleEvidence,
    @Inject(RegisterExport) private readonly registers: RegisterExport,
    @Inject(BundleGrounds) private readonly grounds: BundleGrounds,
    @Inject(BundlePersons) private readonly persons: BundlePersons,
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async make(row: BundleRow, wish: BundleWish, path: string, onProgress: OnProgress): Promise<MadeBundle> {
    const { association } = row;
    const checkpoint = await this.#checkpoint(row);
    if (!checkpoint) throw new NoCheckpointError(`The log of ${association} has no checkpoint.`);
    for (const view of VIEWS) await this.progress.waitFor(view, association, toPosition(checkpoint.size));
    const counts = { events: 0, leaves: 0, read: 0, provisions: 0, receipts: 0 };
    const zip = new BundleZip(this.clock.now());
    for (const [name, file] of Object.entries(VERIFIER_FILES))
      zip.add(name, async function* () {
        yield await readFile(file);
      });
    const { organisation } = await this.#organisation(association);
    const readme = {
      association,
      organisation,
      origin: checkpoint.origin,
      ...row.asked,
      digests: await verifierDigests(),
    };
    zip.add('README.txt', () => [Buffer.from(bundleReadme(readme))]);
    await this.#addEvidence(zip, row, checkpoint);
    this.#addEvents(zip, row, wish, checkpoint, counts, () => onProgress(counts.read, checkpoint.size));
    this.#addRecords(zip, row, wish, checkpoint, counts, () => onProgress(counts.read, checkpoint.size));
    this.#addGrounds(zip, row);
    const manifest = () => this.#manifest(row, wish, { checkpoint, counts, organisation, zip });
    this.#addManifest(zip, association, manifest);
    const written = await zip.write(path);
    const records = counts.provisions + counts.receipts;
    return { ...written, size: checkpoint.size, events: counts.events, records };
  }

  /** One that covers all that was recorded before the bundle was asked for; where none comes, the newest there is. */
  async #checkpoint({ association, bundle_id: id }: BundleRow): Promise<NewestCheckpoint | null> {
    const [asked] = await this.store.readStream(association, bundleStream(id), { limit: 1 });
    const covered = asked ? leafIndexOf(asked.position) + 1 : 0;
    for (const deadline = Date.now() + CHECKPOINT_MILLISECONDS_MAX; ;) {
      const newest = await this.evidence.newest(association);
      if ((newest && newest.size >= covered) || Date.now() > deadline) return newest;
      await wait(LOOK_EVERY_MILLISECONDS);
    }
  }

  async #addEvidence(
    zip: BundleZip,
    { association, asked }: BundleRow,
    { note, size }: NewestCheckpoint,
  ): Promise<void> {
    const keys = await this.evidence.keys(association);
    zip.add(BUNDLE_FILES.checkpoint, () => [Buffer.from(note)]);
    zip.add(BUNDLE_FILES.keys, () => [Buffer.from(keys.map((key) => `${key}\n`).join(''))]);
    for await (const { name, bytes } of this.evidence.timestamps(association, size, asked))
      zip.add(name, () => [bytes]);
    zip.add(BUNDLE_FILES.blocks, () => this.evidence.blocks(association, Math.floor(size / 256)));
  }

  #addEvents(
    zip: BundleZip,
    row: BundleRow,
    wish: BundleWish,
    { size }: NewestCheckpoint,
    counts: EventCounts,
    onPage: () => void,
  ): void {
    const { association } = row;
    const selection = selectionOf(row, wish);
    const { from, to, parties, members } = selection;
    const choice = {
      isAuditor: wish.looker.role === 'auditor',
      from,
      to,
      members: members && new Set(members),
      parties: parties && new Set(parties),
    };
    const { pool, store } = this;
    zip.add(BUNDLE_FILES.events, async function* () {
      const transfers = new ChosenTransfers(pool, selection);
      for await (const lines of eventsFile(store, transfers, { association, size, choice }, counts)) {
        onPage();
        yield lines;
      }
    });
  }

  #addRecords(
    zip: BundleZip,
    row: BundleRow,
    wish: BundleWish,
    { size }: NewestCheckpoint,
    counts: { provisions: number; receipts: number },
    onPage: () => void,
  ): void {
    const isNamed = row.asked.persons === 'named';
    const isAuditor = wish.looker.role === 'auditor';
    const part = { ...selectionOf(row, wish), isAuditor, through: toPosition(size) };
    if (isNamed) {
      const looker = { ...wish.looker, association: row.association };
      const persons = { ...selectionOf(row, wish), bundleId: row.bundle_id, looker };
      zip.add('persons.ndjson', () => this.persons.lines(persons, onPage));
    }
    const count = (of: 'provisions' | 'receipts') => (records: number) => {
      counts[of] += records;
      onPage();
    };
    zip.add(BUNDLE_FILES.provisions, () =>
      recordLines(this.registers, { ...part, register: 'provision' }, isNamed, count('provisions')),
    );
    zip.add(BUNDLE_FILES.receipts, () =>
      recordLines(this.registers, { ...part, register: 'receipt' }, isNamed, count('receipts')),
    );
  }

  #addGrounds(zip: BundleZip, { association, asked }: BundleRow): void {
    zip.add('arrangements.ndjson', () => this.grounds.arrangementLines(association, asked));
    for (const ruleset of rulesetsOf(asked)) zip.add(`rulesets/${ruleset.id}.json`, () => [json(ruleset)]);
    zip.add('schemas/event-line.schema.json', () => [json(EVENT_LINE_SCHEMA)]);
    zip.add('schemas/event-types.json', () => [json(eventTypesTable())]);
  }

  /** The last two files: what the manifest says of the others is known once they are written. */
  #addManifest(zip: BundleZip, association: string, manifest: () => BundleManifest): void {
    const made: { manifest: BundleManifest | null; bytes: Uint8Array } = { manifest: null, bytes: new Uint8Array() };
    zip.add(BUNDLE_FILES.manifest, () => {
      made.manifest = manifest();
      made.bytes = json(made.manifest);
      return [made.bytes];
    });
    const { evidence } = this;
    zip.add(BUNDLE_FILES.signature, async function* () {
      yield Buffer.from(await evidence.sign(association, manifestNoteText(made.manifest!, sha256(made.bytes))));
    });
  }

  #manifest(row: BundleRow, wish: BundleWish, made: Made): BundleManifest {
    const { from, to, parties, chains, persons, language } = row.asked;
    const { size, root, origin } = made.checkpoint;
    const { events, leaves, provisions, receipts } = made.counts;
    return {
      format: BUNDLE_FORMAT,
      id: row.bundle_id,
      association: row.association,
      origin,
      madeAt: this.clock.now().toISOString(),
      madeBy: { role: wish.looker.role, organisation: made.organisation },
      language,
      selection: {
        from,
        to,
        ...(parties && { parties }),
        ...(wish.members && { members: wish.members }),
        persons,
        chains,
      },
      log: { size, root: toBase64(root) },
      counts: { events, leaves, provisions, receipts },
      files: [...made.zip.written],
    };
  }

  async #organisation(association: string): Promise<{ readonly organisation: string }> {
    const { name } = await this.associations.read(association);
    return { organisation: name.ja };
  }
}

interface Made {
  readonly checkpoint: NewestCheckpoint;
  readonly counts: EventCounts & { readonly provisions: number; readonly receipts: number };
  readonly organisation: string;
  readonly zip: BundleZip;
}

function selectionOf({ association, asked: { from, to, parties } }: BundleRow, { members }: BundleWish) {
  return { association, from, to, parties: parties ?? null, members };
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
