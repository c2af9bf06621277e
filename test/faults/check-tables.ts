import { leafHash, merkleRoot } from '#proof';
import type { EventRow, Tables } from './tables.js';
import type { Told } from './writer-task.js';

/** The root of a log at some moment of the run. */
export interface Head {
  readonly association: string;
  readonly size: number;
  readonly root: string;
}

export function logOf(tables: Tables, association: string): EventRow[] {
  return tables.events.filter((row) => row.association === association).sort((a, b) => a.position - b.position);
}

export function headOf(tables: Tables, association: string): Head {
  const log = logOf(tables, association);
  return { association, size: log.length, root: rootOf(log, log.length) };
}

/** Everything that must hold of what is committed in the end, judged from the bytes and from what was told. */
export function checkTables(tables: Tables, told: readonly Told[], heads: readonly Head[]): string[] {
  const faults: string[] = [];
  for (const association of new Set([
    ...tables.events.map((row) => row.association),
    ...told.map((one) => one.association),
  ])) {
    const log = logOf(tables, association);
    faults.push(...checkLog(tables, association, log));
    faults.push(
      ...checkTold(
        association,
        log,
        told.filter((one) => one.association === association),
      ),
    );
    for (const head of heads.filter((one) => one.association === association)) {
      if (head.size > log.length || rootOf(log, head.size) !== head.root) {
        faults.push(`${association}: the log does not continue what it was with ${head.size} events`);
      }
    }
    faults.push(...checkFold(tables, association, log));
  }
  return faults;
}

function checkLog(tables: Tables, association: string, log: readonly EventRow[]): string[] {
  const faults: string[] = [];
  const revisions = new Map<string, number>();
  log.forEach((row, index) => {
    if (row.position !== index + 1)
      faults.push(`${association}: position ${row.position} stands at place ${index + 1}`);
    const next = (revisions.get(row.stream) ?? -1) + 1;
    if (row.revision !== next) faults.push(`${association}: ${row.stream} has revision ${row.revision}, not ${next}`);
    revisions.set(row.stream, row.revision);
    if (!row.leaf_hash.equals(Buffer.from(leafHash(row.envelope))))
      faults.push(`${association}: a leaf is not its bytes`);
  });
  const head = tables.logHeads.get(association) ?? 0;
  if (head !== (log.at(-1)?.position ?? 0)) faults.push(`${association}: its head says ${head}`);
  for (const [stream, revision] of revisions) {
    const said = tables.streamHeads.get(`${association}/${stream}`);
    if (said !== revision) faults.push(`${association}: the head of ${stream} says ${said}, not ${revision}`);
  }
  return faults;
}

function checkTold(association: string, log: readonly EventRow[], told: readonly Told[]): string[] {
  const faults: string[] = [];
  const byId = new Map<string, EventRow[]>();
  for (const row of log) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
  for (const { ids, places } of told) {
    ids.forEach((id, index) => {
      const rows = byId.get(id) ?? [];
      if (rows.length !== 1) faults.push(`${association}: a fact that was told is there ${rows.length} times`);
      const place = places?.[index];
      const isThere = rows.some(
        (row) => row.position === Number(place?.position) && row.leaf_hash.toString('base64') === place?.leafHash,
      );
      if (place && rows.length > 0 && !isThere) faults.push(`${association}: ${place.position} is not what was told`);
    });
  }
  const known = new Set(told.flatMap(({ ids }) => ids));
  for (const { id } of log) if (!known.has(id)) faults.push(`${association}: a fact is there untold`);
  return [...faults, ...checkOrder(association, told)];
}

// What was told before something else was asked for stands before it.
function checkOrder(association: string, told: readonly Told[]): string[] {
  const placed = told.filter((one) => one.places !== null);
  const inOrder = [...placed].sort((a, b) => (a.places![0]!.position < b.places![0]!.position ? -1 : 1));
  let latest = -1;
  const faults: string[] = [];
  for (const { sentAt, toldAt, places } of inOrder) {
    if (toldAt < latest)
      faults.push(`${association}: ${places![0]!.position} was told before an earlier one was asked for`);
    latest = Math.max(latest, sentAt);
  }
  return faults;
}

/** The projection against the simplest fold there is: the ids of the log, in its order. */
function checkFold(tables: Tables, association: string, log: readonly EventRow[]): string[] {
  const own = new Set(log.map(({ id }) => id));
  const rows = tables.rows.filter((id) => own.has(id));
  const isFold = rows.length === log.length && log.every(({ id }, index) => rows[index] === id);
  return isFold ? [] : [`${association}: ${rows.length} rows were folded of ${log.length} events, or in another order`];
}

function rootOf(log: readonly EventRow[], size: number): string {
  return Buffer.from(merkleRoot(log.slice(0, size).map((row) => leafHash(row.envelope)))).toString('base64');
}
