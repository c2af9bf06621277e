import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { askedFor, numberOf, untilProjected, untilSigned } from './log-progress.js';
import { feed } from '../harness/feeds.js';
import { loadEvents } from './load-events.js';
import { unnestInserts } from './raw-inserts.js';
import type { Stage } from './stage.js';
import { median } from './statistics.js';

/** Joint use, which asks no consent: those who are registered for the large transfer gave none. */
const LARGE_FEED = feed('B01');
const POLL_MILLISECONDS = 50;
const IMPORT_MINUTES_MAX = 15;

export interface ImportFigures {
  readonly linesPerSecond: number;
  readonly baselinePerSecond: number;
}

export interface OneLineFigures extends ImportFigures {
  /** From the end of the import until a signed checkpoint covers it. */
  readonly provedSeconds: number;
}

export interface LargeTransferFigures extends ImportFigures {
  /** From the end of the import until every line is in its member's view. */
  readonly visibleSeconds: number;
}

export interface ImportSizes {
  readonly rounds: number;
  readonly lines: number;
}

/** P2: transfers of one line each, in one file. */
export async function measureImport(stage: Stage, directory: string, sizes: ImportSizes): Promise<OneLineFigures> {
  const rounds: OneLineFigures[] = [];
  for (let round = 0; round < sizes.rounds; round += 1) {
    await untilProjected(stage);
    const baselinePerSecond = await unnestInserts(stage.databaseUrl, sizes.lines);
    const file = await writeFile(directory, transfersOf(stage, { transfers: sizes.lines, lines: 1 }));
    const before = await askedFor(stage);
    const seconds = await importFile(stage, file, sizes.lines * (1 + LINES_AROUND));
    const importedAt = performance.now();
    await requireEvents(stage, before, sizes.lines);
    await untilSigned(stage);
    const provedSeconds = (performance.now() - importedAt) / 1_000;
    rounds.push({ baselinePerSecond, linesPerSecond: sizes.lines / seconds, provedSeconds });
  }
  return {
    linesPerSecond: median(rounds.map((one) => one.linesPerSecond)),
    baselinePerSecond: median(rounds.map((one) => one.baselinePerSecond)),
    provedSeconds: median(rounds.map((one) => one.provedSeconds)),
  };
}

/** P3: one transfer that names so many members. */
export async function measureLargeTransfer(
  stage: Stage,
  directory: string,
  sizes: ImportSizes,
): Promise<LargeTransferFigures> {
  const rounds: LargeTransferFigures[] = [];
  const { externalId: _name, members: _sample, ...template } = LARGE_FEED.post;
  const members = await registerByStore(stage, sizes.lines);
  for (let round = 0; round < sizes.rounds; round += 1) {
    await untilProjected(stage);
    const baselinePerSecond = await unnestInserts(stage.databaseUrl, sizes.lines);
    const file = await writeFile(directory, transfersOf({ template, members }, { transfers: 1, lines: sizes.lines }));
    const before = await askedFor(stage);
    const shown = await shownLines(stage);
    const seconds = await importFile(stage, file, sizes.lines + LINES_AROUND);
    const sealedAt = performance.now();
    // A header, the lines and the seal.
    await requireEvents(stage, before, sizes.lines + 2);
    await untilProjected(stage, 'member-view');
    const added = (await shownLines(stage)) - shown;
    if (added !== sizes.lines) throw new Error(`${sizes.lines} lines were sealed, but ${added} are in members' views.`);
    const visibleSeconds = (performance.now() - sealedAt) / 1_000;
    rounds.push({ baselinePerSecond, linesPerSecond: sizes.lines / seconds, visibleSeconds });
  }
  return {
    linesPerSecond: median(rounds.map((one) => one.linesPerSecond)),
    baselinePerSecond: median(rounds.map((one) => one.baselinePerSecond)),
    visibleSeconds: median(rounds.map((one) => one.visibleSeconds)),
  };
}

