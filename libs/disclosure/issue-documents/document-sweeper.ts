import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Clock, Rounds } from '#platform';
import { documentStream } from '../domain/documents/document-events.js';
import { DocumentFiles } from './document-files.js';

const SWEEP_MILLISECONDS = 3_600_000;
/** Whoever issues writes the event right behind the file, or gave up long ago. */
const UNISSUED_MILLISECONDS = 86_400_000;
const LOOKED_AT_MAX = 1_000;
const log = new Logger('Documents');

/** Deletes files that nobody can open any more, and those that were never issued. */
@Injectable()
export class DocumentSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #rounds = new Rounds();

  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DocumentFiles) private readonly files: DocumentFiles,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.#rounds.start(async () => {
      // What fails now is done in the next round: its kind alone is told.
      await this.sweep().catch((error: unknown) =>
        log.warn({ problem: 'Files of documents wait to be swept.', error: error instanceof Error ? error.name : '' }),
      );
      return SWEEP_MILLISECONDS;
    });
  }

  onModuleDestroy(): Promise<void> {
    return this.#rounds.stop();
  }

  async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - UNISSUED_MILLISECONDS);
    const { rows } = await this.pool.query<{ association: string; document_id: string }>(
      `SELECT association, document_id FROM disclosure.sweep_document_files($1, $2)`,
      [before, LOOKED_AT_MAX],
    );
    for (const { association, document_id: documentId } of rows) {
      const [event] = await this.store.readStream(association, documentStream(documentId));
      await (event ? this.files.keep({ association, documentId }) : this.files.delete({ association, documentId }));
    }
  }
}
