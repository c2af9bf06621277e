import { allNumbered, EventStoreError, openEventStore, startEventStore } from '#event-store';
import { FileKeptCheckpoints, LogProver, TreeReader } from '#evidence';
import { createPool, isDatabaseUnavailable } from '#platform';
import { CommandError } from '../exit-codes.js';
import { checkpointDirectory, databaseUrl, dataDirectory } from '../surroundings.js';

/** As long as a person looks on. */
const NUMBERED_MILLISECONDS_MAX = 30_000;
const UNNUMBERED =
  'KurrentDB holds events that have no positions yet, so nobody can say what is lost. Try again; why it stays so says event_store.kurrentdb_sequencer.stopped_because.';

export type Logs = Awaited<ReturnType<typeof open>>;

/** The logs of a database, as its owner, and what is kept of them outside. */
export async function withLogs<Result>(work: (logs: Logs) => Promise<Result>): Promise<Result> {
  const logs = await open();
  try {
    if (!(await allNumbered(logs.store, NUMBERED_MILLISECONDS_MAX))) throw new CommandError(UNNUMBERED);
    return await work(logs);
  } catch (error) {
    if (error instanceof EventStoreError) throw new CommandError(error.message);
    if (!isDatabaseUnavailable(error)) throw error;
    throw new CommandError({
      ja: 'データベースが応答しません。動いているか、DATABASE_URL を設定している場合はその値を確かめてください。',
      en: 'The database does not answer. Check that it runs, and DATABASE_URL where it is set.',
    });
  } finally {
    await logs.store.close();
    await logs.pool.end();
  }
}

async function open() {
  const pool = createPool(databaseUrl());
  const store = await openEventStore(pool, process.env);
  await startEventStore(pool, store);
  return { pool, store, prover: new LogProver(store, new TreeReader(pool)), kept: keptCheckpoints() };
}

function keptCheckpoints(): FileKeptCheckpoints {
  const named = process.env['KIROKU_CHECKPOINT_DIRECTORY'];
  if (!named && process.env['DATABASE_URL']) {
    throw new CommandError({
      ja: 'サービスがチェックポイントを控えている場所を KIROKU_CHECKPOINT_DIRECTORY で指定してください。',
      en: 'Say in KIROKU_CHECKPOINT_DIRECTORY where the services keep their checkpoints.',
    });
  }
  return new FileKeptCheckpoints(named || checkpointDirectory(dataDirectory()));
}
