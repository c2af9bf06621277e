import { globSync, readFileSync } from 'node:fs';

/**
 * Who reads a log, and why that is right. Streams are read in the current view of each event; a log is handed on as it is
 * stored, so that an event of an older version has the data that was written then. Whoever asks what events say reads
 * streams, or takes the view by `LogReading`, as projections do; the others here look at bytes, hashes and places alone.
 */
const READS_LOGS: Readonly<Record<string, string>> = {
  'libs/event-store/port/event-store.port.ts': 'says what a store does',
  'libs/event-store/memory/memory-event-store.ts': 'is a store',
  'libs/event-store/postgres/postgres-event-store.ts': 'is a store',
  'libs/event-store/kurrentdb/kurrentdb-event-store.ts': 'is a store',
  'libs/event-store/upcasting/upcasting-event-store.ts': 'hands it on as it is stored, for whoever follows a log',
  'libs/event-store/projector/log-reading.ts': 'takes the current view of each event, for every projection',
  'libs/event-store/checking/kurrentdb-kept-log.ts': 'the stored bytes, which verification holds to their hashes',
  'libs/evidence/log/log-entries.controller.ts': 'the stored bytes as they were hashed, for whoever may see entries',
  'libs/evidence/restore-guard/prove-log.ts': 'leaf hashes, to make the tree of them',
  'libs/evidence/restore-guard/accept-loss.ts': 'leaf hashes, to make the tree of them',
  'libs/evidence/completeness/completeness-proofs.ts': 'the stored bytes of one entry, which a proof leads to',
  'libs/disclosure/make-bundle/bundle-events-file.ts':
    'the stored bytes, chosen by stream, subject and day, which no version changes',
};

const FILES = '{libs,apps}/**/*.ts';
const NOT_PRODUCT = /spec\.ts$|\/(node_modules|migrations|testing|contract)\//;

function readsLog(text: string): boolean {
  return /\breadLog\b/.test(text);
}

it.each([
  'const events = await this.store.readLog(association, after, 100)',
  "constructor(private readonly store: Pick<EventStore, 'readLog'>) {}",
  'const read = store.readLog.bind(store)',
])('would see: %s', (planted) => expect(readsLog(planted)).toBe(true));

it.each(['await this.store.readStream(association, stream)', 'const { unreadLogs } = page', 'readLogEntry(bytes)'])(
  'lets pass: %s',
  (lawful) => expect(readsLog(lawful)).toBe(false),
);

it('reads logs as they are stored nowhere save where it is written why that is right', () => {
  const reading = globSync(FILES)
    .filter((file) => !NOT_PRODUCT.test(file))
    .filter((file) => readsLog(readFileSync(file, 'utf8')));
  expect(reading.sort()).toEqual(Object.keys(READS_LOGS).sort());
});

it('takes the current view of an event in one place: nobody is handed the way to take it twice', () => {
  const front = readFileSync('libs/event-store/index.ts', 'utf8');
  expect(front).not.toMatch(/\bcurrentView\b/);
});
