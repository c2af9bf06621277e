import type { ProjectionTarget, StoredEvent } from '#event-store';
import { recordReference, type HoldPlaced, type HoldReleased, type RecordLinks, type TransferHeader } from '#ledger';
import type { SeriesClosed } from '../domain/record-events.js';

/** What is kept beside the records themselves, for how long they are kept. */
export const KEEPING_TABLES = ['records.series', 'records.record_link', 'records.hold'] as const;

interface Opened {
  readonly association: string;
  readonly transferId: string;
  readonly position: string;
  readonly header: TransferHeader;
  readonly links: RecordLinks;
}

/** Folds one step of a log into series and links. Rows of a version that is never sealed do no harm: nothing joins them. */
export async function applyKeeping(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void> {
  const opened = events.flatMap(openedOf);
  await insertSeries(opened, target);
  await insertLinks(opened, target);
  for (const event of events) {
    if (event.envelope.type === 'SeriesClosed') await closeSeries(event, target);
    else if (event.envelope.type === 'HoldPlaced') await placeHold(event, target);
    else if (event.envelope.type === 'HoldReleased') await releaseHold(event, target);
    else if (event.envelope.type === 'RecordsDisposed') await dropLinks(event, target);
  }
}

function openedOf({ position, envelope }: StoredEvent): Opened[] {
  const { association, type, data, stream } = envelope;
  const isWhole = type === 'TransferRecorded';
  if (!isWhole && type !== 'TransferOpened') return [];
  const header = isWhole ? (data as { header: TransferHeader }).header : (data as TransferHeader);
  if (!header.record) return [];
  const transferId = stream.slice('transfer-'.length);
  return [{ association, transferId, position, header, links: header.record }];
}

async function insertSeries(opened: readonly Opened[], { client, table }: ProjectionTarget): Promise<void> {
  const firsts = new Map<string, Opened>();
  for (const one of opened) {
    const id = one.links.series?.id;
    if (id !== undefined && !firsts.has(id)) firsts.set(id, one);
  }
  const all = [...firsts.values()];
  if (all.length === 0) return;
  // What is common to a series is in its id, so the first of it says it for all.
  await client.query(
    `INSERT INTO ${table('records.series')}
       (association, series_id, register, method, arrangement_id, period_from, period_to, first_position)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::date[], $8::bigint[])
     ON CONFLICT DO NOTHING`,
    [
      all[0]!.association,
      [...firsts.keys()],
      all.map(({ header }) => (header.direction === 'OUT' ? 'provision' : 'receipt')),
      all.map(({ links }) => links.series!.method),
      all.map(({ header }) => header.arrangement?.id ?? null),
      all.map(({ header, links }) => (links.series!.method === 'BATCH' ? (header.period?.from ?? null) : null)),
      all.map(({ header, links }) => (links.series!.method === 'BATCH' ? (header.period?.to ?? null) : null)),
      all.map(({ position }) => position),
    ],
  );
}

async function insertLinks(opened: readonly Opened[], { client, table }: ProjectionTarget): Promise<void> {
  const links = new Map(
    opened.flatMap((one) => linksOf(one).map((link) => [`${one.transferId}|${one.header.version}|${link.kind}`, link])),
  );
  const all = [...links.values()];
  if (all.length === 0) return;
  // A version that was left unsealed may be opened again, and then rests on the same.
  await client.query(
    `INSERT INTO ${table('records.record_link')} (association, transfer_id, version, kind, base_transfer, base_line)
     SELECT $1, * FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::uuid[], $6::integer[])
     ON CONFLICT (association, transfer_id, version, kind) DO UPDATE
     SET base_transfer = excluded.base_transfer, base_line = excluded.base_line`,
    [
      all[0]!.of.association,
      all.map(({ of }) => of.transferId),
      all.map(({ of }) => of.header.version),
      all.map(({ kind }) => kind),
      all.map(({ base }) => base.transfer),
      all.map(({ base }) => base.line),
    ],
  );
}

function linksOf(of: Opened) {
  const named = [
    { kind: 'base', text: of.links.base },
    { kind: 'same-as', text: of.links.sameAs },
  ] as const;
  return named.flatMap(({ kind, text }) => (text === undefined ? [] : [{ of, kind, base: recordReference(text)! }]));
}

async function closeSeries(event: StoredEvent, { client, table }: ProjectionTarget): Promise<void> {
  const { seriesId, closedOn } = event.envelope.data as SeriesClosed['data'];
  await client.query(`UPDATE ${table('records.series')} SET closed_on = $3 WHERE association = $1 AND series_id = $2`, [
    event.envelope.association,
    seriesId,
    closedOn,
  ]);
}

async function placeHold({ position, envelope }: StoredEvent, { client, table }: ProjectionTarget): Promise<void> {
  const { holdId, code, until, scope } = envelope.data as HoldPlaced['data'];
  await client.query(
    `INSERT INTO ${table('records.hold')} (association, hold_id, code, until, scope, target, placed_at, position)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      envelope.association,
      holdId,
      code,
      until,
      scope.kind,
      targetOf(scope, envelope.subject),
      envelope.recordedAt,
      position,
    ],
  );
}

function targetOf(scope: HoldPlaced['data']['scope'], subject: string | null): string {
  switch (scope.kind) {
    case 'member':
      return subject!;
    case 'party':
      return scope.party;
    case 'arrangement':
      return scope.arrangement;
    case 'record':
      return scope.record;
    default:
      return scope satisfies never;
  }
}

async function releaseHold({ envelope }: StoredEvent, { client, table }: ProjectionTarget): Promise<void> {
  const { holdId } = envelope.data as HoldReleased['data'];
  await client.query(`UPDATE ${table('records.hold')} SET released_at = $3 WHERE association = $1 AND hold_id = $2`, [
    envelope.association,
    holdId,
    envelope.recordedAt,
  ]);
}

/** What rested on others rests on nothing once all of it was disposed of. */
async function dropLinks({ envelope }: StoredEvent, { client, table }: ProjectionTarget): Promise<void> {
  const transferId = envelope.stream.slice('transfer-'.length);
  await client.query(
    `DELETE FROM ${table('records.record_link')} AS link
     WHERE link.association = $1 AND link.transfer_id = $2 AND NOT EXISTS (
       SELECT FROM ${table('records.transfer')} AS kept WHERE kept.association = $1 AND kept.transfer_id = $2)`,
    [envelope.association, transferId],
  );
}
