import type { INestApplicationContext } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Pool } from 'pg';
import {
  EVENT_STORE,
  EventStoreModule,
  OrderError,
  ProjectionOrders,
  projectionsOverview,
  type EventStore,
  type Ordered,
  type ProjectionOverview,
} from '#event-store';
import { DatabaseModule, isDatabaseUnavailable, PlatformModule } from '#platform';
import { CommandError } from '../../exit-codes.js';

@Module({})
class ProjectionsModule {}

/** Every projection of every association, from a process that runs none. */
export function readProjections(url: string): Promise<ProjectionOverview[]> {
  return withStore(url, (app) => projectionsOverview(app.get(Pool), app.get<EventStore>(EVENT_STORE)));
}

export function giveOrder(url: string, order: 'pause' | 'resume' | 'rebuild', ordered: Ordered): Promise<void> {
  return withStore(url, (app) => new ProjectionOrders(app.get(Pool))[order](ordered));
}

async function withStore<Result>(
  url: string,
  work: (app: INestApplicationContext) => Promise<Result>,
): Promise<Result> {
  const imports = [DatabaseModule.forRoot({ url }), PlatformModule, EventStoreModule];
  let app: INestApplicationContext | null = null;
  try {
    app = await NestFactory.createApplicationContext(
      { module: ProjectionsModule, imports },
      { logger: false, abortOnError: false },
    );
    return await work(app);
  } catch (error) {
    throw inWords(error);
  } finally {
    await app?.close();
  }
}

function inWords(error: unknown): unknown {
  if (error instanceof OrderError) return new CommandError(error.message);
  const { code } = error as { code?: string };
  if (code === '42P01' || code === '3F000')
    return new CommandError('The database has no projections yet. Bring it to this version: kiroku migrate');
  return isDatabaseUnavailable(error)
    ? new CommandError('The database does not answer. Check that it runs, and DATABASE_URL where it is set.')
    : error;
}