/** Members with their event and nothing else: a directory entry each would take longer than all the rest. */
async function registerByStore({ databaseUrl, association }: Stage, count: number): Promise<string[]> {
  const subjects = Array.from({ length: count }, () => randomUUID());
  await loadEvents(databaseUrl, {
    association,
    type: 'MemberRegistered',
    subjects,
    streamOf: (ref) => `member-${ref}`,
  });
  return subjects;
}

function* transfersOf(
  { template, members }: Pick<Stage, 'template' | 'members'>,
  { transfers, lines }: { transfers: number; lines: number },
): Generator<object> {
  const run = randomUUID();
  for (let transfer = 0; transfer < transfers; transfer += 1) {
    const key = `k${transfer}`;
    yield { t: 'transfer', key, ...template, externalId: `${run}-${transfer}` };
    for (let line = 0; line < lines; line += 1) {
      const at = lines > 1 ? line : Math.floor(Math.random() * members.length);
      yield { t: 'line', key, ref: members[at] };
    }
    yield { t: 'end', key, count: lines };
  }
}

async function writeFile(directory: string, entries: Iterable<object>): Promise<string> {
  const path = join(directory, `import-${randomUUID()}.ndjson`);
  const file = await open(path, 'w');
  try {
    let text = '';
    for (const entry of entries) {
      text += `${JSON.stringify(entry)}\n`;
      if (text.length > 1_000_000) {
        await file.write(text);
        text = '';
      }
    }
    await file.write(text);
  } finally {
    await file.close();
  }
  return path;
}

/** A job as it is shown. Its counts are of all lines of the file, the first and last of each transfer too. */
interface Progress {
  readonly status: string;
  readonly recorded: number;
  readonly rejected: number;
}

const UNDER_WAY = new Set(['receiving', 'waiting', 'running']);
/** What a transfer takes in a file besides its members: its first line and its last. */
const LINES_AROUND = 2;

/** Seconds from the first byte sent until the job says that everything is recorded. */
async function importFile(stage: Stage, path: string, fileLines: number): Promise<number> {
  const { service, token } = stage;
  const startedAt = performance.now();
  const response = await fetch(new URL('/v1/transfers/imports', service.url), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/x-ndjson',
      'content-length': String((await stat(path)).size),
    },
    body: Readable.toWeb(createReadStream(path)) as ReadableStream,
    duplex: 'half',
  } as RequestInit);
  const text = await response.text();
  const location = response.headers.get('location');
  if (response.status !== 202 || !location) {
    throw new Error(`POST /v1/transfers/imports was answered ${response.status}: ${text.slice(0, 300)}`);
  }
  const deadline = Date.now() + IMPORT_MINUTES_MAX * 60_000;
  for (;;) {
    const answer = await fetch(new URL(location, service.url), { headers: { authorization: `Bearer ${token}` } });
    const progress = (await answer.json()) as Progress;
    if (progress.status === 'done') {
      const seconds = (performance.now() - startedAt) / 1_000;
      requireRecorded(progress, fileLines);
      return seconds;
    }
    if (answer.status !== 200 || !UNDER_WAY.has(progress.status))
      throw new Error(`The import was answered ${answer.status}: ${JSON.stringify(progress).slice(0, 300)}`);
    if (Date.now() > deadline) throw new Error(`The import took more than ${IMPORT_MINUTES_MAX} minutes.`);
    await setTimeout(POLL_MILLISECONDS);
  }
}

function requireRecorded(progress: Progress, fileLines: number): void {
  if (progress.rejected === 0 && progress.recorded === fileLines) return;
  throw new Error(`${fileLines} lines were sent; the import says ${JSON.stringify(progress).slice(0, 300)}`);
}

/** Refuses to count what is not in the log. */
async function requireEvents(stage: Stage, before: number, events: number): Promise<void> {
  const grown = (await askedFor(stage)) - before;
  if (grown < events) throw new Error(`${events} events were to be stored, but the log grew by ${grown}.`);
}

function shownLines(stage: Stage): Promise<number> {
  return numberOf(stage, `SELECT count(*) AS n FROM disclosure.member_line WHERE association = $1`);
}
