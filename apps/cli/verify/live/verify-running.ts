import { NestFactory } from '@nestjs/core';
import { Pool } from 'pg';
import { DataKeys, Directory, DirectoryRows, KEY_PROVIDER, MemberFacts, type KeyProvider } from '#access';
import { EVENT_STORE, EventStoreError, type EventStore, type Projection } from '#event-store';
import { KEPT_CHECKPOINTS, verifyLive, type KeptCheckpoints, type LiveProgress } from '#evidence';
import { isDatabaseUnavailable } from '#platform';
import { failed, type VerificationReport } from '#proof';
import { PROJECTIONS } from '../../../projector/projections.module.js';
import { LiveModule, type LiveOptions } from './live.module.js';

export interface RunningAsked extends LiveOptions {
  readonly associations: readonly string[];
  /** Whether the rows of projections are compared too. */
  readonly withRows: boolean;
  /** Whether references of one person are looked for. */
  readonly withIdentities: boolean;
  readonly onProgress: (progress: LiveProgress) => void;
}

/** Verifies a running system by its database. */
export async function verifyRunning(asked: RunningAsked): Promise<VerificationReport> {
  const app = await NestFactory.createApplicationContext(LiveModule.forRoot(asked), {
    logger: false,
    abortOnError: false,
  });
  try {
    const { associations, onProgress } = asked;
    return await verifyLive({
      pool: app.get(Pool),
      store: app.get<EventStore>(EVENT_STORE),
      projections: asked.withRows ? app.get<readonly Projection[]>(PROJECTIONS, { strict: false }) : [],
      outside: app.get<KeptCheckpoints>(KEPT_CHECKPOINTS),
      signingKeys: app.get<KeyProvider>(KEY_PROVIDER),
      ...(asked.withIdentities && {
        identities: {
          keys: app.get(DataKeys),
          directory: app.get(Directory),
          rows: app.get(DirectoryRows),
          facts: app.get(MemberFacts),
        },
      }),
      ...(associations.length > 0 && { associations }),
      onProgress,
    });
  } catch (error) {
    if (isDatabaseUnavailable(error)) return failed({ what: 'no-answer', where: 'database' });
    if (error instanceof EventStoreError) return failed({ what: 'no-answer', where: 'event store' });
    if (UNMIGRATED.includes(String((error as { code?: unknown }).code))) return failed({ what: 'store-unreadable' });
    throw error;
  } finally {
    await app.close();
  }
}

/** SQLSTATE: no such table, schema or column; no right to read it. */
const UNMIGRATED = ['42P01', '3F000', '42703', '42501'];
