import type { ClientBase, Pool } from 'pg';
import type { KeyProvider } from '#access';
import { compareRows, keptLogs, toPosition, type EventStore, type Projection } from '#event-store';
import type { VerificationReport } from '#proof';
import { Found } from './found.js';
import { IdentitiesCheck } from './identities-check.js';
import type { IdentitySources } from './identity-sources.js';
import { verifyLog } from './verify-log.js';

export interface LiveAsked {
  /** As the owner of the database: row-level security would hide rows, and whatever hides there. */
  readonly pool: Pool;
  readonly store: EventStore;
  /** All whose rows are compared; none where only the log is verified. */
  readonly projections: readonly Projection[];
  /** The checkpoints that are kept outside of the database. */
  readonly outside?: { last(association: string): Promise<string | null>; associations(): Promise<string[]> };
  /** Where the keys are that sign now. */
  readonly signingKeys?: Pick<KeyProvider, 'publicKey'>;
  /** Opens what logs commit to of identities, to find references of one person; left out where nobody asks for it. */
  readonly identities?: IdentitySources;
  /** Of these alone; of all when it is left out. */
  readonly associations?: readonly string[];
  readonly onProgress?: (progress: LiveProgress) => void;
}

export interface LiveProgress {
  readonly association: string;
  readonly step: 'log' | 'rows';
  readonly done: number;
  readonly of: number;
}

/**
 * Verifies a running system from its database: what is stored, what is made from it, and what was signed. It changes
 * nothing, and the server holds it to that.
 */
export async function verifyLive(asked: LiveAsked): Promise<VerificationReport> {
  const found = new Found();
  const logs = await inSnapshot(asked.pool, (client) => keptLogs(client));
  const outside = (await asked.outside?.associations()) ?? [];
  for (const association of asked.associations ?? [...new Set([...logs, ...outside])].sort()) {
    if (!logs.includes(association)) {
      found.fail({ what: 'size-went-back', where: `${association} kept checkpoint`, found: '0' });
      continue;
    }
    await verifyOne(association, asked, found);
  }
  for (const code of ['truth', 'never-posted', 'read-once', 'one-view', 'time'] as const) found.notPromise(code);
  if (asked.projections.length === 0) found.notPromise('rows');
  if (asked.identities) found.notPromise('made-up-identity');
  return found.report();
}

async function verifyOne(association: string, asked: LiveAsked, found: Found): Promise<void> {
  const { pool, store, signingKeys, onProgress = () => {} } = asked;
  const outside = (await asked.outside?.last(association)) ?? null;
  const progress = (step: LiveProgress['step']) => (done: number, of: number) =>
    onProgress({ association, step, done, of });
  const identities = asked.identities && new IdentitiesCheck(association, asked.identities, found);
  await inSnapshot(pool, (client) =>
    verifyLog({ client, store, association, outside, signingKeys, identities, found, onProgress: progress('log') }),
  );
  if (asked.projections.length > 0) await verifyRows(association, asked, found, progress('rows'));
}

async function verifyRows(
  association: string,
  { pool, store, projections }: LiveAsked,
  found: Found,
  progress: (done: number, of: number) => void,
): Promise<void> {
  const onProgress = (at: string, of: string) => progress(Number(at), Number(of));
  const compared = await compareRows({ pool, store, projections, association, onProgress });
  for (const { projection, at, head } of compared.ahead) {
    const place = { position: toPosition(at), expected: toPosition(head), found: toPosition(at) };
    found.fail({ what: 'projection-ahead', where: `${association} ${projection}`, ...place });
  }
  if (compared.stopped) {
    const { why, position, where } = compared.stopped;
    found.fail({ what: why, where: `${association} ${where}`.trim(), position });
    return;
  }
  for (const { table, kind, key, columns } of compared.differences) {
    const where = `${table} (${key})${columns.length > 0 ? `: ${columns.join(', ')}` : ''}`;
    found.fail({ what: kind === 'differs' ? 'row-differs' : `row-${kind}`, where });
  }
  found.count('projection', projections.length);
  found.count('row', compared.rows - compared.differences.filter(({ kind }) => kind !== 'missing').length);
}

/** A log is read piece by piece: a plan that sorts or scans all of it for each piece would never end. */
const BY_INDEX = `SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL jit = off`;

/** Everything that is read is of one instant, and nothing can be written. */
async function inSnapshot<Result>(pool: Pool, work: (client: ClientBase) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${BY_INDEX}`);
    return await work(client);
  } finally {
    await client.query('ROLLBACK').catch(() => {});
    client.release(true);
  }
}
